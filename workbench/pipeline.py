"""The stages in order: ingest → translate → check → summarise → review → export. It knows all rooms and computes nothing itself."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, nullcontext
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from threading import Lock
from typing import Any

from workbench import checks, export, ingest, review, summarise, translate
from workbench.articles import cited_of, open_article, row_of, with_edit
from workbench.checks.confidence import confidence
from workbench.checks.variants import Sentence, Variants, variants
from workbench.errors import InputError, NotAllowed, NotFound, WorkbenchError, WorkspaceError
from workbench.model import (
    Action,
    Article,
    BlockKind,
    Context,
    Document,
    Draft,
    Edit,
    Finding,
    Pair,
    Row,
    Severity,
    Signature,
)
from workbench.recall import KnownMemory, memory_matches, memory_of, remembered_draft
from workbench.resources import glossary
from workbench.resources.memory import Match, Origin
from workbench.settings import Settings
from workbench.store import SegmentCache, Workspace, now, printable
from workbench.text.languages import SOURCE_LANGUAGES, TARGET_LANGUAGE, name_of
from workbench.translate.drafting import Outcome
from workbench.translate.guards import needs_no_translation

COPIED = Signature(engine="copy", model="", revision="", settings={}, software="")

# No article comes near it; a file dropped by mistake does.
MOST_BYTES = 5_000_000

# The page asks for an article and the list of all at once: the second waits for what the first finds, and has it then.
_inspecting_all = Lock()


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a translation is. `words` counts the source words the engine has done, in `seconds`."""

    done: int
    total: int
    words: int
    words_left: int
    seconds: float
    message: str = ""


Report = Callable[[Progress], None]


@dataclass(slots=True)
class Outline:
    """What a run did with one article, for the table it prints."""

    id: str
    title: str
    language: str
    preview: bool
    segments: int = 0
    folded: int = 0
    translated: int = 0
    from_cache: int = 0
    copied: int = 0
    from_memory: int = 0
    errors: int = 0
    warnings: int = 0
    summary: int = 0
    reviewed: int = 0


@dataclass(slots=True)
class RunResult:
    articles: list[Outline] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    """Path to the sentence that says why."""
    words: int = 0
    """Source words that the engine translated, and the time it took for them without loading."""
    seconds: float = 0.0

    def outline(self, article_id: str) -> Outline:
        return next(outline for outline in self.articles if outline.id == article_id)


# --- seeds → ingest ----------------------------------------------------------------------------------------------


def files_of(paths: Iterable[Path]) -> Iterator[Path]:
    """The files named, and those directly in the folders named, hidden ones left out. Raises InputError for a missing path."""
    for path in paths:
        if path.is_dir():
            yield from sorted(p for p in path.iterdir() if p.is_file() and not p.name.startswith("."))
        elif path.is_file():
            yield path
        else:
            raise InputError(f"There is no file or folder {path}: check the name.")


