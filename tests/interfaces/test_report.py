"""The report read back with html.parser: escaped, self-contained, with directions, captions and text alternatives."""

import re
from html.parser import HTMLParser

import pytest

from workbench import evaluate
from workbench.bench.quality import Evaluation, Output
from workbench.evaluate import Share
from workbench.interfaces import figures, report

VOID = {"meta"}
HOSTILE = [
    '"><script>alert(1)</script>',
    "'><img src=x onerror=alert(1)>",
    "</style></svg></title><b>",
    "{{ 7*7 }}{% raw %}",
    "https://example.org/?a&b",
    "<!--",
    "a\x00b\u202eoverride",
]


class Page(HTMLParser):
    """Tags with attributes and the text of every element; unbalanced tags fail."""

    def __init__(self, content: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[int] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[int, str] = {}
        self.feed(content.decode("utf-8"))
        self.close()
        assert not self.open, "unclosed elements"

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.texts[len(self.tags) - 1] = ""
        if tag not in VOID:
            self.open.append(len(self.tags) - 1)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.tags[self.open.pop()][0] == tag

    def handle_data(self, data):
        for place in self.open:
            self.texts[place] += data

    def handle_comment(self, data):
        raise AssertionError(f"a comment got through: {data}")

    def all(self, tag):
        return [(attrs, self.texts.get(at, "")) for at, (name, attrs) in enumerate(self.tags) if name == tag]


def evaluation(hypotheses, name="made.txt"):
    """Eleven Urdu pairs; the last one's output is right, the others' is what is given."""
    references = tuple(f"The minister opened bridge {n}." for n in range(len(hypotheses)))
    given = (*hypotheses[:-1], references[-1])
    return Evaluation(
        Output(name, given), tuple(f"پل {n}" for n in range(len(given))), references, evaluate.score(given, references),
        evaluate.segment_chrf(given, references), Share(0, 0), Share(1, 2), 3, Share(1, 1),
    )  # fmt: skip


def figures_of(found, against=None, file="pairs.tsv"):
    made = {"file": file, "language": "ur", "peak_memory_mb": 1, **figures.of_evaluation(found)}
    if against:
        compared = evaluate.compare(found.output.hypotheses, against.output.hypotheses, found.references)
        made |= {"against": figures.of_evaluation(against), "comparison": figures.of_comparison(compared)}
    return made


def checks(name="digit"):
    planted = {name: {"planted": 3, "found": 66.67, "as_error": 33.33, "left_out": 1},
               "unit": {"planted": 0, "found": None, "as_error": None, "left_out": 0}}  # fmt: skip
    return {"file": "f.tsv", "language": "hi", "segments": 3, "planted": planted, "segments_with_error": 0.0,
            "segments_with_any": 33.3, "segments_with_error_wrong": 0.0, "segments_with_any_wrong": 33.3, "unread": 1,
            "false_alarms": {f"{name} warning": 33.3}}  # fmt: skip


def workspace(text="a"):
    group = {"hter": 120.0, "hter_edits": 12, "hter_words": 10, "hter_segments": 2}
    verdicts = dict.fromkeys(figures.VERDICTS, 1)
    return {
        **group, **verdicts, "hter_signature": "s", "reasons": {text: 1}, "actions": {"edit": 2}, "seconds_per_segment": 3.5,
        "timed_segments": 2, "longest_pause_seconds": 60.0, "left_out": {text: text},
        "articles": [{"id": text, "title": text, "language": "ar", **group, **verdicts}],
        "models": [{"engine": text, "model": text, **group}], "languages": [{"language": "ar", **group}],
    }  # fmt: skip


def every_section(text):
    ours, theirs = evaluation([text] * 11, text), evaluation(["The minister"] * 11)
    return [
        report.of_evaluation(figures_of(ours, file=text), ours, None),
        report.of_evaluation(figures_of(ours, theirs), ours, theirs),
        report.of_checks(checks(text)),
        report.of_workspace(workspace(text)),
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_stays_text(text):
    page = Page(report.page(text, every_section(text)))
    allowed = {"html", "head", "meta", "title", "style", "body", "header", "h1", "h2", "main", "section", "p", "div", "span",
               "table", "caption", "thead", "tbody", "tr", "th", "td", "figure", "figcaption", "svg", "text", "rect", "line",
               "footer"}  # fmt: skip
    assert {tag for tag, _ in page.tags} <= allowed
    for _, attributes in page.tags:
        assert not {"src", "href", "style", "xlink:href"} & attributes.keys()
        assert not [name for name in attributes if name.startswith("on")]
    clean = text.replace("\x00", "\ufffd")
    assert [shown for _, shown in page.all("td") if clean in shown], "the worst segments show it as it is"
    content = report.page(text, every_section(text)).decode()
    assert not re.search(r"url\(|@import|<link|<iframe|<base", content)
    assert "\x00" not in content


def test_the_worst_segments_have_their_languages_and_directions():
    found = evaluation(["Nothing."] * 11)
    page = Page(report.page("t", [report.of_evaluation(figures_of(found), found, None)]))
    sources = [(a, text) for a, text in page.all("td") if a.get("lang") == "ur"]
    assert len(sources) == report.WORST
    assert all(attributes["dir"] == "rtl" for attributes, _ in sources)
    assert {attributes["dir"] for attributes, _ in page.all("td") if attributes.get("lang") == "en"} == {"ltr"}
    assert "پل 10" not in [text for _, text in sources], "the one that is right is not among the worst"


def test_tables_have_captions_and_charts_say_what_they_show():
    page = Page(report.page("t", every_section("plain")))
    assert len(page.all("caption")) == len(page.all("table"))
    assert all(text for _, text in page.all("caption"))
    assert {a["scope"] for a, _ in page.all("th")} == {"row", "col"}
    charts = [attributes for attributes, _ in page.all("svg") if attributes.get("role")]
    assert len(charts) == len(page.all("figure"))
    assert all(attributes["role"] == "img" and attributes["aria-label"] for attributes in charts)
    said = [attributes["aria-label"] for attributes in charts]
    assert any("90 to 100 1" in each for each in said), "the histogram counts the one that is right"
    assert any("plain 66.7 %" in each for each in said)


def test_the_histogram_counts_every_segment():
    chart = report._histogram("x", (0.0, 9.99, 10.0, 99.9, 100.0, 100.00001))
    assert [int(bar.value) for bar in chart.bars] == [2, 1, 0, 0, 0, 0, 0, 0, 0, 3]


@pytest.mark.parametrize(("value", "most", "width"), [(50, 100, "50.00%"), (120, 100, "100.00%"), (-1, 100, "0.00%"), (0, 0, "0%")])  # fmt: skip
def test_bars_stay_inside_their_chart(value, most, width):
    assert report.Chart("t", (), most).width(value) == width


def test_an_hter_above_a_hundred_makes_room():
    (chart, *_) = report.of_workspace(workspace()).parts
    assert (chart.most, chart.bars[0].value) == (120.0, 120.0)


def test_light_and_dark_and_nothing_from_elsewhere():
    content = report.page("t", every_section("plain")).decode()
    assert "prefers-color-scheme: dark" in content
    assert "default-src 'none'" in content
    assert "http:" not in content
    assert "https:" not in content


def test_a_preview_models_text_is_marked():
    from dataclasses import replace

    from workbench.model import Signature

    found = evaluation(["Nothing."] * 11)
    preview = Signature("embedded", "embedded-v1", "1", {}, "x", preview=True)
    found = replace(found, output=replace(found.output, signature=preview, words_per_second=1.0, retried=0))
    assert "Do not brief" in report.page("t", [report.of_evaluation(figures_of(found), found, None)]).decode()
