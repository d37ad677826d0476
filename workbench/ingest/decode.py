"""Bytes to text and back, without loss. It knows encodings and the look of binary files, nothing of articles."""

from __future__ import annotations

import codecs
import unicodedata

from workbench.errors import UnreadableInput
from workbench.text.languages import script_of_character

# label -> (Python codec, byte order mark that the file began with)
ENCODINGS = {
    "utf-8": ("utf-8", b""),
    "utf-8-sig": ("utf-8", codecs.BOM_UTF8),
    "utf-16-le-sig": ("utf-16-le", codecs.BOM_UTF16_LE),
    "utf-16-be-sig": ("utf-16-be", codecs.BOM_UTF16_BE),
    "utf-16-le": ("utf-16-le", b""),
    "utf-16-be": ("utf-16-be", b""),
    "windows-1256": ("cp1256", b""),
}

# First bytes of what people drop on a text reader by mistake.
MAGIC = {
    b"%PDF": "a PDF file",
    b"PK\x03\x04": "a Word, OpenDocument or zip file",
    b"\xd0\xcf\x11\xe0": "an old Word or Excel file",
    b"{\\rtf": "an RTF file",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"\x1f\x8b": "a gzip file",
    b"\x7fELF": "a program",
    b"MZ\x90\x00": "a program",
}
HTML_STARTS = ("<!doctype html", "<html", "<?xml")

ADVICE = "the workbench reads plain text in UTF-8, UTF-16 or windows-1256: save the article's text as a .txt file"

# Words so common that Arabic or Urdu prose of a few lines cannot avoid them all: they tell windows-1256 from other
# eight-bit encodings, which give Arabic letters too, but the wrong ones.
COMMON_WORDS = frozenset(
    ("في", "من", "على", "أن", "إن", "هذا", "التي", "الذي", "کے", "میں", "کی", "سے", "اور", "ہے", "عن", "مع")
)

_PLAIN_CONTROLS = frozenset("\t\n\r\f\v\x85")


def decode(data: bytes, name: str) -> tuple[str, str]:
    """The text of a file and the label in `ENCODINGS` of how it was written; `encode` turns both back into the bytes.

    `name` is only for the message. Raises UnreadableInput for binary files, HTML, and encodings we do not read.
    """
    for start, what in MAGIC.items():
        if data.startswith(start):
            raise UnreadableInput(f"{name} is {what}; {ADVICE}.")
    if not data.strip(b"\x00\t\n\r \xef\xbb\xbf\xff\xfe"):
        raise UnreadableInput(f"{name} is empty; {ADVICE}.")
    for label in ("utf-8-sig", "utf-16-le-sig", "utf-16-be-sig"):
        codec, mark = ENCODINGS[label]
        if data.startswith(mark):
            return _checked(_strict(data[len(mark) :], codec, name), label, name)
    text, label = _without_mark(data, name)
    return _checked(text, label, name)


def encode(text: str, label: str) -> bytes:
    """The bytes that `decode` read."""
    codec, mark = ENCODINGS[label]
    return mark + text.encode(codec)


def _strict(data: bytes, codec: str, name: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        raise UnreadableInput(
            f"{name} is {codec.upper()} with a damaged character at byte {error.start:,}; save it again as UTF-8."
        ) from None


def _without_mark(data: bytes, name: str) -> tuple[str, str]:
    for label in ("utf-8", "utf-16-le", "utf-16-be"):
        try:
            text = data.decode(ENCODINGS[label][0])
        except UnicodeDecodeError:
            continue
        # Anything of even length decodes as UTF-16, so there the letters must be ones we read.
        if not _has_stray_controls(text) and (label == "utf-8" or _reads_as_known_scripts(text)):
            return text, label
    if b"\x00" not in data and _nearly_utf8(data):
        return _strict(data, "utf-8", name), "utf-8"
    text = data.decode("cp1256")
    if not _has_stray_controls(text) and COMMON_WORDS & set(text.split()):
        return text, "windows-1256"
    raise UnreadableInput(f"{name} is not text, or is in an encoding that is not recognised; {ADVICE}.")


def _checked(text: str, label: str, name: str) -> tuple[str, str]:
    if _has_stray_controls(text):
        raise UnreadableInput(f"{name} holds control characters that no text has; {ADVICE}.")
    if text.lstrip()[:15].lower().startswith(HTML_STARTS):
        raise UnreadableInput(f"{name} is a web page's code; {ADVICE}.")
    if not any(character.isalnum() for character in text):
        raise UnreadableInput(f"{name} has no letters or digits; {ADVICE}.")
    return text, label


def _has_stray_controls(text: str) -> bool:
    return any(unicodedata.category(c) in ("Cc", "Cn") and c not in _PLAIN_CONTROLS for c in set(text))


def _reads_as_known_scripts(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    known = sum(script_of_character(c) in ("Arab", "Deva", "Latn") for c in letters)
    return bool(letters) and known >= 0.9 * len(letters)


def _nearly_utf8(data: bytes) -> bool:
    """True when only a few bytes spoil UTF-8 (a file cut in mid-character): windows-1256 would show it as gibberish."""
    replaced = data.decode("utf-8", errors="replace")
    foreign = sum(ord(c) > 127 for c in replaced)
    return 0 < replaced.count("\ufffd") <= 0.05 * foreign + 1 and foreign > 4
