"""The page read back with html.parser."""

from html.parser import HTMLParser

import pytest

from workbench.export import PREVIEW_NOTICE, export
from workbench.export.characters import printable
from workbench.model import BlockKind, Finding, Severity, Status

from .conftest import AT, PREVIEW, article

VOID = {"meta", "br"}
PAYLOADS = [
    "<img src=x onerror=alert(1)>",
    "{{7*7}}",
    "{% raw %}{{ 7 }}",
    "${7*7}",
    '"><script>alert(1)</script>',
    "'><script>alert(1)</script>",
    "</style></title></td><b>",
    "<!--",
    "&lt;b&gt;",
    "javascript:alert(1)",
    "\u202eoverride",
    "\u2069closer",
    "a\x00b\x1b",
    "first\nsecond\r\nthird",
]


class Page(HTMLParser):
    """Tags with attributes, and the text of every element by where it opened; unbalanced tags fail."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[int] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[int, str] = {}
        self.comments: list[str] = []
        self.feed(html)
        self.close()
        assert not self.open, "unclosed elements"

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.texts[len(self.tags) - 1] = ""
        if tag not in VOID:
            self.open.append(len(self.tags) - 1)

    def handle_endtag(self, tag):
        assert self.tags[self.open.pop()][0] == tag

    def handle_data(self, data):
        for place in self.open:
            self.texts[place] += data

    def handle_comment(self, data):
        self.comments.append(data)

    def all(self, tag: str, **attributes: str) -> list[tuple[dict[str, str | None], str]]:
        """Elements of a tag with at least these attributes (`class_` matches one class)."""
        wanted = attributes.pop("class_", None)
        return [
            (attrs, self.texts[place])
            for place, (name, attrs) in enumerate(self.tags)
            if name == tag
            and attributes.items() <= attrs.items()
            and (wanted is None or wanted in (attrs.get("class") or "").split())
        ]


def page(source, **options) -> Page:
    return Page(export(source, "html", at=AT, **options).decode())


@pytest.mark.parametrize("everything", [False, True])
def test_the_page_needs_nothing_from_outside(mixed, everything):
    made = page(mixed, everything=everything)
    assert made.tags[2] == ("meta", {"charset": "utf-8"})
    assert made.tags[3][1]["http-equiv"] == "Content-Security-Policy"
    assert made.tags[3][1]["content"] == "default-src 'none'; style-src 'unsafe-inline'"
    assert not {"script", "link", "img", "iframe", "object", "base", "form"} & {tag for tag, _ in made.tags}
    for _, attrs in made.tags:
        assert not {"src", "style", "action"} & set(attrs)
        assert not any(name.startswith("on") for name in attrs)
        assert (attrs.get("href") or "#").startswith("#")
    style = made.all("style")[0][1]
    assert not [way for way in ("url(", "@import", "expression") if way in style]


@pytest.mark.parametrize("everything", [False, True])
@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_adds_markup(payload, everything):
    def made(text: str) -> Page:
        rows = [(text, text, Status.APPROVED), (text, text, Status.REJECTED, None, text), (text, text)]
        hostile = article(
            [(BlockKind.TITLE, rows[:1]), (BlockKind.PARAGRAPH, rows)], name=text, by=text, summary=["g1"], title=text
        )
        return page(hostile, everything=everything, findings={"g1": [Finding("c", Severity.ERROR, text)]})

    hostile, harmless = made(payload), made("harmless")
    assert [tag for tag, _ in hostile.tags] == [tag for tag, _ in harmless.tags]
    assert [set(attrs) for _, attrs in hostile.tags] == [set(attrs) for _, attrs in harmless.tags]
    assert hostile.comments == []
    sources = [text for _, text in hostile.all("td", class_="source")]
    assert set(sources) == {printable(payload)}
    assert printable(payload) in [text for _, text in hostile.all("bdi")]


@pytest.mark.parametrize(("language", "direction"), [("ur", "rtl"), ("ar", "rtl"), ("hi", "ltr"), ("fa", "auto")])
def test_language_and_direction_are_on_both_columns(language, direction):
    made = page(article([(BlockKind.PARAGRAPH, [("متن", "Text.", Status.APPROVED)])], language=language))
    assert made.all("td", class_="source", lang=language, dir=direction)[0][1] == "متن"
    assert "Text." in made.all("td", class_="english", lang="en", dir="ltr")[0][1]
    assert made.all("h1", lang=language, dir=direction)


def test_sentences_are_aligned_and_gaps_shown(mixed):
    made = page(mixed)
    assert [attrs["id"] for attrs, _ in made.all("tr") if "id" in attrs] == ["s1", "s2", "s3", "s7"]
    assert [text for _, text in made.all("td", colspan="2")] == [
        "[2 sentences not yet approved]",
        "[1 sentence not yet approved]",
    ]
    assert [text.split()[0] for _, text in made.all("th", scope="row")] == ["1", "2", "3", "4–5", "6", "7"]


@pytest.mark.parametrize("everything", [False, True])
def test_summary_links_lead_to_rows(mixed, everything):
    made = page(mixed, everything=everything)
    rows = {attrs["id"] for attrs, _ in made.all("tr") if "id" in attrs}
    links = [attrs["href"] for attrs, _ in made.all("a", class_="back")]
    assert links == (["#s2", "#s4", "#s7"] if everything else ["#s2", "#s7"])
    assert {link[1:] for link in links} <= rows
    assert ("[1 summary sentence not yet approved]" in [text for _, text in made.all("li")]) is not everything


def test_unapproved_text_has_a_badge_in_words(mixed):
    made = page(mixed, everything=True)
    rows = {attrs["id"]: text for attrs, text in made.all("tr") if "id" in attrs}
    assert "UNREVIEWED Machine third." in rows["s4"]
    assert "EDITED, NOT APPROVED Edited fourth." in rows["s5"]
    assert "REJECTED" in rows["s6"]
    assert not any(mark in rows["s2"] for mark in ("UNREVIEWED", "REJECTED", "NOT APPROVED"))


def test_the_notice_comes_first_and_preview_rows_are_badged():
    rows = [("एक।", "One.", Status.APPROVED), ("दो।", "Two.", Status.CORRECTED, "Second.")]
    made = page(article([(BlockKind.PARAGRAPH, rows)], language="hi", signature=PREVIEW))
    assert made.all("body")[0][1].strip().startswith(PREVIEW_NOTICE)
    cells = [text for _, text in made.all("td", class_="english")]
    assert ["PREVIEW MODEL" in text for text in cells] == [True, False]


def test_findings_and_reviewers_are_beside_the_sentence(mixed):
    made = page(mixed, findings={"g3": [Finding("figures", Severity.WARNING, "6 is missing")]})
    row = next(text for attrs, text in made.all("tr", id="s2"))
    assert "approved by Amal" in row
    assert "warning: 6 is missing" in row


def test_headings_and_column_heads(mixed):
    made = page(mixed)
    assert [text for _, text in made.all("h1")] == ["Withdrawal led by Russia begins"]
    assert [text for _, text in made.all("h2")] == ["Summary", "Sentence by sentence", "How this was made"]
    assert [text for _, text in made.all("th", scope="col")] == ["No.", "Urdu", "English"]
