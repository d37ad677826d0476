"""An article to a summary whose sentences *are* segments, by id, so its text follows the review. Writes no text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from workbench import __version__
from workbench.errors import InputError
from workbench.model import Article, Summary
from workbench.summarise.candidates import body
from workbench.summarise.lead import by_lead
from workbench.summarise.lexrank import by_lexrank

Summariser = Callable[[Article, int], Summary]
"""Chooses up to so many sentences, in reading order; `settings` holds what it needs to do it again."""

SUMMARISERS: dict[str, Summariser] = {
    "lexrank": by_lexrank,
    "lead": by_lead,
}

# About a sixth of the article. Below three sentences it would be the headline again, above seven no briefing.
ONE_IN, FEWEST, MOST = 6, 3, 7


def summarise(article: Article, *, sentences: int | None = None, method: str = "lexrank") -> Summary:
    """The summary of what is translated, `sentences` long or shorter; None is a sixth of the body, three to seven.

    An article without a usable translation has a summary without sentences. Raises InputError.
    """
    if method not in SUMMARISERS:
        raise InputError(f"There is no summariser {method!r}; choose one of: {', '.join(SUMMARISERS)}.")
    if sentences is not None and sentences < 1:
        raise InputError(f"A summary cannot have {sentences} sentences; ask for 1 or more, or leave the number out.")
    count = sentences or usual_length(len(body(article)))
    summary = SUMMARISERS[method](article, count)
    return replace(summary, settings={**summary.settings, "sentences": count, "version": __version__})


def usual_length(body_sentences: int) -> int:
    """How many sentences a summary of so many has when nobody asks for a number; halves are rounded up."""
    return min(max((body_sentences + ONE_IN // 2) // ONE_IN, FEWEST), MOST)
