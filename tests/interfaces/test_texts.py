"""What the page says stands in one file, in three languages: nothing without a translation, and nothing that nobody says."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from workbench.checks import CHECKS
from workbench.export import FORMATS
from workbench.ingest.phrases import WHOLE, WITHIN
from workbench.interfaces.ui import STATIC
from workbench.model import DIMENSIONS, Context, ErrorType, Pair
from workbench.resources.glossary import starter

CASES = Path(__file__).parents[1] / "checks" / "cases"
TEXTS = json.loads((STATIC / "texts.json").read_text(encoding="utf-8"))
LITERAL = r'"((?:[^"\\]|\\.)*)"'
SAID = re.compile(rf"(?<!\w)(?<!\w\.)(?:t|parts|put)\({LITERAL}")
COUNTED = re.compile(rf"(?<!\w)(?<!\w\.)(?:count|missed)\([^\"`]*?{LITERAL},\s*{LITERAL}")
NAMED = re.compile(rf"(?<=: ){LITERAL}")  # the values of tables whose texts are said by a name
FORMS = {"ar": {"zero", "one", "two", "few", "many", "other"}, "ur": {"one", "other"}}  # CLDR plural rules
SCRIPTS = sorted(STATIC.glob("*.js"))
# One a line, in the order in which the page tries them.
FINDINGS = re.findall(rf"^  {LITERAL},$", (STATIC / "findings.js").read_text(encoding="utf-8"), re.MULTILINE)


def said():
    """Every text that a script or the server has the page say."""
    for script in SCRIPTS:
        source = script.read_text(encoding="utf-8")
        yield from SAID.findall(source)
        yield from (other for _, other in COUNTED.findall(source))
        for table in re.findall(
            r"// Texts of texts\.json.*\n(?:export )?const \w+ = (\{[^}]*(?:\{\w+\}[^}]*)*\};)", source
        ):
            yield from NAMED.findall(table)
    yield from FINDINGS
    yield from (f.description for f in FORMATS.values())
    yield from (dimension for dimension in DIMENSIONS)
    yield from (error.label for error in ErrorType)
    yield from (*WHOLE, *WITHIN, "separator", "repeated title")
    yield from CHECKS


def placeholders(text):
    return Counter(re.findall(r"\{\w+\}", text))


def test_every_text_is_translated():
    assert sorted(set(said()) - set(TEXTS)) == []


def test_no_text_is_there_that_nobody_says():
    assert sorted(set(TEXTS) - set(said())) == []


@pytest.mark.parametrize("language", ["ar", "ur"])
def test_translations_have_the_placeholders_and_plural_forms(language):
    counted = {other for script in SCRIPTS for _, other in COUNTED.findall(script.read_text(encoding="utf-8"))}
    for text, translated in TEXTS.items():
        forms = translated[language]
        if text in counted:
            assert set(forms) == FORMS[language], text
            assert placeholders(forms["other"]) == placeholders(text), text
            # A form for one, two or none may say the number in words.
            assert all(placeholders(form) <= placeholders(text) for form in forms.values()), text
        else:
            assert placeholders(forms) == placeholders(text), text
        assert all(form.strip() for form in (forms.values() if text in counted else [forms])), text


# --- what the checks say -----------------------------------------------------------------------------------------

VALUE = "(\u2068[^\u2069]*\u2069|.+?)"
PATTERNS = {text: re.compile(VALUE.join(map(re.escape, re.split(r"\{\w+\}", text))), re.DOTALL) for text in FINDINGS}


# What no pair of the tables is told: it needs an article around it, or a part that cannot be named.
RARE = {
    "The source ends in a full stop; the translation does not, as the others of the article do.",
    "The translation may have lost a part of the sentence.",
    "The translation may say more than the source.",
}


def messages():
    """What every check says of the pairs that the checks are tested on."""
    for path in sorted(CASES.glob("*.tsv")):
        check, language, _ = path.name.split(".")
        for line in path.read_text(encoding="utf-8").splitlines()[1:]:
            texts = [re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), field) for field in line.split("\t")]
            _, source, target, _, other_source, other_target = [*texts, *[""] * 5][:6]
            pair, other = Pair(source, target, language), Pair(other_source, other_target, language)
            context = Context(
                language, starter() if check == "terms" else (), (pair, other) if other_source else (pair,)
            )
            for finding in CHECKS[check](pair, context):
                yield finding.message


def test_the_page_knows_every_sentence_of_the_checks_and_each_once():
    """As findings.js does: the first that fits is the one, so a wider one may not stand before a narrower."""
    said = set(messages())
    known = {message: next((text for text in FINDINGS if PATTERNS[text].fullmatch(message)), None) for message in said}
    assert len(said) > 300
    assert sorted(message for message, text in known.items() if text is None) == []
    assert set(FINDINGS) - set(known.values()) == RARE