def add_file(workspace: Workspace, path: Path, language: str | None = None) -> Document:
    """Reads a file into the workspace. Raises InputError when it cannot be read."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path.name} cannot be read ({error.strerror}): check its permissions.") from None
    return add(workspace, data, printable(path.name), origin=printable(str(path.resolve())), language=language)


def add(workspace: Workspace, data: bytes, name: str, *, origin: str = "", language: str | None = None) -> Document:
    """Reads an article into the workspace. The same file again keeps its id, and with it its edits.

    Raises InputError when it is too large, cannot be decoded, or is in a language we do not translate; then nothing
    is kept.
    """
    require_size(len(data), name)
    if language is not None and language not in (*SOURCE_LANGUAGES, TARGET_LANGUAGE):
        raise InputError(f"{language!r} is not a language the workbench reads; it reads {', '.join(SOURCE_LANGUAGES)}.")
    sha256 = hashlib.sha256(data).hexdigest()
    article_id = workspace.place(name, sha256, origin or f"content:{sha256}")
    language = language or workspace.chosen_language(article_id)
    document = ingest.read(data, name, article_id=article_id, language=language)
    _require_language(document)
    workspace.save_document(document, data, origin or f"content:{sha256}")
    return document


def require_size(size: int, name: str) -> None:
    """Raises InputError for more bytes than an article may have."""
    if size > MOST_BYTES:
        raise InputError(f"{name} has {size:,} bytes; an article may have {MOST_BYTES:,}: split the file.")


def set_language(workspace: Workspace, article_id: str, language: str) -> Document:
    """Reads the article again as the language that a person says it is in."""
    document = workspace.document(article_id)
    return add(workspace, workspace.original(article_id), document.name, language=language)


# --- translate ---------------------------------------------------------------------------------------------------


# Where each sentence to translate stands: its article's id and its row, by language and source.
_Waiting = dict[str, dict[str, list[tuple[str, Row]]]]


def translate_articles(
    workspace: Workspace,
    ids: Sequence[str],
    settings: Settings,
    report: Report,
    result: RunResult,
    loaded: translate.Loaded,
) -> None:
    """Drafts for every segment that has none by the chosen engine. Stopping at any moment keeps every finished batch."""
    waiting: _Waiting = {}
    memory = memory_of(workspace)
    for article_id in ids:
        article = open_article(workspace, article_id)
        copied, remembered = [], []
        for row in article.rows():
            if row.review.chosen:
                continue  # a person chose whose text stands here
            if needs_no_translation(row.segment.text, row.block.language):
                copied.append((row, _copy(row)))
            elif draft := remembered_draft(row, Origin(article_id, row.segment.id), memory):
                remembered.append((row, draft))
            elif row.block.language in SOURCE_LANGUAGES:
                places = waiting.setdefault(row.block.language, {}).setdefault(row.segment.text, [])
                places.append((article_id, row))
        result.outline(article_id).copied = len(copied)
        result.outline(article_id).from_memory = len(remembered)
        made = (*remembered, *copied)
        workspace.append_drafts(article_id, [draft for row, draft in made if _is_news(row, draft)])
    settings = replace(settings, glossary=glossary.with_starter(workspace.glossary()))
    with closing(SegmentCache(workspace)) as cache:
        _translate_waiting(workspace, waiting, settings, cache, Tally(chain(*waiting.values()), report, result), loaded)


class Tally:
    """Counts what is done of some sources, and reports it."""

    def __init__(self, sources: Iterable[str], report: Report, result: RunResult) -> None:
        self._left = set(sources)
        self._total = len(self._left)
        self._report, self.result = report, result

    def tell(self, message: str = "") -> None:
        words_left = sum(len(source.split()) for source in self._left)
        done = self._total - len(self._left)
        self._report(Progress(done, self._total, self.result.words, words_left, self.result.seconds, message))

    def add(self, batch: translate.Batch) -> None:
        self._left.difference_update(outcome.source for outcome in batch.outcomes)
        self.result.words += sum(len(o.source.split()) for o in batch.outcomes if not o.cached)
        self.result.seconds += batch.seconds
        self.tell()


def _translate_waiting(
    workspace: Workspace,
    waiting: _Waiting,
    settings: Settings,
    cache: SegmentCache,
    tally: Tally,
    loaded: translate.Loaded,
) -> None:
    for language, places in waiting.items():
        engine = translate.choose(settings, language, tally.tell, loaded)
        tally.tell()
        for batch in translate.draft(list(places), engine, language, cache, settings, faults):
            _keep(workspace, places, batch.outcomes, tally.result)
            tally.add(batch)


def _keep(
    workspace: Workspace,
    places: Mapping[str, list[tuple[str, Row]]],
    outcomes: Sequence[Outcome],
    result: RunResult,
) -> None:
    """Writes the outcomes down for every article and segment whose source they are, where they are news."""
    drafts: dict[str, list[Draft]] = {}
    for outcome in outcomes:
        for article_id, row in places[outcome.source]:
            outline = result.outline(article_id)
            outline.translated += not outcome.cached
            outline.from_cache += outcome.cached
            draft = draft_of(outcome, row.segment.id)
            if _is_news(row, draft):
                drafts.setdefault(article_id, []).append(draft)
    for article_id, new in drafts.items():
        workspace.append_drafts(article_id, new)


def draft_of(outcome: Outcome, segment_id: str = "") -> Draft:
    """An outcome as it is written down for a segment."""
    return Draft(
        segment_id=segment_id,
        source=outcome.source,
        text=outcome.text,
        score=outcome.score,
        step=outcome.step,
        signature=outcome.signature,
        made_at=now(),
        attempts=outcome.attempts,
        gloss=outcome.gloss,
        others=outcome.others,
    )


def _copy(row: Row) -> Draft:
    return Draft(row.segment.id, row.segment.text, row.segment.text, None, "copied", COPIED, now())


def _is_news(row: Row, draft: Draft) -> bool:
    return row.draft is None or replace(row.draft, made_at=draft.made_at) != draft


# --- check → summarise -------------------------------------------------------------------------------------------


def inspect(article: Article, only: str | None = None) -> dict[str, list[Finding]]:
    """What the checks see in the English as it stands now, by segment id; with `only`, for that segment alone.

    Sentences that wait for their translation are left out, and so is what people silenced.
    """
    rows = [row for row in article.rows() if row.draft is not None or row.review.text is not None]
    pairs = tuple(Pair(row.segment.text, row.target, row.block.language) for row in rows)
    context = Context(article.document.language, article.glossary, pairs)
    wanted = ((row, pair) for row, pair in zip(rows, pairs, strict=True) if only in (None, row.segment.id))
    with nullcontext() if only else _inspecting_all:
        return {row.segment.id: _heard(checks.inspect(pair, context), row, article) for row, pair in wanted}


def _heard(findings: Iterable[Finding], row: Row, article: Article) -> list[Finding]:
    return [f for f in findings if f.check not in article.switched_off and not row.review.silences(f)]


@dataclass(frozen=True, slots=True)
class Insight:
    """What a reviewer is shown beside a sentence and its English."""

    findings: Sequence[Finding] = ()
    confidence: int | None = None
    """0 to 100, of a machine's text as it came; None for a person's, and where nothing is known of the engine."""
    terms: Sequence[glossary.Found] = ()
    matches: Sequence[Match] = ()


def insights(
    workspace: Workspace, article: Article, known: KnownMemory | None = None, only: str | None = None
) -> dict[str, Insight]:
    """Findings, confidence, glossary terms and memory matches of an article's sentences, or of one, by segment id."""
    findings = inspect(article, only)
    matches = memory_matches(workspace, article, only, known)
    return {
        row.segment.id: Insight(
            findings=(seen := findings.get(row.segment.id, [])),
            confidence=confidence(row.draft, seen) if row.draft and row.target == row.draft.text else None,
            terms=glossary.terms_in(row.segment.text, row.block.language, article.glossary),
            matches=matches[row.segment.id],
        )
        for row in article.rows()
        if only in (None, row.segment.id)
    }


