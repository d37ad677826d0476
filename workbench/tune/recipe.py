"""How the embedded model's own adapter was made: which text, how much of each, and with what settings. One command runs it."""

from __future__ import annotations

import hashlib
import math
from dataclasses import replace
from pathlib import Path

from workbench.errors import NotFound
from workbench.text.languages import SOURCE_LANGUAGES
from workbench.tune.examples import Example, Material, read_files
from workbench.tune.tuning import Tuning

# How often a pair of each corpus is learnt from in an epoch: news and prose count, interface strings and manuals hardly do.
WEIGHTS = {
    "ud-pud": 2.0, "xquad": 1.8, "tico19-tm": 1.6, "global-asp-stories": 1.0, "chayn-online-privacy": 1.0, "pratham-stories": 0.9,
    "joshua-wikipedia-dev-4refs": 0.7, "joshua-wikipedia-devtest-4refs": 0.7, "ms-iot-for-beginners": 0.4, "bitcoin-org": 0.4,
    "mozilla-www": 0.35, "tatoeba-manythings": 0.35, "ms-security-101": 0.2, "wiki-titles-faraazahmad": 0.2,
    "debian-handbook": 0.12, "ms-edgeai-for-beginners": 0.08, "ms-azd-for-beginners": 0.05, "ms-d365-project-operations": 0.05,
    "mediawiki-i18n": 0.03, "libreoffice-help": 0.03,
}  # fmt: skip
# There is least of it, and none of the news.
LANGUAGE_WEIGHTS = {"ur": 1.35}
LICENCES = {
    "ud-pud": "CC-BY-SA-3.0", "tico19-tm": "CC0-1.0", "xquad": "CC-BY-SA-4.0", "joshua-wikipedia-dev-4refs": "CC-BY-SA-3.0",
    "joshua-wikipedia-devtest-4refs": "CC-BY-SA-3.0", "pratham-stories": "CC-BY-4.0", "global-asp-stories": "CC-BY-4.0",
    "chayn-online-privacy": "CC-BY-SA-4.0", "ms-iot-for-beginners": "MIT", "ms-security-101": "MIT", "ms-edgeai-for-beginners": "MIT",
    "ms-azd-for-beginners": "MIT", "ms-foundry-local-lab": "MIT", "ms-mcp-postgres-retail": "MIT",
    "ms-d365-project-operations": "CC-BY-4.0", "mozilla-www": "MPL-2.0", "tatoeba-manythings": "CC-BY-2.0-FR",
    "bitcoin-org": "MIT", "debian-handbook": "CC-BY-SA-3.0", "wiki-titles-faraazahmad": "CC-BY-SA-3.0",
    "libreoffice-help": "MPL-2.0", "mediawiki-i18n": "GPL-2.0-or-later and CC-BY",
}  # fmt: skip
# Longer pairs are rare and cost the most.
MOST_CHARACTERS = 480
TUNING = Tuning(rank=64, alpha=32, rate=1e-3, batch_tokens=2400, epochs=1.0, dev_every=400)


def read(folder: Path) -> Material:
    """`train.<tag>-en.tsv.xz` of the folder for each of our languages, by weight. Raises NotFound for a missing one."""
    material = Material((), ())
    for tag in SOURCE_LANGUAGES:
        path = folder / f"train.{tag}-en.tsv.xz"
        if not path.is_file():
            raise NotFound(
                f"The recipe needs {path.name} for each of {', '.join(SOURCE_LANGUAGES)}; {folder} has none."
            )
        material += read_files([path], tag)
    return replace(material, examples=tuple(e for e in material.examples for _ in range(_times(e))))


def _times(example: Example) -> int:
    """How often it is learnt from: by a hash of the pair, so that the choice is the same everywhere and of no order."""
    if max(len(example.source), len(example.target)) > MOST_CHARACTERS:
        return 0
    weight = WEIGHTS.get(example.document.rpartition(" ")[0], 0.0) * LANGUAGE_WEIGHTS.get(example.language, 1.0)
    digest = hashlib.sha256(f"{example.source}\t{example.target}".encode("utf-8", "surrogatepass")).digest()
    return math.floor(weight + int.from_bytes(digest[:4]) / 2**32)
