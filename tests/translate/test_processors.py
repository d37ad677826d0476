"""What a search may not write: each processor on scores made by hand."""

import pytest
import torch
from transformers import NoRepeatNGramLogitsProcessor

from workbench.translate.processors import NEVER, Forbidden, OfWritten, Unfinished

PROMPT = 3
STOP = 9


def banned(processor, rows, scores=None):
    """For each row, a prompt with what was written after it, the ids that may not come next."""
    scores = torch.zeros(len(rows), 10) if scores is None else scores
    after = processor(torch.tensor(rows), scores.clone())
    return [[i for i, value in enumerate(row.tolist()) if value == NEVER] for row in after]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ([5, 6], []),  # 6 after 5 stands in the prompt only
        ([5, 6, 5], [6]),
        ([5, 6, 6], [6]),
    ],
)
def test_a_ban_of_repeats_does_not_read_the_prompt(written, expected):
    assert banned(OfWritten(NoRepeatNGramLogitsProcessor(2), PROMPT), [[1, 5, 6, *written]]) == [expected]


@pytest.mark.parametrize(
    ("words", "written", "expected"),
    [
        ([[7]], [1, 2], [7]),
        ([[7, 8]], [1, 2], []),
        ([[7, 8]], [1, 7], [8]),
        ([[7, 8], [2]], [1, 7], [2, 8]),
        ([], [1, 7], []),
    ],
)
def test_a_forbidden_word_is_never_finished(words, written, expected):
    assert banned(Forbidden([words], 1, PROMPT), [[0, 7, 8, *written]]) == [expected]


def test_each_source_has_its_own_forbidden_words_for_all_of_its_hypotheses():
    processor = Forbidden([[[4]], [[5]]], beam=2, start=PROMPT)
    assert banned(processor, [[0, 0, 0, 1]] * 4) == [[4], [4], [5], [5]]


def test_a_hypothesis_that_lacks_something_may_not_end():
    asked = []

    def lacks(source, written):
        asked.append((source, written))
        return 4 not in written

    processor = Unfinished(lacks, [STOP, 8], beam=2, start=PROMPT)
    rows = [[4, 0, 0, 1], [0, 0, 0, 4], [0, 0, 0, 2], [0, 0, 0, 3]]
    scores = torch.zeros(4, 10)
    scores[3, [STOP, 8]] = -20.0  # would not end here anyway
    assert banned(processor, rows, scores) == [[8, STOP], [], [8, STOP], []]
    assert asked == [(0, [1]), (0, [4]), (1, [2])]
