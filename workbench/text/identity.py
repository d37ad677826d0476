"""Ids that come from a text, so that it keeps its own whatever happens to what stands around it. It knows no other text."""

from __future__ import annotations

import hashlib


def content_id(prefix: str, content: str, number: int = 1) -> str:
    """The id of a text that is there for the first time, or for the `number`-th."""
    stem = prefix + hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:10]
    return stem if number == 1 else f"{stem}-{number}"
