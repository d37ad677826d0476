"""Fetching models from a small hub of our own, and finding them again."""

import dataclasses
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from workbench.errors import ModelUnavailable
from workbench.resources import catalogue
from workbench.translate import checkpoints

CARD = catalogue.find("opus-mt-ar-en")
SHA = "0123456789abcdef0123456789abcdef01234567"
FILES = {
    "config.json": b'{"model_type": "marian"}',
    "vocab.json": b'{"</s>": 0}',
    "source.spm": b"source" * 100,
    "target.spm": b"target" * 100,
    "tokenizer_config.json": b"{}",
    "README.md": b"# by Helsinki",
    "model.safetensors": b"weights " * 20_000,
    "pytorch_model.bin": b"pickle " * 20_000,
    "tf_model.h5": b"tensorflow",
    "rust_model.ot": b"rust",
}


class Hub:
    """What of the model hub's HTTP interface a download uses. `stall` makes a file stop halfway; `harm` spoils it."""

    def __init__(self) -> None:
        self.files = dict(FILES)
        self.stall = self.harm = ""
        self.stalled = threading.Event()
        self.requests: list[tuple[str, str, str]] = []
        hub = self

        class Handler(BaseHTTPRequestHandler):
            def do_HEAD(self):
                hub.answer(self, body=False)

            def do_GET(self):
                hub.answer(self, body=True)

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def answer(self, request: BaseHTTPRequestHandler, body: bool) -> None:
        path = request.path.partition("?")[0]
        self.requests.append((request.command, path, request.headers.get("Range", "")))
        name = path.rpartition("/")[2]
        if path == f"/api/models/{CARD.hub_id}":
            self.send_json(request, {"id": CARD.hub_id, "sha": SHA, "siblings": [self.entry(n) for n in self.files]})
        elif path.startswith(f"/api/models/{CARD.hub_id}/tree/"):
            self.send_json(request, [{"type": "file", "path": n, **self.entry(n)} for n in self.files])
        elif path == f"/{CARD.hub_id}/resolve/{SHA}/{name}" and name in self.files:
            self.send_file(request, name, body)
        else:
            self.send(request, 404 if path != "/" else 200, b"", {"X-Error-Code": "RepoNotFound"})

    def entry(self, name: str) -> dict:
        content = self.files[name]
        entry = {"rfilename": name, "size": len(content), "oid": hashlib.sha1(content).hexdigest()}
        if name.endswith(("safetensors", "bin", "h5", "ot")):
            digest = hashlib.sha256(content).hexdigest()
            entry["lfs"] = {"sha256": digest, "oid": digest, "size": len(content), "pointerSize": 130}
        return entry

    def send_file(self, request, name: str, body: bool) -> None:
        content = self.files[name]
        entry = self.entry(name)
        tag = entry.get("lfs", {}).get("sha256", entry["oid"])
        headers = {"ETag": f'"{tag}"', "X-Repo-Commit": SHA, "Accept-Ranges": "bytes"}
        asked = re.fullmatch(r"bytes=(\d+)-", request.headers.get("Range", ""))
        start = int(asked[1]) if asked else 0
        if asked:
            headers["Content-Range"] = f"bytes {start}-{len(content) - 1}/{len(content)}"
        sent = content[::-1] if name == self.harm else content
        if name == self.stall and body:
            self.send(request, 200, sent[: len(sent) // 2], headers, length=len(sent))
            self.stalled.set()
            threading.Event().wait(30)
        else:
            self.send(request, 206 if asked else 200, sent[start:] if body else b"", headers, length=len(sent) - start)

    def send_json(self, request, value) -> None:
        self.send(request, 200, json.dumps(value).encode(), {"Content-Type": "application/json"})

    @staticmethod
    def send(request, status: int, body: bytes, headers: dict, length: int | None = None) -> None:
        request.send_response(status)
        for name, value in headers.items():
            request.send_header(name, value)
        request.send_header("Content-Length", str(len(body) if length is None else length))
        request.end_headers()
        request.wfile.write(body)
        request.wfile.flush()


@pytest.fixture
def hub(monkeypatch):
    for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    hub = Hub()
    monkeypatch.setattr(checkpoints, "_endpoint", lambda: hub.url)
    yield hub
    hub.server.shutdown()
    hub.server.server_close()


@pytest.fixture
def hub_cache(tmp_path, monkeypatch) -> Path:
    """The ordinary Hugging Face cache, empty."""
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "hub"))
    return tmp_path / "hub"


