"""Engines are tested on a real checkpoint, trained once per run: see tiny.py."""

import importlib.util
from pathlib import Path

import pytest

from workbench.settings import Settings


def _tiny():
    spec = importlib.util.spec_from_file_location("tiny_marian_builder", Path(__file__).with_name("tiny.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def tiny():
    """The module that makes the toy checkpoint: its words, its sentences, its variants."""
    return _tiny()


@pytest.fixture(scope="session")
def tiny_marian(tiny, tmp_path_factory) -> Path:
    """The folder of the toy checkpoint. Not to be written to."""
    return tiny.build(tmp_path_factory.mktemp("checkpoints") / "tiny-mul-en")


@pytest.fixture(scope="session")
def model_cache(tmp_path_factory) -> Path:
    """A cache that tests share, so that a model is converted once."""
    return tmp_path_factory.mktemp("model-cache")


@pytest.fixture(scope="session")
def settings(model_cache) -> Settings:
    return Settings(cache=model_cache, threads=1)
