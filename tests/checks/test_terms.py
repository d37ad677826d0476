"""The glossary's check: forbidden forms are errors, missing ones warnings, and nothing is said twice."""

import time

import pytest

from workbench.checks import inspect
from workbench.checks.terms import terms
from workbench.model import Context, Pair, Severity, Term
from workbench.resources.glossary import starter, with_starter

E, W = Severity.ERROR, Severity.WARNING
OWN = (
    Term("ur", "صدر", "President", "title", ("head of state",), ("chairman",)),
    Term("ur", "امن فوج", "peacekeepers", "noun"),
    Term("hi", "सीएसटीओ", "Collective Security Treaty Organization (CSTO)", "org", ("CSTO",), ("CSTU",)),
)


def found(language: str, source: str, target: str, glossary: tuple[Term, ...] = OWN) -> list[tuple[str, str, str]]:
    """Severity, what is marked in the source, and what in the target."""
    findings = terms(Pair(source, target, language), Context(language, glossary=glossary))
    cut = lambda text, span: text[span.start : span.end] if span else ""  # noqa: E731
    return [(f.severity, cut(source, f.source_span), cut(target, f.target_span)) for f in findings]


@pytest.mark.parametrize(
    ("language", "source", "target", "expected"),
    [
        ("ur", "صدر نے کہا", "The President said", []),
        ("ur", "صدر نے کہا", "The heads of state said", []),
        ("ur", "صدر نے کہا", "The leader said", [(W, "صدر", "")]),
        ("ur", "صدر نے کہا", "The Chairman said", [(E, "صدر", "Chairman")]),
        ("ur", "صدر نے کہا", "The President, the chairman, said", [(E, "صدر", "chairman")]),
        ("ur", "صدر اور صدر", "The leaders", [(W, "صدر", "")]),  # once
        ("ur", "امن فوج نے صدر سے کہا", "The peace army told him", [(W, "امن فوج", ""), (W, "صدر", "")]),
        ("hi", "सीएसटीओ बलों", "CSTO forces", []),
        ("hi", "सीएसटीओ बलों", "CSTU forces", [(E, "सीएसटीओ", "CSTU")]),
        ("hi", "बलों ने कहा", "The chairman said", []),
        ("hi", "صدر", "The chairman said", []),
    ],
)
def test_the_desks_own_terms(language, source, target, expected):
    assert found(language, source, target) == expected


@pytest.mark.parametrize(
    ("language", "source", "target", "expected"),
    [
        # Names are missed, and a known mistake is one.
        ("ar", "غادرت القوات ألماتي", "The forces left the city", [(W, "ألماتي", "")]),
        ("ar", "غادرت القوات ألما آتا", "The forces left Alma-Ata", []),
        ("ar", "قوات منظمة معاهدة الأمن الجماعي", "forces of the CSTO", []),
        ("ar", "قوات منظمة معاهدة الأمن الجماعي", "forces of the Collective Security Organization",
         [(E, "منظمة معاهدة الأمن الجماعي", "Collective Security Organization")]),
        ("hi", "टोकायव ने कहा", "Tokaev said", []),
        ("hi", "टोकायव ने कहा", "Tukayev said", [(E, "टोकायव", "Tukayev")]),
        # News words have more English than a list holds: only their known mistakes are told.
        ("ur", "کرفیو نافذ ہے", "People must stay at home", []),
        ("ar", "فرض حظر التجول", "a roaming ban was imposed", [(E, "حظر التجول", "roaming ban")]),
    ],
)  # fmt: skip
def test_the_starters_terms(language, source, target, expected):
    assert found(language, source, target, starter()) == expected


def test_a_desk_may_call_it_otherwise_than_the_starter():
    mine = (Term("ur", "کرفیو", "stay-at-home order", "noun"),)
    assert found("ur", "کرفیو نافذ ہے", "A curfew is in force", with_starter(mine)) == [(W, "کرفیو", "")]
    assert found("ur", "کرفیو نافذ ہے", "A stay-at-home order is in force", with_starter(mine)) == []


def test_the_message_says_what_is_expected():
    ((missing,), (forbidden,)) = (
        list(terms(Pair("صدر نے کہا", target, "ur"), Context("ur", glossary=OWN)))
        for target in ("The leader said", "The chairman said")
    )
    assert missing.message == (
        "The glossary calls \u2068صدر\u2069 \u2068President\u2069 or \u2068head of state\u2069; "
        "the translation does not have that."
    )
    assert forbidden.message == (
        "The translation says \u2068chairman\u2069; the glossary forbids it for \u2068صدر\u2069 "
        "and has \u2068President\u2069 or \u2068head of state\u2069."
    )


def test_what_the_names_check_says_is_not_said_again():
    pair = Pair("وصل الرئيس الروسي إلى كازاخستان.", "The Russian president arrived in Turkmenistan.", "ar")
    told = [(f.check, f.severity) for f in inspect(pair, Context("ar", glossary=starter()))]
    assert told == [("names", E)]
    nowhere = Pair(pair.source, "The Russian president arrived.", "ar")
    assert [(f.check, f.severity) for f in inspect(nowhere, Context("ar", glossary=starter()))] == [("terms", W)]


def test_a_large_glossary_is_indexed_once():
    """A thousand segments against ten thousand terms take seconds if the terms are read or hashed for each."""
    many = tuple(Term("ur", f"لفظ{n} نام", f"name {n}") for n in range(10_000))
    context = Context("ur", glossary=many)
    list(terms(Pair("صدر", "x", "ur"), context))
    start = time.process_time()
    for n in range(1_000):
        list(
            terms(
                Pair(f"صدر نے کہا کہ لفظ{n} نام یہاں نہیں", f"The President said name {n} is not here", "ur"), context
            )
        )
    assert time.process_time() - start < 2