def fill(folder: Path, names=("config.json", "vocab.json", "source.spm", "target.spm", "model.safetensors")) -> Path:
    folder.mkdir(parents=True)
    for name in names:
        (folder / name).write_bytes(FILES[name])
    return folder


# --- what is here ------------------------------------------------------------------------------------------------


def test_installed(tmp_path, hub_cache):
    assert checkpoints.installed(CARD.name, tmp_path) is None
    folder = fill(checkpoints.folder_of(CARD.hub_id, tmp_path))
    assert folder == tmp_path / "models" / "Helsinki-NLP--opus-mt-ar-en"
    for name in (CARD.name, "opus-mt-ar-en", "OPUS-MT-ar-en", str(folder)):
        assert checkpoints.installed(name, tmp_path) == folder


def test_a_folder_is_taken_as_it_is(tmp_path):
    assert checkpoints.installed(str(tmp_path), tmp_path / "cache") == tmp_path


@pytest.mark.parametrize(
    "name", ["", "embedded", "a/b/c", "../x", "nothing-here", "C:\\models\\x", "x" * 300, "~nobody-here/x", "\0"]
)
def test_names_of_nothing(tmp_path, hub_cache, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    assert checkpoints.installed(name, tmp_path) is None


def test_an_incomplete_folder_is_not_installed(tmp_path, hub_cache):
    fill(checkpoints.folder_of(CARD.hub_id, tmp_path), ["config.json", "vocab.json", "source.spm", "model.safetensors"])
    assert checkpoints.installed(CARD.name, tmp_path) is None


def in_hub_cache(hub_cache: Path, hub_id: str, names=None) -> Path:
    model = hub_cache / f"models--{hub_id.replace('/', '--')}"
    (model / "refs").mkdir(parents=True)
    (model / "refs" / "main").write_text(SHA)
    return fill(model / "snapshots" / SHA, *([names] if names else []))


@pytest.mark.parametrize("hub_id", [CARD.hub_id, "somebody/marian-of-their-own"])
def test_models_of_the_ordinary_cache_are_found(tmp_path, hub_cache, hub_id):
    folder = in_hub_cache(hub_cache, hub_id)
    assert checkpoints.installed(hub_id, tmp_path) == folder
    assert checkpoints.name_of(folder) == hub_id
    assert checkpoints.revision_of(folder) == SHA


def test_half_a_model_in_the_ordinary_cache_is_not_installed(tmp_path, hub_cache):
    in_hub_cache(hub_cache, CARD.hub_id, ["config.json", "vocab.json", "source.spm", "target.spm"])
    assert checkpoints.installed(CARD.name, tmp_path) is None


def test_revision_of_a_folder_without_a_record_follows_its_files(tmp_path):
    first, same, other, noted = (fill(tmp_path / name) for name in ("first", "same", "other", "noted"))
    (other / "model.safetensors").write_bytes(b"other weights")
    (noted / "notes.txt").write_text("of no matter")
    revision = checkpoints.revision_of(first)
    assert re.fullmatch("[0-9a-f]{12}", revision)
    assert checkpoints.revision_of(same) == checkpoints.revision_of(noted) == revision
    assert checkpoints.revision_of(other) != revision


@pytest.mark.parametrize("record", ["", "[]", "{", '{"revision": 3}'])
def test_a_damaged_record_is_no_record(tmp_path, record):
    folder = fill(tmp_path / "Helsinki-NLP--x")
    before = checkpoints.revision_of(folder)
    (folder / checkpoints.RECORD).write_text(record)
    assert checkpoints.revision_of(folder) == before
    assert checkpoints.name_of(folder) == "Helsinki-NLP/x"


# --- fetching ----------------------------------------------------------------------------------------------------


def test_pull(hub, tmp_path):
    folder = checkpoints.pull(CARD, tmp_path)
    assert folder == checkpoints.installed(CARD.name, tmp_path)
    wanted = set(FILES) - {"pytorch_model.bin", "tf_model.h5", "rust_model.ot"}
    assert {path.name for path in folder.iterdir()} == {*wanted, checkpoints.RECORD}
    assert all((folder / name).read_bytes() == FILES[name] for name in wanted)
    assert checkpoints.revision_of(folder) == SHA
    assert checkpoints.name_of(folder) == CARD.hub_id
    assert [path.name for path in folder.parent.iterdir() if path.is_dir()] == [folder.name]

    asked = len(hub.requests)
    assert checkpoints.pull(CARD, tmp_path) == folder
    assert len(hub.requests) == asked


def test_pull_takes_the_pickle_where_there_are_no_safetensors(hub, tmp_path):
    del hub.files["model.safetensors"]
    names = {path.name for path in checkpoints.pull(CARD, tmp_path).iterdir()}
    assert "pytorch_model.bin" in names
    assert "tf_model.h5" not in names


def test_pull_reports_how_far_it_is(hub, tmp_path, monkeypatch):
    told = []
    enough = threading.Event()

    def report(message):
        told.append(message)
        enough.set()

    monkeypatch.setattr(checkpoints, "_download", lambda *_: enough.wait(20))
    with pytest.raises(ModelUnavailable):
        checkpoints.pull(CARD, tmp_path, report)
    assert told == ["Fetching Helsinki-NLP/opus-mt-ar-en: 0 % of 0 MB."]


def test_pull_prints_nothing(hub, tmp_path, capfd):
    checkpoints.pull(CARD, tmp_path)
    assert capfd.readouterr() == ("", "")


def test_pull_of_a_model_the_hub_does_not_have(hub, tmp_path):
    card = dataclasses.replace(CARD, hub_id="Helsinki-NLP/opus-mt-xx-en")
    with pytest.raises(ModelUnavailable, match=r"has no Helsinki-NLP/opus-mt-xx-en"):
        checkpoints.pull(card, tmp_path)


def test_pull_of_a_model_of_another_kind(hub, tmp_path):
    del hub.files["target.spm"]
    with pytest.raises(ModelUnavailable, match=r"not a MarianMT model: it has no target\.spm"):
        checkpoints.pull(CARD, tmp_path)


def test_pull_of_what_is_not_on_a_hub(tmp_path):
    with pytest.raises(ModelUnavailable, match="comes with the workbench"):
        checkpoints.pull(catalogue.find("embedded"), tmp_path)


def test_a_file_that_arrives_damaged_is_fetched_again(hub, tmp_path):
    hub.harm = "model.safetensors"
    with pytest.raises(ModelUnavailable, match=r"model\.safetensors arrived damaged.*run the same command"):
        checkpoints.pull(CARD, tmp_path)
    assert checkpoints.installed(CARD.name, tmp_path) is None

    hub.harm, hub.requests = "", []
    folder = checkpoints.pull(CARD, tmp_path)
    assert (folder / "model.safetensors").read_bytes() == FILES["model.safetensors"]
    assert {path.rpartition("/")[2] for method, path, _ in hub.requests if method == "GET" and "resolve" in path} == {
        "model.safetensors"
    }


@pytest.mark.skipif(sys.platform == "win32", reason="kills a process the POSIX way")
def test_killed_in_the_middle(hub, tmp_path):
    hub.stall = "model.safetensors"
    code = (
        "import sys; from pathlib import Path; from workbench.resources import catalogue;"
        "from workbench.translate import checkpoints;"
        "checkpoints.pull(catalogue.find('opus-mt-ar-en'), Path(sys.argv[1]))"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)],
        env={**os.environ, "HF_ENDPOINT": hub.url, "PYTHONPATH": str(Path(checkpoints.__file__).parents[2])},
    )
    assert hub.stalled.wait(30)
    child.send_signal(signal.SIGKILL)
    child.wait()
    assert not checkpoints.folder_of(CARD.hub_id, tmp_path).exists()
    assert checkpoints.installed(CARD.name, tmp_path) is None

    hub.stall = ""
    folder = checkpoints.pull(CARD, tmp_path)
    assert (folder / "model.safetensors").read_bytes() == FILES["model.safetensors"]
    assert [path.name for path in folder.parent.iterdir() if path.is_dir()] == [folder.name]


