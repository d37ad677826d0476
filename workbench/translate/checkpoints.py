"""Where model folders live, how one gets there, and which version it is. It does not know how a model is run."""

from __future__ import annotations

import contextlib
import hashlib
import http.client
import json
import os
import re
import shutil
import ssl
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from workbench.errors import ModelUnavailable
from workbench.resources import catalogue
from workbench.resources.catalogue import ModelCard

NEEDED = ("config.json", "vocab.json", "source.spm", "target.spm")
HELPFUL = ("tokenizer_config.json", "generation_config.json", "special_tokens_map.json", "README.md", "LICENSE")
"""Fetched where they exist. README.md carries the attribution that CC-BY asks for."""
WEIGHTS = ("model.safetensors", "pytorch_model.bin")
"""Best first: safetensors runs no code on loading and can be checked for completeness by its header."""
RECORD = "workbench.json"
"""Our note in a fetched folder: the hub id and the commit it came from."""

REACH_SECONDS = 2.0
"""How long the model hub may take to answer at all. Name look-ups alone can hang for half a minute without a network."""
LISTING_SECONDS = 15.0

Report = Callable[[str], None]
"""Told in a sentence how far the fetching is; called from another thread."""


# --- what is here ------------------------------------------------------------------------------------------------


def folder_of(hub_id: str, cache: Path) -> Path:
    """Where a fetched model is kept, whether or not it is there."""
    return cache / "models" / hub_id.replace("/", "--")


def complete(folder: Path) -> bool:
    """True when every file that a Marian checkpoint needs is there; says nothing of what is in them."""
    return not missing(folder)


def missing(folder: Path) -> list[str]:
    """The names of needed files that are not in the folder."""
    names = [name for name in NEEDED if not (folder / name).is_file()]
    return names if any((folder / name).is_file() for name in WEIGHTS) else [*names, WEIGHTS[0]]


def installed(name_or_folder: str, cache: Path) -> Path | None:
    """The folder of a model that is on this machine, else None. Never reaches the network.

    A folder is returned as it is, damaged or not. A name (see `catalogue.lookup`) or hub id is looked for among the
    models fetched by `pull`, then in the ordinary Hugging Face cache.
    """
    if given := _folder(name_or_folder):
        return given
    card = catalogue.lookup(name_or_folder)
    hub_id = card.hub_id if card else name_or_folder
    if hub_id is None:
        return None
    kept = folder_of(hub_id, cache)
    if complete(kept):
        return kept
    shared = _in_hub_cache(hub_id)
    return shared if shared and complete(shared) else None


def _folder(text: str) -> Path | None:
    try:
        folder = Path(text).expanduser()
        return folder if text and folder.is_dir() else None
    except (OSError, ValueError, RuntimeError):  # too long for a path, or no such user's home
        return None


def _in_hub_cache(hub_id: str) -> Path | None:
    from huggingface_hub import try_to_load_from_cache
    from huggingface_hub.errors import HFValidationError

    try:
        config = try_to_load_from_cache(hub_id, "config.json")
    except HFValidationError:  # not a hub id at all, such as a path that does not exist
        return None
    return Path(config).parent if isinstance(config, str) else None


def name_of(folder: Path) -> str:
    """The model's hub id where the folder tells it (our record, the hub cache's layout, our naming), else its name."""
    recorded = _record(folder).get("hub_id")
    if isinstance(recorded, str):
        return recorded
    folder = folder.absolute()
    if folder.parent.name == "snapshots":
        return folder.parent.parent.name.removeprefix("models--").replace("--", "/")
    return folder.name.replace("--", "/")


def revision_of(folder: Path) -> str:
    """The commit a folder came from where that is known, else 12 hex digits of a SHA-256 over its files."""
    recorded = _record(folder).get("revision")
    if isinstance(recorded, str):
        return recorded
    folder = folder.absolute()
    if folder.parent.name == "snapshots" and re.fullmatch("[0-9a-f]{40}", folder.name):
        return folder.name
    digest = hashlib.sha256()
    for name in (*NEEDED, *WEIGHTS, "tokenizer_config.json"):
        if (folder / name).is_file():
            digest.update(f"{name} {_sha256(folder / name)}\n".encode())
    return digest.hexdigest()[:12]


def _record(folder: Path) -> dict[str, object]:
    try:
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) else {}


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


