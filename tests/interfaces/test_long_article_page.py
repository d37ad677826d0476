"""An article of a thousand sentences: what a key or a save makes the page and the server do, counted."""

import httpx
import pytest
from playwright.sync_api import expect

from workbench import pipeline
from workbench.model import Draft, Signature
from workbench.store import now

SENTENCES = 1000
MADE = Signature("marian", "opus", "1", {}, "test")

# Every row that is built or drawn anew from here on, and every element that comes into the page or leaves it.
COUNT = """async () => {
  const { Row } = await import(document.querySelector('link[rel="modulepreload"][href$="/row.js"]').href);
  window.drawn = 0;
  for (const name of ["build", "show"]) {
    const was = Row.prototype[name];
    Row.prototype[name] = function () { window.drawn += 1; return was.call(this); };
  }
}"""


@pytest.fixture
def long_article(workspace):
    """A thousand drafted sentences in paragraphs of five; every hundredth has lost its number."""
    sentences = [f"فوج {100 + number} فوجیوں کے ساتھ شہر میں آئی۔" for number in range(SENTENCES)]
    text = "\n\n".join(" ".join(sentences[at : at + 5]) for at in range(0, SENTENCES, 5))
    document = pipeline.add(workspace, text.encode(), "long.txt", language="ur")
    segments = [segment for _, segment in document.segments()]
    assert [segment.text for segment in segments] == sentences
    english = [
        f"The army came to the city with {100 + number if number % 100 else 'some'} soldiers."
        for number in range(SENTENCES)
    ]
    drafts = [Draft(s.id, s.text, text, -0.5, "first", MADE, now()) for s, text in zip(segments, english, strict=True)]
    workspace.append_drafts(document.id, drafts)
    return document.id


def test_a_thousand_sentences_stay_quick_to_work_in(person, serve_module, workspace, long_article):
    server = serve_module(workspace.folder)
    httpx.get(
        f"{server.url}/api/v1/articles", timeout=120
    ).raise_for_status()  # the checks of all sentences take their time
    amina = person(server.url).open(long_article, name=None)
    page = amina.page
    page.locator("#wb-name").fill("Amina")
    page.locator("#wb-name").press("Enter")
    expect(page.locator("li.row")).to_have_count(SENTENCES)
    asked = []
    page.on("request", lambda request: asked.append(request.method) if f"/{long_article}" in request.url else None)
    page.evaluate(COUNT)

    amina.text(1).click()
    for number in range(1, 6):
        expect(amina.text(number)).to_be_focused()
        page.keyboard.press("Control+Enter")
    for number in range(1, 6):
        expect(amina.status(number)).to_have_text("Approved by Amina")
    assert page.evaluate("window.drawn") == 5  # each once, and no other
    assert asked.count("POST") == 5

    before = page.evaluate("window.drawn"), len(asked)
    page.keyboard.press("Alt+f")
    expect(amina.text(101)).to_be_focused()
    page.locator("select.filter").select_option("findings")
    expect(page.locator("li.row:visible")).to_have_count(SENTENCES // 100)
    page.keyboard.press("Escape")
    page.locator("select.filter").select_option("all")
    assert (page.evaluate("window.drawn"), asked[before[1] :].count("POST")) == (before[0], 0)
