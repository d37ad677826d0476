"""English stems, as many threads of a server ask for them."""

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from workbench.resources.meanings import stem

WORDS = [
    f"{word}{ending}"
    for word in ("relation", "hopeful", "agree", "walk", "nation")
    for ending in ("", "s", "ed", "ing", "ally")
]


@pytest.fixture
def hasty():
    """Threads change places far more often than they would."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    stem.cache_clear()
    yield
    sys.setswitchinterval(before)


def test_threads_do_not_get_each_others_stems(hasty):
    alone = {word: stem.__wrapped__(word) for word in WORDS}
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda n: [(word, stem.__wrapped__(word)) for word in WORDS[n % 5 :]], range(400)))
    assert all(alone[word] == stemmed for answers in found for word, stemmed in answers)