# --- how one gets here -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Listing:
    """What a model has on the hub: the commit, and size and (where the hub tells it) SHA-256 of each wanted file."""

    revision: str
    sizes: dict[str, int]
    hashes: dict[str, str]

    @property
    def total(self) -> int:
        return sum(self.sizes.values())


def pull(card: ModelCard, cache: Path, report: Report = lambda message: None) -> Path:
    """Fetch a model from the hub and return its folder; at once when it is already there.

    What has arrived is kept in a folder ending in `.partial` and is not fetched again; only a whole, checked model
    gets its final name. Raises ModelUnavailable when the hub cannot be reached (within about two seconds), does not
    have the model, or stops answering.
    """
    if card.hub_id is None:
        raise ModelUnavailable(f"The model {card.name!r} is not fetched from a hub: it comes with the workbench.")
    folder = folder_of(card.hub_id, cache)
    if complete(folder):
        return folder
    _require_network(card.hub_id)
    with _alone(folder):
        listing = _listing(card.hub_id)
        partial = folder.with_name(f"{folder.name}-{listing.revision[:12]}.partial")
        _require_space(card.hub_id, cache, listing.total)
        with _watched(card.hub_id, partial, listing.total, report):
            _download(card.hub_id, listing, partial)
        _verify(card.hub_id, listing, partial)
        shutil.rmtree(partial / ".cache", ignore_errors=True)  # the download's own notes
        record = {"hub_id": card.hub_id, "revision": listing.revision}
        (partial / RECORD).write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
        publish(partial, folder)
    return folder


def publish(made: Path, final: Path) -> None:
    """Give a finished folder its name, in one step that a crash cannot cut in two. A damaged old one is replaced."""
    for path in made.iterdir():
        _sync(path)
    _sync(made)
    if final.exists():
        shutil.rmtree(final)
    os.replace(made, final)
    _sync(final.parent)


def _sync(path: Path) -> None:
    if os.name == "nt":  # has no such call for what is only open for reading
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _endpoint() -> str:
    """The hub's address: the public one, or a mirror named in HF_ENDPOINT."""
    from huggingface_hub import constants

    return constants.ENDPOINT


def _require_network(hub_id: str) -> None:
    switches = ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE")
    offline = [name for name in switches if os.environ.get(name, "").upper() in {"1", "ON", "YES", "TRUE"}]
    if offline:
        why = f"{offline[0]} is set"
    elif not _answers(_endpoint(), REACH_SECONDS):
        why = f"this machine cannot reach the model hub at {_endpoint()}"
    else:
        return
    raise ModelUnavailable(
        f"{hub_id} cannot be fetched, because {why}: copy the model's folder from a machine that has it and pass"
        " --model FOLDER, or work with the embedded model (--engine embedded)."
    )


def _answers(url: str, seconds: float) -> bool:
    """Whether anything at all answers there in time. The asking is left behind when it hangs: DNS has no time limit."""
    answered = threading.Event()
    done = threading.Event()

    def ask() -> None:
        try:
            request = urllib.request.Request(url, method="HEAD")
            with urllib.request.urlopen(request, timeout=seconds):
                answered.set()
        except urllib.error.HTTPError as refusal:
            refusal.close()
            answered.set()
        except urllib.error.URLError as error:
            # The hub's client has its own certificates, so a doubt about them is left for it to judge.
            if isinstance(error.reason, ssl.SSLError):
                answered.set()
        except (OSError, ValueError, http.client.HTTPException):
            pass
        finally:
            done.set()

    threading.Thread(target=ask, daemon=True, name="model-hub-check").start()
    done.wait(seconds)
    return answered.is_set()


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    from filelock import FileLock, Timeout

    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(f"{folder}.lock", timeout=0)
        lock.acquire()
    except Timeout:
        raise ModelUnavailable(f"{folder.name} is being fetched by another process: wait for it to finish.") from None
    except OSError as error:
        raise ModelUnavailable(f"The model cache {folder.parent} cannot be written to: {_brief(error)}.") from error
    try:
        yield
    finally:
        lock.release()


