"""What every test may use: hypothesis without deadlines (two shared cores keep none), and the real workspace of the seeds."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest
from filelock import FileLock
from hypothesis import settings

settings.register_profile("workbench", deadline=None)
settings.load_profile("workbench")

ROOT = Path(__file__).parents[1]
SEEDS = ROOT / "seeds"


def run_workbench(
    *arguments: object, cache: Path | None = None, columns: int = 100, **options
) -> subprocess.CompletedProcess[str]:
    """The command as a person runs it, in a process of its own."""
    environment = os.environ | {"COLUMNS": str(columns)} | ({"WORKBENCH_CACHE": str(cache)} if cache else {})
    command = [sys.executable, "-m", "workbench", *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", env=environment, check=False, **options
    )


@pytest.fixture(scope="session")
def workbench():
    """See `run_workbench`."""
    return run_workbench


@pytest.fixture(scope="session")
def seeds() -> Path:
    return SEEDS


@pytest.fixture(scope="session")
def shared(tmp_path_factory) -> Path:
    """A folder of this run; where several processes run the tests, of all of them."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "shared"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def embedded_cache(shared) -> Path:
    """Where the tests build models: `$WORKBENCH_TEST_CACHE` to keep them between runs, else a folder of this run."""
    kept = os.environ.get("WORKBENCH_TEST_CACHE")
    return Path(kept) if kept else shared / "cache"


@pytest.fixture(scope="session")
def first_run(shared, embedded_cache) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """`workbench run` on the five seeds with the embedded model: the workspace, and what the command printed."""
    workspace, told = shared / "seeds" / "workspace", shared / "first_run.json"
    with FileLock(shared / "first_run.lock"):  # once for all processes
        if not told.is_file():
            workspace.parent.mkdir()
            done = run_workbench("run", SEEDS, "--engine", "embedded", "--workspace", workspace, cache=embedded_cache)
            if done.returncode == 0:
                shutil.copytree(workspace, workspace.with_name("untouched"))
            told.write_text(json.dumps([done.args, done.returncode, done.stdout, done.stderr]), encoding="utf-8")
    done = subprocess.CompletedProcess(*json.loads(told.read_text(encoding="utf-8")))
    assert done.returncode == 0, done.stderr
    return workspace, done


@pytest.fixture
def workspace_folder(first_run, tmp_path) -> Path:
    """A copy of the seeds' workspace to do with as the test likes."""
    folder = tmp_path / "workspace"
    shutil.copytree(first_run[0].with_name("untouched"), folder)
    return folder


@pytest.fixture(scope="session")
def tiny():
    """The module that makes the toy checkpoint: its words, its sentences, its variants."""
    spec = importlib.util.spec_from_file_location("tiny", ROOT / "tests" / "translate" / "tiny.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def tiny_marian(tiny, shared) -> Path:
    """The folder of a real MarianMT checkpoint, trained in this run: see tiny.py. Not to be written to."""
    folder = shared / "checkpoints" / "tiny-mul-en"
    with FileLock(shared / "tiny_marian.lock"):  # once for all processes
        if not folder.is_dir():
            tiny.build(folder.with_name("training")).rename(folder)
    return folder


@pytest.fixture(scope="session")
def second_marian(tiny, tiny_marian, tmp_path_factory) -> Path:
    """Another toy model, called `second`: it writes "account" where the first writes "report"."""
    folder = tmp_path_factory.mktemp("checkpoints") / "second"
    return tiny.with_words(tiny_marian, folder, {"▁report": "▁account"})


@pytest.fixture(scope="session")
def tiny_cache(tmp_path_factory) -> Path:
    """A model cache that tests share, so that the toy model is converted once."""
    return tmp_path_factory.mktemp("tiny-cache")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """`workbench serve` in a process of its own."""

    def __init__(self, workspace: Path, *options: object, cache: Path | None = None, port: int | None = None) -> None:
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        environment = os.environ | ({"WORKBENCH_CACHE": str(cache)} if cache else {})
        command = [
            sys.executable,
            "-m",
            "workbench",
            "serve",
            "--workspace",
            str(workspace),
            "--port",
            str(self.port),
            *map(str, options),
        ]
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment
        )
        deadline = time.monotonic() + 120
        while True:
            try:
                httpx.get(f"{self.url}/wb/icon.svg", timeout=5).raise_for_status()
                return
            except httpx.TransportError:
                if self.process.poll() is not None or time.monotonic() > deadline:
                    self.process.kill()
                    raise AssertionError(f"the server did not start: {self.process.stdout.read()}") from None
                time.sleep(0.1)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()


def _servers():
    """Starts servers, and ends them."""
    started: list[Server] = []

    def start(*arguments: object, **options: object) -> Server:
        started.append(Server(*arguments, **options))
        return started[-1]

    yield start
    for server in started:
        if server.process.poll() is None:
            server.kill()


@pytest.fixture
def serve(tmp_path):
    """Starts servers, and ends them after the test: before `tmp_path`, where their workspaces lie, is removed."""
    yield from _servers()


@pytest.fixture(scope="module")
def serve_module(tmp_path_factory):
    """Starts servers for all tests of a module, and ends them after the last."""
    yield from _servers()


@pytest.fixture(scope="session")
def tiny_workspace(tiny, tiny_marian, tiny_cache, tmp_path_factory) -> tuple[Path, tuple[object, ...]]:
    """A workspace with one Urdu article, translated by the toy model, and the options that name the model."""
    folder = tmp_path_factory.mktemp("tiny")
    sentences = [tiny.sentence("ur", s, o, v) for s in range(6) for o in range(6) for v in range(2)]
    (folder / "news.txt").write_text("وزیر نے رپورٹ کو دیکھا\n\n" + "\n".join(sentences), encoding="utf-8")
    options = ("--engine", "marian", "--model", tiny_marian, "--threads", 1)
    done = run_workbench("run", folder / "news.txt", *options, "--workspace", folder / "workspace", cache=tiny_cache)
    assert done.returncode == 0, done.stderr
    return folder / "workspace", options
