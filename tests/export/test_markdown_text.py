"""The Markdown read back with a CommonMark parser."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from workbench.export import PREVIEW_NOTICE, export
from workbench.export.characters import one_line
from workbench.export.markdown_text import escaped
from workbench.model import BlockKind, Finding, Severity, Status

from .conftest import AT, PREVIEW, article

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
PAYLOADS = [
    "<img src=x onerror=alert(1)>",
    "{{7*7}}",
    "${7*7}",
    '"><script>alert(1)</script>',
    '=HYPERLINK("x")',
    "[x](javascript:alert(1))",
    "![x](http://evil.example/p.png)",
    "[x]: javascript:alert(1)",
    "<javascript:alert(1)>",
    "# heading",
    "heading #",
    "1. list",
    "1) list",
    "- list",
    "+ list",
    "* list",
    "---",
    "===",
    "> quote",
    "    code",
    "```",
    "~~~",
    "`code`",
    "a | b",
    "a \\| b",
    "a \\",
    "**bold** _em_ ~~gone~~",
    "&lt;b&gt; &#60;",
    "[^s1]: note",
    "line one\n\n# line two\r\n- three",
    "\u202eoverride",
    "www.evil.example and https://evil.example",
]


def inline(text: str) -> list:
    """The inline tokens of the whole file."""
    return [token for block in PARSER.parse(text) if block.type == "inline" for token in block.children]


def shown(text: str) -> list[str]:
    """What a reader sees, a string for every block or cell."""
    blocks = [block for block in PARSER.parse(text) if block.type == "inline"]
    return ["".join(token.content for token in block.children) for block in blocks]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_escaped_text_is_one_paragraph_of_its_characters(payload):
    blocks = PARSER.parse(escaped(payload))
    assert [block.type for block in blocks] == ["paragraph_open", "inline", "paragraph_close"]
    assert {token.type for token in blocks[1].children} <= {"text", "text_special"}
    assert "".join(token.content for token in blocks[1].children) == one_line(payload)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{7*7}}", r"\{\{7\*7\}\}"),
        ("${7*7}", r"\$\{7\*7\}"),
        ("x^2^ and ^[note]", r"x\^2\^ and \^\[note\]"),
        ("a. one", r"a\. one"),
        ("(2) two", r"(2\) two"),
        (": term", r"\: term"),
        ("Moscow. 1. 5", "Moscow. 1. 5"),
        ("https://x.example", r"https\://x.example"),
        ("WWW.x.example", r"WWW\.x.example"),
        ("At 10:30, 3.5% of it.", "At 10:30, 3.5% of it."),
    ],
)
def test_other_readers_of_markdown_find_nothing_either(text, expected):
    """What Pandoc, GitHub and Jekyll read and CommonMark does not; plain prose stays as it is."""
    assert escaped(text) == expected


@given(st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("\\`*_{}[]()<>#+-.!|~&$^:=%1 \n")))
def test_any_text_is_shown_as_it_is(text):
    # A bullet in front keeps empty and blank texts from vanishing as a block.
    assert shown("x " + escaped(text) + " x") == [f"x {one_line(text)} x"]
    assert "".join(shown(escaped(text))).strip() == one_line(text).strip()


@pytest.mark.parametrize("everything", [False, True])
@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_adds_structure(payload, everything):
    def made(text: str) -> list:
        rows = [(text, text, Status.APPROVED), (text, text, Status.REJECTED, None, text), (text, text)]
        hostile = article(
            [(BlockKind.TITLE, rows[:1]), (BlockKind.PARAGRAPH, rows), (BlockKind.CAPTION, rows)],
            name=text,
            by=text,
            summary=["g1", "g2"],
            language="ur",
        )
        findings = {"g1": [Finding("c", Severity.ERROR, text)]}
        return PARSER.parse(export(hostile, "markdown", everything=everything, findings=findings, at=AT).decode())

    hostile, harmless = made(payload), made("harmless")
    assert [token.type for token in hostile] == [token.type for token in harmless]
    kinds = {token.type for block in hostile if block.type == "inline" for token in block.children}
    assert kinds <= {"text", "text_special", "strong_open", "strong_close", "softbreak"}


def test_summary_then_article_then_sentences(mixed):
    text = export(mixed, "markdown", at=AT).decode()
    assert text.startswith(
        "# Withdrawal led by Russia begins\n\nUrdu headline: \u2067روس کی قیادت میں انخلا شروع\u2069\n"
    )
    assert text.index("## Summary") < text.index("## Article") < text.index("## Sentence by sentence")
    article_part = text[text.index("## Article") : text.index("## Sentence by sentence")]
    assert article_part == (
        "## Article\n\n"
        "First sentence. Second sentence. [2 sentences not yet approved]\n\n"
        "[1 sentence not yet approved] Sixth sentence.\n\n"
    )


def test_a_summary_sentence_leads_to_its_source(mixed):
    text = export(mixed, "markdown", at=AT).decode()
    assert "- First sentence.[^s2]\n- Sixth sentence.[^s7]\n- [1 summary sentence not yet approved]\n" in text
    assert (
        "\n[^s2]: Sentence 2 (id g3), approved by \u2068Amal\u2069 2026-11-21T10:00:00Z: \u2067پہلا جملہ۔\u2069\n"
        in text
    )


def test_every_sentence_is_beside_its_source(mixed):
    text = export(mixed, "markdown", at=AT).decode()
    assert "| 3 | Second sentence. | \u2067دوسرا جملہ۔\u2069 | corrected by" in text
    assert "| 4–5 | [2 sentences not yet approved] | | |" in text


def test_everything_is_marked(mixed):
    text = export(mixed, "markdown", everything=True, at=AT).decode()
    assert (
        "First sentence. Second sentence. **[UNREVIEWED]** Machine third. **[EDITED, NOT APPROVED]** Edited fourth.\n\n"
        "**[REJECTED]** Sixth sentence.\n"
    ) in text
    assert "not yet approved]" not in text


def test_neighbouring_paragraphs_with_nothing_approved_are_one_gap():
    blocks = [(BlockKind.PARAGRAPH, [(f"جملہ {n}۔", "Machine.")]) for n in range(3)]
    blocks.append((BlockKind.PARAGRAPH, [("آخری۔", "Last.", Status.APPROVED)]))
    text = export(article(blocks), "markdown").decode()
    assert "## Article\n\n[3 sentences not yet approved]\n\nLast.\n" in text
    assert "| 1–3 | [3 sentences not yet approved] |" in text


def test_an_approved_sentence_without_text_is_said_to_have_none():
    text = export(article([(BlockKind.PARAGRAPH, [("جملہ۔", None, Status.APPROVED, "")])]), "markdown").decode()
    assert "## Article\n\n[no English text]\n" in text


def test_the_notice_comes_first():
    made = article([(BlockKind.PARAGRAPH, [("एक।", "One.", Status.APPROVED)])], language="hi", signature=PREVIEW)
    assert export(made, "markdown").decode().startswith(f"**{PREVIEW_NOTICE}**\n\n# \u2066एक।\u2069\n")


@pytest.mark.parametrize(("language", "mark"), [("ur", "\u2067"), ("ar", "\u2067"), ("hi", "\u2066"), ("fa", "\u2068")])
def test_sources_are_isolated_by_direction(language, mark):
    made = article([(BlockKind.PARAGRAPH, [("متن", "Text.", Status.APPROVED)])], language=language)
    assert f"| {mark}متن\u2069 |" in export(made, "markdown").decode()