def _listing(hub_id: str) -> _Listing:
    from huggingface_hub import HfApi
    from huggingface_hub.errors import RepositoryNotFoundError

    try:
        info = HfApi(endpoint=_endpoint()).model_info(hub_id, files_metadata=True, timeout=LISTING_SECONDS)
    except RepositoryNotFoundError as error:
        raise ModelUnavailable(f"The model hub at {_endpoint()} has no {hub_id}, or does not show it.") from error
    except _hub_errors() as error:
        raise ModelUnavailable(f"The model hub did not say what {hub_id} consists of: {_brief(error)}.") from error
    files = {file.rfilename: file for file in info.siblings or ()}
    weights = next((name for name in WEIGHTS if name in files), None)
    absent = [name for name in NEEDED if name not in files]
    if absent or weights is None:
        raise ModelUnavailable(f"{hub_id} is not a MarianMT model: it has no {', '.join(absent or WEIGHTS)}.")
    wanted = [name for name in (*NEEDED, weights, *HELPFUL) if name in files]
    return _Listing(
        revision=info.sha,
        sizes={name: files[name].size or 0 for name in wanted},
        hashes={name: files[name].lfs.sha256 for name in wanted if files[name].lfs},
    )


def _hub_errors() -> tuple[type[Exception], ...]:
    """What the hub's client raises. Its HTTP library changed between versions, so that one is taken from its own error."""
    from huggingface_hub.errors import HfHubHTTPError

    return (OSError, ValueError, RuntimeError, *(base for base in HfHubHTTPError.__bases__ if base is not OSError))


def _require_space(hub_id: str, cache: Path, size: int) -> None:
    free = shutil.disk_usage(cache).free
    if free < size:
        raise ModelUnavailable(
            f"{hub_id} takes {size / 1e6:,.0f} MB and {cache} has {free / 1e6:,.0f} MB free: make room, or set"
            " WORKBENCH_CACHE to a folder on a larger disk."
        )


def _download(hub_id: str, listing: _Listing, partial: Path) -> None:
    from huggingface_hub import snapshot_download
    from huggingface_hub.utils import logging
    from tqdm import tqdm

    class Silent(tqdm):
        """Only the doors show progress."""

        def __init__(self, *args, **kwargs) -> None:
            super().__init__(*args, **{**kwargs, "disable": True})

    level = logging.get_verbosity()
    logging.set_verbosity_error()
    try:
        snapshot_download(
            hub_id, revision=listing.revision, local_dir=partial, allow_patterns=list(listing.sizes),
            endpoint=_endpoint(), tqdm_class=Silent,
        )  # fmt: skip
    except _hub_errors() as error:
        raise _interrupted(hub_id, _brief(error)) from error
    finally:
        logging.set_verbosity(level)


def _verify(hub_id: str, listing: _Listing, partial: Path) -> None:
    """Every file whole and unharmed. Without this a hub that vanishes midway passes for success: the client then hands
    back the folder as it stands."""
    for name, size in listing.sizes.items():
        path = partial / name
        if not path.is_file() or (size and path.stat().st_size != size):
            raise _interrupted(hub_id, f"{name} is not whole")
        if name in listing.hashes and _sha256(path) != listing.hashes[name]:
            path.unlink()
            raise _interrupted(hub_id, f"{name} arrived damaged")


def _interrupted(hub_id: str, why: str) -> ModelUnavailable:
    return ModelUnavailable(f"Fetching {hub_id} stopped ({why}): what arrived is kept, run the same command to go on.")


def _brief(error: Exception) -> str:
    """The first line of an error, without a full stop: enough inside a sentence."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")[:200]


@contextlib.contextmanager
def _watched(hub_id: str, partial: Path, total: int, report: Report) -> Iterator[None]:
    """Report every tenth that a growing folder has grown by: independent of how the client downloads."""
    over = threading.Event()

    def watch() -> None:
        told = -1
        while not over.wait(0.5):
            tenth = min(_size(partial) * 10 // max(total, 1), 10)
            if tenth > told:
                report(f"Fetching {hub_id}: {tenth * 10} % of {total / 1e6:,.0f} MB.")
                told = tenth

    watcher = threading.Thread(target=watch, daemon=True, name="model-download-progress")
    watcher.start()
    try:
        yield
    finally:
        over.set()
        watcher.join()


def _size(folder: Path) -> int:
    size = 0
    for path in folder.rglob("*"):
        with contextlib.suppress(FileNotFoundError):  # the client renames files as they finish
            size += path.stat().st_size if path.is_file() else 0
    return size