def spellings(
    workspace: Workspace, article_id: str, known: dict[str, tuple[object, list[Sentence]]] | None = None
) -> list[Variants]:
    """The names of an article that it, or the workspace's other articles, spell in more than one way.

    `known` keeps the articles' sentences between calls, while their files are the same.
    """
    sentences = workspace.each(lambda other: list(_sentences(workspace, other)), known)
    return [
        named
        for named in variants(chain.from_iterable(sentences.values()))
        if any(place.article_id == article_id for spelling in named.spellings for place in spelling.places)
    ]


def _sentences(workspace: Workspace, article_id: str) -> Iterator[Sentence]:
    try:
        article = open_article(workspace, article_id)
    except WorkspaceError:  # damaged: its own page says so
        return
    for row in article.rows():
        yield article_id, row.segment.id, Pair(row.segment.text, row.target, row.block.language)


def findings_of(source: str, text: str, language: str) -> list[Finding]:
    """What the checks see in a translation by itself, of no article and no workspace."""
    return checks.inspect(Pair(source, text, language), Context(language, glossary=glossary.starter()))


def faults(source: str, text: str, language: str) -> int:
    """How many of these are errors: what the choice among an engine's translations goes by."""
    return sum(finding.severity is Severity.ERROR for finding in findings_of(source, text, language))


