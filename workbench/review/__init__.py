"""Which step is allowed, and what a journal of edits amounts to. It knows no file and no page."""

from __future__ import annotations

from workbench.model import Review
from workbench.review.cuts import merge, split, undo
from workbench.review.journal import apply, is_quiet, points, replay, switched_off
from workbench.review.segmentation import follow, segmentation
from workbench.review.steps import (
    MOST_CHARACTERS,
    MOST_COMMENT_CHARACTERS,
    MOST_NAME_CHARACTERS,
    START,
    WORKSPACE,
    clean,
    fold,
    reviewer_name,
    step,
    switch,
)
from workbench.review.summary import Choice, composed, composition, rearrange, reword

__all__ = [
    "MOST_CHARACTERS",
    "MOST_COMMENT_CHARACTERS",
    "MOST_NAME_CHARACTERS",
    "START",
    "WORKSPACE",
    "Choice",
    "Review",
    "apply",
    "clean",
    "composed",
    "composition",
    "fold",
    "follow",
    "is_quiet",
    "merge",
    "points",
    "rearrange",
    "replay",
    "reviewer_name",
    "reword",
    "segmentation",
    "split",
    "step",
    "switch",
    "switched_off",
    "undo",
]
