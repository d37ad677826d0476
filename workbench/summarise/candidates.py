"""Which sentences of an article a summary may use, and what speaks against one. It knows no ranking."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from workbench.model import Article, BlockKind, Row, Status
from workbench.text.similarity import words

# Shorter is a cross-heading, a signature or a dateline the reader missed ("Moscow – Sputnik.").
FEWEST_WORDS = 5

# A sentence that opens with one of these leans on the one before it. Of the extractive summaries that Zhang, Wan and
# Bansal (2023, arXiv 2209.03549) read, 15 % had such a reference cut off and 11 % such a connective: their two
# commonest faults. "This week", "so far" and the like point at the day of writing, not at a sentence.
OPENERS = re.compile(
    r"""
    (?: he | she | they | it | his | her | hers | their | theirs | its | him | them
      | (?: this | these ) (?! \s+ (?: mon | tues | wednes | thurs | fri | satur | sun )day )
            (?! \s+ (?: morning | afternoon | evening | week | weekend | month | quarter | year | century ) )
            (?! \s+ (?: spring | summer | autumn | fall | winter ) )
      | that | those | such | the \s+ (?: latter | former | same | two )
      | and | or | nor | but | yet | so (?! \s+ far ) | then | thus | hence | therefore | however | meanwhile | also
      | moreover | furthermore | additionally | besides | likewise | similarly | conversely | consequently
      | accordingly | nevertheless | nonetheless | instead | otherwise | rather | afterwards? | subsequently
      | in \s+ (?: addition | contrast | turn | response | return | other \s+ words | this | that | doing \s+ so )
      | as \s+ (?: a \s+ (?: result | consequence ) | such | well ) | at \s+ (?: the \s+ same \s+ time | that | this )
      | for \s+ (?: example | instance | (?: his | her | its | their ) \s+ part | (?: this | that ) \s+ reason )
      | on \s+ (?: the \s+ (?: other \s+ hand | contrary ) ) | after \s+ (?: this | that ) | due \s+ to \s+ this
      | because \s+ of \s+ (?: this | that ) | despite \s+ (?: this | that ) | by \s+ contrast
    ) (?! [\w-] )
    """,
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may be chosen. `place` counts the sentences of the body from 0, those not eligible too."""

    segment_id: str
    text: str
    place: int


def candidates(article: Article) -> list[Candidate]:
    """The translated sentences of the paragraphs, in reading order; each id once.

    Titles, captions, datelines and furniture are not part of the story's prose; a rejected translation may be wrong.
    """
    found: dict[str, Candidate] = {}
    for place, row in enumerate(body(article)):
        if usable(row) and len(words(row.target)) >= FEWEST_WORDS:
            found.setdefault(row.segment.id, Candidate(row.segment.id, row.target, place))
    return list(found.values())


def body(article: Article) -> list[Row]:
    return [row for row in article.rows() if row.kind is BlockKind.PARAGRAPH]


def titles(article: Article) -> list[str]:
    """The English of the headlines: the reader has them already."""
    return [row.target for row in article.rows() if row.kind is BlockKind.TITLE and usable(row)]


def usable(row: Row) -> bool:
    return bool(row.target.strip()) and row.review.status is not Status.REJECTED


def leans_back(text: str) -> bool:
    """Whether the sentence opens with a pronoun or connective that the sentence before it has to explain."""
    return OPENERS.match(text.lstrip("\"'“”‘’«»([–—-… \t\n")) is not None


def breaks_a_quotation(text: str) -> bool:
    """Whether a quotation mark is left open or closes nothing: the rest of the quotation is in another sentence."""
    return any(opened != closed for opened, closed in _marks(text))


def _marks(text: str) -> Iterator[tuple[int, int]]:
    """How often each kind of mark opens and closes; straight marks do both in turn. Single ones may be apostrophes."""
    straight = text.count('"')
    yield (straight + 1) // 2, straight // 2
    yield from ((text.count(opening), text.count(closing)) for opening, closing in ("“”", "«»"))