def summarise_article(workspace: Workspace, article_id: str, settings: Settings) -> Article:
    """Chooses the summary anew from the English as it stands, and keeps it. A summary that people worked on stays."""
    article = open_article(workspace, article_id)
    if has_own_summary(article):
        return article
    summary = summarise.summarise(article, sentences=settings.summary_sentences)
    if summary != article.summary:
        workspace.save_summary(article_id, summary)
    return replace(article, summary=summary)


def has_own_summary(article: Article) -> bool:
    """Whether people changed which sentences make the summary, or worded or judged one of them."""
    return article.composition.version > 0 or any(sentence.own for sentence in article.cited())


# --- review → export ---------------------------------------------------------------------------------------------


def take_step(
    workspace: Workspace,
    article_id: str,
    segment_id: str,
    action: Action,
    *,
    by: str,
    base: int,
    **said: Any,
) -> Article:
    """One step of a review, on the disk when this returns; `said` as in `review.step`.

    Raises Conflict, NotAllowed, NotFound or InputError.
    """
    with workspace.locked(article_id):
        article = open_article(workspace, article_id)
        row = row_of(article, segment_id)
        newest = row.drafted("")
        drafts = {draft.key: draft.text for draft in row.made} | {"": newest.text if newest else ""}
        edit = review.step(
            row.review, row.draft.text if row.draft else "", action,
            target=segment_id, by=by, at=now(), base=base, drafts=drafts, **said,
        )  # fmt: skip
        return with_edit(workspace, article, edit)


def rearrange_summary(
    workspace: Workspace, article_id: str, action: Action, settings: Settings, *,
    by: str, base: int, segment_id: str = "", place: int | None = None, of: str = "",
) -> Article:  # fmt: skip
    """One step on which sentences make the summary, in which order; `summarise` asks the summariser anew.

    Raises Conflict, NotAllowed, NotFound or InputError.
    """
    with workspace.locked(article_id):
        article = open_article(workspace, article_id)
        if action in (Action.ADD, Action.MOVE):
            row_of(article, segment_id)
        anew = (
            summarise.summarise(article, sentences=settings.summary_sentences) if action is Action.SUMMARISE else None
        )
        choice = review.Choice(
            segment_id, place, of,
            reading=[row.segment.id for row in article.rows()],
            anew=[sentence.segment_id for sentence in anew.sentences] if anew else (),
        )  # fmt: skip
        order = [sentence.segment_id for sentence in article.cited()]
        edit = review.rearrange(article.composition, order, action, choice, by=by, at=now(), base=base)
        if edit is None:
            return article
        workspace.append_edits(article_id, [edit])
        if anew:
            workspace.save_summary(article_id, anew)
        return open_article(workspace, article_id)


def reword_summary(
    workspace: Workspace, article_id: str, segment_id: str, action: Action, *, by: str, base: int, **said: Any
) -> Article:
    """One step on the wording of a summary sentence, as `take_step` takes them on a translation."""
    with workspace.locked(article_id):
        article = open_article(workspace, article_id)
        cited = cited_of(article, segment_id)
        if cited.row is None:
            raise NotAllowed("Its sentence is folded away: bring that back into the article, or remove it here.")
        edit = review.reword(cited, action, by=by, at=now(), base=base, **said)
        return with_edit(workspace, article, edit)


def fold_block(workspace: Workspace, article_id: str, block_id: str, kind: BlockKind, *, by: str) -> Article:
    """Brings a furniture block into the article, or folds a block away."""
    with workspace.locked(article_id):
        article = open_article(workspace, article_id)
        if block_id not in {block.id for block in article.document.blocks}:
            raise NotFound(f"The article has no block {block_id!r}: reload the page.")
        return with_edit(workspace, article, review.fold(block_id, kind, by=by, at=now()))


