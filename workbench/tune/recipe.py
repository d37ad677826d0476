"""How the embedded model's own adapter was made: which text, how much of each, and with what settings. One command runs it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from workbench.errors import NotFound
from workbench.text.languages import SOURCE_LANGUAGES
from workbench.tune.examples import Example, Material, read_files
from workbench.tune.tuning import Tuning

# Share of each corpus that is learnt from: news and prose count, interface strings and product manuals hardly do.
WEIGHTS = {
    "ud-pud": 1.0, "tico19-tm": 1.0, "xquad": 1.0, "joshua-wikipedia-dev-4refs": 1.0, "joshua-wikipedia-devtest-4refs": 1.0,
    "pratham-stories": 1.0, "global-asp-stories": 1.0, "chayn-online-privacy": 1.0, "ms-iot-for-beginners": 0.6,
    "mozilla-www": 0.6, "tatoeba-manythings": 0.4, "bitcoin-org": 0.4, "debian-handbook": 0.3, "ms-security-101": 0.2,
    "wiki-titles-faraazahmad": 0.2, "libreoffice-help": 0.05, "mediawiki-i18n": 0.03,
}  # fmt: skip
OTHER_WEIGHT = 0.1
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
MOST_CHARACTERS = 450
TUNING = Tuning(rank=64, alpha=32, rate=1e-3, batch_tokens=2000, epochs=1.0, dev_every=400)


def read(folder: Path) -> Material:
    """`train.<tag>-en.tsv.xz` of the folder for each of our languages, thinned by weight. Raises NotFound for a missing one."""
    material = Material((), ())
    for tag in SOURCE_LANGUAGES:
        path = folder / f"train.{tag}-en.tsv.xz"
        if not path.is_file():
            raise NotFound(
                f"The recipe needs {path.name} for each of {', '.join(SOURCE_LANGUAGES)}; {folder} has none."
            )
        material += read_files([path], tag)
    return replace(material, examples=tuple(e for e in material.examples if _is_taken(e, WEIGHTS)))


def _is_taken(example: Example, weights: Mapping[str, float]) -> bool:
    """By a hash of the pair, so that the choice is the same everywhere and of no order."""
    if max(len(example.source), len(example.target)) > MOST_CHARACTERS:
        return False
    corpus = example.document.rpartition(" ")[0]
    digest = hashlib.sha256(f"{example.source}\t{example.target}".encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:4]) / 2**32 < weights.get(corpus, OTHER_WEIGHT)
