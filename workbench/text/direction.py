"""Keeps text of one direction from turning the text around it. It does not know which direction that is."""

FIRST_STRONG_ISOLATE = "\u2068"
POP_ISOLATE = "\u2069"


def isolated(text: str) -> str:
    """The text between marks that keep its direction to itself, for where no markup can (Unicode Annex 9, 2.4)."""
    return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}"
