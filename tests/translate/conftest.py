"""Engines are tested on a real checkpoint, trained once per run: see tiny.py and the fixtures above."""

from pathlib import Path

import pytest

from workbench.settings import Settings


@pytest.fixture(scope="session")
def model_cache(tiny_cache) -> Path:
    return tiny_cache


@pytest.fixture(scope="session")
def settings(model_cache) -> Settings:
    return Settings(cache=model_cache, threads=1)
