"""What the page says stands in one file, in three languages: nothing without a translation, and nothing that nobody says."""

import json
import re
from collections import Counter

import pytest

from workbench.checks import CHECKS
from workbench.export import FORMATS
from workbench.ingest.phrases import WHOLE, WITHIN
from workbench.interfaces.ui import STATIC
from workbench.model import DIMENSIONS, ErrorType

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
