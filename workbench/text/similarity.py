"""How alike English sentences are in their words. It knows no meaning: a paraphrase in other words is unlike."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

import numpy as np

# A figure keeps its separators ("2,000", "3.5"): split, "2,000" and "2,500" would share a word. The rest is runs of
# letters and digits, so that "14th" and "Il76" stay whole; an apostrophe inside holds ("don't").
WORD = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+(?:'[^\W_]+)*")

# The closed classes of English and the verbs of saying, which in news stand in every second sentence.
STOP_WORDS = frozenset(
    WORD.findall("""
    a about above after again against all also although am among an and another any are as at be because been before
    being below between both but by can could did do does doing down during each either few for from further had has
    have having he her here hers herself him himself his how however i if in into is it its itself just many may me
    might more most must my neither no nor not now of off on once one only or other our out over own per same shall
    she should since so some such than that the their theirs them then there these they this those through to too
    under until up upon us very was we were what when where whether which while who whom whose why will with within
    without would yet you your
    according add added adding said say saying says stated told
    """)
)


def words(text: str) -> list[str]:
    """The words of a text as they are compared: compatibility forms and case folded, possessive 's taken off."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    return [word.removesuffix("'s") for word in WORD.findall(folded)]


def stem(word: str) -> str:
    """A plural made singular by the S stemmer's three rules, of which the first that fits is used.

    Harman (1991), "How effective is suffixing?", JASIS 42(1). She found stronger stemmers no better, and a weak one
    never makes two words of different meaning equal.
    """
    if word.endswith("ies") and not word.endswith(("eies", "aies")):
        return word[:-3] + "y"
    if word.endswith("es") and not word.endswith(("aes", "ees", "oes")):
        return word[:-1]
    return word[:-1] if len(word) > 2 and word.endswith("s") and not word.endswith(("us", "ss")) else word


def terms(text: str) -> list[str]:
    """The stemmed content words; where a text has none ("That is how it is"), all its words."""
    every = words(text)
    return [stem(word) for word in every if word not in STOP_WORDS] or every


def tfidf(texts: Sequence[str]) -> np.ndarray:
    """One row per text, one column per term in order of first appearance: tf · idf, rows of length 1 (or 0: no term).

    idf is log(1 + N/n) over these N texts. Without the 1 (Spärck Jones 1972) a term that stands in all of them, which
    in a single article is what it is about, would count for nothing.
    """
    counts = [Counter(terms(text)) for text in texts]
    columns = {term: column for column, term in enumerate(dict.fromkeys(term for count in counts for term in count))}
    tf = np.zeros((len(texts), len(columns)))
    for row, count in enumerate(counts):
        tf[row, [columns[term] for term in count]] = list(count.values())
    return unit_rows(tf * np.log1p(len(texts) / np.maximum(1, (tf > 0).sum(axis=0))))


def unit_rows(vectors: np.ndarray) -> np.ndarray:
    """The rows at length 1; a row of zeros stays one."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0)


def cosines(texts: Sequence[str]) -> np.ndarray:
    """The (n, n) matrix of tf-idf cosines between texts: 1 for the same terms, 0 for none in common or none at all."""
    vectors = tfidf(texts)
    return np.clip(vectors @ vectors.T, 0.0, 1.0)
