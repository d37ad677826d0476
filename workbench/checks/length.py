"""Finds translations far shorter or longer than is usual. It counts characters and knows no words."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from workbench.model import Context, Finding, Pair, Severity


@dataclass(frozen=True, slots=True)
class Usual:
    """English characters expected: `ratio * source + extra`; `spread` is the deviation of the log of actual/expected."""

    ratio: float
    extra: float
    spread: float


# Fitted by least absolute log error to aligned text, characters counted after stripping: FLORES-200 dev and the Joshua
# Wikipedia sets (997 Arabic, 2,110 Hindi, 605 Urdu pairs), and for segments under 40 characters, of which those have
# few, TICO-19, UD-PUD, XQuAD and Tatoeba (22,720, 15,763 and 5,935 pairs). The median of the log error is then within
# 0.1 at every length from 10 to 300. The spread is the deviation on sources longer than 110 characters.
USUAL = {
    "ar": Usual(ratio=1.08, extra=4, spread=0.14),
    "hi": Usual(ratio=0.97, extra=2, spread=0.14),
    "ur": Usual(ratio=1.02, extra=0, spread=0.15),
}
# Short segments vary more: the variance exceeds that of long ones by about this much per character of the source
# (deviation 0.25 at 15 to 25 characters, 0.20 at 40 to 70).
SHORT_VARIANCE = 0.9
# In deviations: below the first nobody is bothered (1 false alarm in 200 if the deviations were normal); at the
# second, half of an ordinary sentence is gone.
WARNING, ERROR = 2.8, 4.5


def length(pair: Pair, context: Context) -> Iterator[Finding]:
    """A warning where the translation's length is unusual for its source, an error where it is extreme."""
    source, target = len(pair.source.strip()), len(pair.target.strip())
    usual = USUAL.get(pair.language)
    if usual is None or not source or not target or pair.source.strip() == pair.target.strip():
        return
    expected = usual.ratio * source + usual.extra
    deviations = math.log(target / expected) / math.sqrt(usual.spread**2 + SHORT_VARIANCE / source)
    if abs(deviations) < WARNING:
        return
    guess = "it may have lost part of the sentence" if deviations < 0 else "it may say more than the source"
    word = "short" if deviations < 0 else "long"
    message = f"The translation is very {word} ({target} characters where about {expected:.0f} are usual); {guess}."
    yield Finding("length", Severity.ERROR if abs(deviations) >= ERROR else Severity.WARNING, message)