def switch_check(workspace: Workspace, check: str, action: Action, *, by: str) -> dict[str, Edit]:
    """Switches a check off (`silence`) or on (`hear`) for every article; returns what is off now. Raises NotFound."""
    if check not in checks.CHECKS:
        raise NotFound(f"There is no check {check!r}; there are {', '.join(checks.CHECKS)}.")
    workspace.append_own_edits([review.switch(check, action, by=by, at=now())])
    return review.switched_off(workspace.own_edits())


def remove_article(workspace: Workspace, article_id: str, *, by: str) -> None:
    """Takes an article out of the workspace with all that was done on it; `Workspace.restore` brings it back."""
    workspace.remove(article_id, review.reviewer_name(by))


def export_article(workspace: Workspace, article_id: str, fmt: str, *, everything: bool = False) -> bytes:
    """The article in a format of `export.FORMATS`. Raises ExportRefused rather than losing something."""
    article = open_article(workspace, article_id)
    return export.export(article, fmt, everything=everything, findings=inspect(article))


# --- the whole line ----------------------------------------------------------------------------------------------


def run(workspace: Workspace, paths: Iterable[Path], settings: Settings, report: Report) -> RunResult:
    """Reads the files and translates, checks and summarises them. A file that cannot be read does not stop the others."""
    result = RunResult()
    ids = []
    for path in files_of(paths):
        try:
            ids.append(add_file(workspace, path, settings.language).id)
        except WorkbenchError as error:
            result.refused[printable(str(path))] = str(error)
    return process(workspace, list(dict.fromkeys(ids)), settings, report, result)


def process(
    workspace: Workspace,
    ids: Sequence[str],
    settings: Settings,
    report: Report,
    result: RunResult | None = None,
    loaded: translate.Loaded | None = None,
) -> RunResult:
    """Translates, checks and summarises articles that are in the workspace already; `loaded` as in `translate.choose`."""
    result = result or RunResult()
    result.articles = [_outline(open_article(workspace, article_id)) for article_id in ids]
    translate_articles(workspace, ids, settings, report, result, {} if loaded is None else loaded)
    for outline in result.articles:
        _count(outline, summarise_article(workspace, outline.id, settings))
    return result


def outlines(workspace: Workspace, known: dict[str, tuple[object, Outline]] | None = None) -> list[Outline]:
    """Where every article of the workspace stands. `known` keeps outlines between calls, while their files are the same."""
    return list(workspace.each(lambda article_id: _whole_outline(workspace, article_id), known).values())


def _whole_outline(workspace: Workspace, article_id: str) -> Outline:
    """One damaged article must not hide the others: its title says what is wrong."""
    try:
        article = open_article(workspace, article_id)
    except WorkspaceError as error:
        return Outline(id=article_id, title=str(error), language="", preview=False)
    outline = _outline(article)
    _count(outline, article)
    return outline


def _require_language(document: Document) -> None:
    if document.language not in SOURCE_LANGUAGES:
        can = ", ".join(name_of(tag) for tag in SOURCE_LANGUAGES)
        raise InputError(
            f"{document.name} seems to be in {name_of(document.language)}; the workbench translates {can}: "
            "say which of these it is if that is wrong."
        )


def _outline(article: Article) -> Outline:
    document = article.document
    return Outline(id=document.id, title=document.title, language=document.language, preview=article.preview)


def _count(outline: Outline, article: Article) -> None:
    rows = article.rows()
    findings = [finding for found in inspect(article).values() for finding in found]
    outline.preview = article.preview
    outline.segments = len(rows)
    outline.folded = sum(article.kind_of(block) is BlockKind.FURNITURE for block in article.document.blocks)
    outline.errors = sum(finding.severity is Severity.ERROR for finding in findings)
    outline.warnings = len(findings) - outline.errors
    outline.summary = len(article.summary.sentences) if article.summary else 0
    outline.reviewed = sum(row.approved for row in rows)
