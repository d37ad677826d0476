"""Keeps text of one direction from turning the text around it. It does not know which direction a text has."""

LRI, RLI, FSI, PDI = "\u2066", "\u2067", "\u2068", "\u2069"


def isolated(text: str, direction: str | None = None) -> str:
    """The text inside an isolate (`ltr`, `rtl`, None for "by its first strong letter"), for places without markup.

    Unicode Annex 9, section 2.4.
    """
    return {"ltr": LRI, "rtl": RLI, None: FSI}[direction] + text + PDI
