"""The sentences that are measured with: those of the seeds, or a file of pairs. It knows no engine."""

from __future__ import annotations

from pathlib import Path

from workbench import evaluate, ingest
from workbench.errors import InputError, NotFound
from workbench.model import BlockKind
from workbench.resources.prompts import folder_of
from workbench.text.languages import SOURCE_LANGUAGES, name_of
from workbench.translate.guards import needs_no_translation


def require_language(language: str | None) -> str:
    """The language if it is one we translate. Raises InputError."""
    if language not in SOURCE_LANGUAGES:
        raise InputError(
            f"Which language are the sources in? Say --language with one of {', '.join(SOURCE_LANGUAGES)}."
        )
    return language


def text_of(path: Path) -> str:
    """The text of a file, in whatever encoding it is. Raises NotFound, and InputError where it is no text."""
    if not path.is_file():
        raise NotFound(f"There is no file {path}: check the name.")
    text, _ = ingest.decode(path.read_bytes(), path.name)
    return text


def pairs_of(path: Path, first: int | None = None) -> list[tuple[str, str]]:
    """Source and English of the first lines of a TSV file. Raises NotFound, and InputError for a broken file."""
    return evaluate.read_pairs(text_of(path), path.name)[:first]


def output_of(path: Path, count: int, first: int | None = None) -> tuple[str, ...]:
    """Translations made before: the first lines of a file, one for each of `count` pairs; an empty line is an empty one.

    Raises NotFound, and InputError for a file with more or fewer.
    """
    lines = tuple(line.strip() for line in text_of(path).removesuffix("\n").split("\n"))[:first]
    if len(lines) != count:
        raise InputError(
            f"{path.name} has {len(lines)} translations for {count} pairs: each line must be the translation of the pair "
            "with its number."
        )
    return lines


def seed_sentences(language: str) -> list[str]:
    """What a run translates of the seeds in one language: each sentence once, in reading order, without the furniture."""
    found: dict[str, None] = {}
    for path in sorted(folder_of("seeds").glob("*.txt")):
        document = ingest.read(path.read_bytes(), path.name, article_id=path.stem)
        for block, segment in document.segments():
            wanted = block.language == language and block.kind is not BlockKind.FURNITURE
            if wanted and not needs_no_translation(segment.text, language):
                found[segment.text] = None
    if not found:
        raise InputError(f"No seed is in {name_of(language)}: name a file of pairs with --file.")
    return list(found)
