"""What the page says stands in one file, in three languages: nothing without a translation, and nothing that nobody says."""

import ast
import json
import re
from collections import Counter
from pathlib import Path

import pytest

import workbench
from workbench import errors
from workbench.checks import CHECKS
from workbench.errors import WorkbenchError
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
FINDINGS, REFUSALS = (
    re.findall(rf"^  {LITERAL},$", (STATIC / name).read_text(encoding="utf-8"), re.MULTILINE)
    for name in ("findings.js", "refusals.js")
)


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
    yield from (*FINDINGS, *REFUSALS)
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


# --- refusals ----------------------------------------------------------------------------------------------------


ROOM = Path(workbench.__file__).parent
ERRORS = {name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, WorkbenchError)}
# Rooms whose refusals a person at the page may meet; the others speak at the command line, or of models.
MET = ("review", "ingest", "cutting.py", "articles.py", "interfaces/identity.py", "interfaces/guard.py")
# What only a script can bring about: the page offers no such step.
FOR_SCRIPTS = {
    "Which finding? A step about one names its check, and its message as the reason.",
    "Folding is a step for a block, not for a sentence.",
    "To split or merge takes more than this sentence: the interface has requests of their own for it.",
    "{} is no {} of a rejection; there are {}.",
    "A check is silenced or heard again: {} is a step for a sentence.",
    "{} is no step on a summary; there are add, remove, move, summarise and restore.",
    "{} is no step on a summary sentence; there are {}.",
    "You are not signed in: sign in at /login, then try again.",
    "This server answers pages on its own machine only.",
}


def _part(part, names):
    if isinstance(part, ast.Constant):
        return part.value
    return names.get(getattr(part.value, "id", ""), "{}") if part.conversion == -1 else "{}"


def template(node, names):
    """The text of a string in code, with {} for what is filled in; None for what is no string."""
    match node:
        case ast.Constant(str(text)):
            return text
        case ast.Name(name):
            return names.get(name)
        case ast.JoinedStr(parts):
            return "".join(_part(part, names) for part in parts)
    return None


def refused(*rooms):
    """Every sentence with which these modules of the package refuse something."""
    files = [
        path for room in rooms for path in ([ROOM / room] if room.endswith(".py") else (ROOM / room).rglob("*.py"))
    ]
    for path in files:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = {
            target.id: node.value.value
            for node in tree.body
            if isinstance(node, ast.Assign)
            and isinstance(node.value, ast.Constant)
            and isinstance(node.value.value, str)
            for target in node.targets
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ERRORS and node.args:
                if text := template(node.args[0], names):
                    yield text
            elif isinstance(node, ast.Dict):
                yield from (
                    text
                    for key, value in zip(node.keys, node.values, strict=True)
                    if isinstance(key, ast.Constant) and key.value == "error" and (text := template(value, names))
                )


def plain(text):
    return re.sub(r"\{\w+\}", "{}", text)


def test_the_page_says_every_refusal_that_a_person_may_meet():
    assert set(refused(*MET)) - FOR_SCRIPTS - set(map(plain, REFUSALS)) == set()


def test_no_refusal_is_there_that_the_server_does_not_say():
    said_by_server = set(refused("."))
    assert set(map(plain, REFUSALS)) - said_by_server == set()
    assert said_by_server >= FOR_SCRIPTS