def test_a_hub_that_vanishes_after_the_listing(hub, tmp_path, monkeypatch):
    """The client then returns the half-filled folder as if nothing had happened."""
    monkeypatch.setattr(
        "huggingface_hub.snapshot_download", lambda hub_id, local_dir, **_: local_dir.mkdir(parents=True)
    )
    with pytest.raises(ModelUnavailable, match=r"config\.json is not whole.*what arrived is kept"):
        checkpoints.pull(CARD, tmp_path)
    assert checkpoints.installed(CARD.name, tmp_path) is None


def test_a_disk_that_is_too_small(hub, tmp_path, monkeypatch):
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=10))
    with pytest.raises(ModelUnavailable, match="make room, or set WORKBENCH_CACHE"):
        checkpoints.pull(CARD, tmp_path)


def test_two_at_once(hub, tmp_path):
    from filelock import FileLock

    folder = checkpoints.folder_of(CARD.hub_id, tmp_path)
    folder.parent.mkdir(parents=True)
    with FileLock(f"{folder}.lock"), pytest.raises(ModelUnavailable, match="by another process"):
        checkpoints.pull(CARD, tmp_path)


def test_a_cache_that_cannot_be_written_to(hub, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(ModelUnavailable, match="cannot be written to"):
        checkpoints.pull(CARD, tmp_path / "file")


# --- without a network -------------------------------------------------------------------------------------------


def assert_says_what_to_do(error: Exception, why: str) -> None:
    text = str(error)
    assert text == (
        f"Helsinki-NLP/opus-mt-ar-en cannot be fetched, because {why}: copy the model's folder from a machine that has"
        " it and pass --model FOLDER, or work with the embedded model (--engine embedded)."
    )


@pytest.mark.parametrize("switch", ["HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"])
def test_told_to_be_offline(hub, tmp_path, monkeypatch, switch):
    monkeypatch.setenv(switch, "1")
    with pytest.raises(ModelUnavailable) as error:
        checkpoints.pull(CARD, tmp_path)
    assert_says_what_to_do(error.value, f"{switch} is set")
    assert hub.requests == []


def test_no_network(hub, tmp_path, monkeypatch):
    hub.server.shutdown()
    hub.server.server_close()
    with pytest.raises(ModelUnavailable) as error:
        checkpoints.pull(CARD, tmp_path)
    assert_says_what_to_do(error.value, f"this machine cannot reach the model hub at {hub.url}")


def test_a_look_up_that_hangs_is_not_waited_for(hub, tmp_path, monkeypatch):
    """Were the look-up waited for, the test would hang, not fail: what it waits for is set when it is over."""
    over = threading.Event()

    def hang(*_, **__):
        over.wait(300)
        raise OSError

    monkeypatch.setattr("urllib.request.urlopen", hang)
    monkeypatch.setattr(checkpoints, "REACH_SECONDS", 0.2)
    with pytest.raises(ModelUnavailable, match="cannot reach the model hub"):
        checkpoints.pull(CARD, tmp_path)
    over.set()


def test_the_wait_leaves_time_for_an_answer_within_three_seconds():
    assert checkpoints.REACH_SECONDS <= 2.5
