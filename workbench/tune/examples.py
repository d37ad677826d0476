"""Sentence pairs to learn from: out of TSV files, or what people approved. It does not know how they are learnt."""

from __future__ import annotations

import hashlib
import json
import lzma
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path, PurePath

from workbench.errors import InputError, NotFound, UnreadableInput
from workbench.model import Article, Row
from workbench.text.languages import SOURCE_LANGUAGES
from workbench.translate.guards import needs_no_translation

# Below this, one held-out sentence more or less decides everything.
FEWEST = 20
# Neighbouring lines of a corpus are often of one text: this many stand for a document.
BLOCK_LINES = 50
APPROVED_CORPUS = "approved"
# Drafts of a sentence that people split or merged: the machine wrote them of another one.
CUT_BY_PEOPLE = frozenset({"split", "merged"})


@dataclass(frozen=True, slots=True)
class Example:
    """A source sentence with its English. `rejected` is the machine's text that a person replaced, else empty."""

    source: str
    target: str
    language: str
    document: str
    """Examples of one document are alike: all of them are learnt from, or all are held out."""
    rejected: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """A file that examples came from: its name without folders, the SHA-256 of its bytes, examples per corpus."""

    name: str
    sha256: str
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Material:
    """Examples and where they came from. Material of several languages is added up with `+`."""

    examples: tuple[Example, ...]
    origins: tuple[Origin, ...]

    def __add__(self, other: Material) -> Material:
        return Material(self.examples + other.examples, self.origins + other.origins)


def require_enough(examples: Sequence[Example]) -> None:
    """Raises InputError when there are fewer than 20."""
    if len(examples) < FEWEST:
        raise InputError(
            f"There {'is' if len(examples) == 1 else 'are'} {len(examples)} to learn from, and tuning takes {FEWEST} or"
            " more: approve more sentences, or name more files of sentence pairs."
        )


def digest(examples: Iterable[Example]) -> str:
    """SHA-256 of the examples in their order, in hex."""
    total = hashlib.sha256()
    for example in examples:
        total.update(json.dumps(asdict(example), ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n")
    return total.hexdigest()


# --- from files --------------------------------------------------------------------------------------------------


def read_files(paths: Iterable[Path], language: str) -> Material:
    """The pairs of TSV files in one source language: source, tab, English, or corpus, tab, source, tab, English.

    Files ending in `.xz` are unpacked. Empty lines are passed over. Raises NotFound for a missing file, UnreadableInput
    for one that is no UTF-8 text, InputError naming file and line for a line of another shape.
    """
    if language not in SOURCE_LANGUAGES:
        raise InputError(
            f"{language!r} is not a language the workbench translates: choose one of {', '.join(SOURCE_LANGUAGES)}."
        )
    material = Material((), ())
    for path in paths:
        material += _read_file(path, language)
    return material


def _read_file(path: Path, language: str) -> Material:
    if not path.is_file():
        raise NotFound(f"There is no file {path}: check the name.")
    data = path.read_bytes()
    rows = list(parse(_text(path, data), path.name, _stem(path)))
    examples = tuple(Example(source, target, language, document) for _, document, source, target in rows)
    counts = Counter(corpus for corpus, *_ in rows)
    return Material(examples, (Origin(path.name, hashlib.sha256(data).hexdigest(), dict(counts)),))


def _text(path: Path, data: bytes) -> str:
    try:
        return (lzma.decompress(data) if path.suffix == ".xz" else data).decode("utf-8-sig")
    except lzma.LZMAError:
        raise UnreadableInput(f"{path.name} is not a whole .xz file: copy it again.") from None
    except UnicodeDecodeError as error:
        raise UnreadableInput(f"{path.name} is not UTF-8 text (byte {error.start:,}): convert it.") from None


def _stem(path: PurePath) -> str:
    """`dev.ur-en` for `dev.ur-en.tsv.xz`: what a file without a corpus column calls its corpus."""
    return path.name.removesuffix(".xz").removesuffix(".tsv")


def parse(text: str, name: str, corpus: str) -> Iterator[tuple[str, str, str, str]]:
    """Corpus, document, source and English of each line; the first line tells whether there is a corpus column."""
    columns = 0
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        fields = [field.strip() for field in line.rstrip("\r").split("\t")]
        columns = columns or len(fields)
        if columns not in (2, 3) or len(fields) != columns or not all(fields):
            raise InputError(
                f"Line {number} of {name} is not {'corpus, tab, ' if columns == 3 else ''}source, tab, English: it has"
                f" {sum(map(bool, fields))} of {columns if columns in (2, 3) else 2} fields; correct it."
            )
        *named, source, target = fields
        group = named[0] if named else corpus
        yield group, f"{group} {(number - 1) // BLOCK_LINES}", source, target


# --- from a review -----------------------------------------------------------------------------------------------


def approved(articles: Iterable[Article]) -> Material:
    """What people approved in these articles; each is a document. Folded blocks, figures and links are left out."""
    material = Material((), ())
    for article in articles:
        examples = tuple(_examples(article))
        if examples:
            counts = {APPROVED_CORPUS: len(examples)}
            material += Material(examples, (Origin(article.document.name, article.document.sha256, counts),))
    return material


def _examples(article: Article) -> Iterator[Example]:
    for row in article.rows():
        language, source, target = row.block.language, row.segment.text, " ".join(row.target.split())
        wanted = language in SOURCE_LANGUAGES and not needs_no_translation(source, language)
        if row.approved and target and wanted:
            cut = row.draft is not None and row.draft.step in CUT_BY_PEOPLE
            machine = "" if cut else _machine_text(row)
            rejected = machine if " ".join(machine.split()) != target else ""
            yield Example(source, target, language, article.document.id, rejected)


def _machine_text(row: Row) -> str:
    """What the machine had written when the person corrected it; a later draft was never seen beside the approval."""
    seen = (edit.machine for edit in reversed(row.review.history) if edit.machine is not None)
    return next(seen, row.draft.text if row.draft else "")
