"""Bytes in, text out, the same bytes back; and one clear sentence for what is not text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.errors import UnreadableInput
from workbench.ingest.decode import ENCODINGS, decode, encode

ARABIC = "قالت الوزارة في بيان إن القوات غادرت البلاد من المطار على متن طائرات."
URDU = "صدر نے کہا کہ فوجی دستے ملک سے واپس چلے جائیں گے اور حالات معمول پر ہیں۔"
HINDI = "मंत्री ने कहा कि सैनिक देश से लौट जाएंगे।"


@pytest.mark.parametrize("text", [ARABIC, URDU, HINDI])
@pytest.mark.parametrize("label", [label for label in ENCODINGS if label != "windows-1256"])
def test_unicode_encodings_are_recognised(label, text):
    assert decode(encode(text, label), "a.txt") == (text, label)


def test_windows_1256_is_recognised():
    assert decode(ARABIC.encode("cp1256"), "a.txt") == (ARABIC, "windows-1256")


@given(
    st.text(min_size=1).filter(lambda t: any(c.isalnum() for c in t)),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16-le-sig", "utf-16-be-sig"]),
)
def test_what_is_read_encodes_back_to_the_same_bytes(text, label):
    try:
        data = encode(text, label)
        read, found = decode(data, "a.txt")
    except (UnreadableInput, UnicodeEncodeError):
        return
    assert encode(read, found) == data


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"%PDF-1.7 ...", "is a PDF file"),
        (b"PK\x03\x04rest", "Word, OpenDocument or zip"),
        (b"\x89PNG\r\n\x1a\n", "PNG picture"),
        (b"<!DOCTYPE html><html lang='ar'></html>", "web page's code"),
        (b"", "is empty"),
        (b"   \n\n", "is empty"),
        (b"\xff\xfe", "is empty"),
        (bytes(range(256)) * 4, "not text, or is in an encoding"),
        ("ملف".encode() + b"\x00\x01\x02", "not text"),
        (URDU.encode()[:-1], "damaged character at byte"),
        ("Привет, мир. Это текст.".encode("cp1251"), "not text, or is in an encoding"),
        ("… — …".encode(), "no letters or digits"),
    ],
)
def test_what_is_not_text_is_refused_in_a_sentence_that_names_the_file(data, says):
    with pytest.raises(UnreadableInput) as refusal:
        decode(data, "report.txt")
    message = str(refusal.value)
    assert message.startswith("report.txt ")
    assert says in message
    assert message.count("\n") == 0
