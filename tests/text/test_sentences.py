"""Sentence splitting against tables of news sentences, against invariants on any text, and on the five seeds."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.text.sentences import split

TABLES = {language: Path(__file__).with_name(f"sentences.{language}.txt") for language in ("ar", "ur", "hi")}
SEEDS = Path(__file__).parents[2] / "seeds"

# Marks that the rules look at, among letters and figures of every script they meet, an emoji and direction controls.
MARKS = "۔।॥؟?!.…|\"'“”‘’«»()[] \n،,-–:0٥५aAاےیہوकहै्ا\u200f\u202b\u2066\U0001f600"


def cases(language: str) -> list[str]:
    lines = TABLES[language].read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


def sentences(text: str, language: str) -> list[str]:
    return [text[start:end] for start, end in split(text, language)]


@pytest.mark.parametrize(("language", "case"), [(language, case) for language in TABLES for case in cases(language)])
def test_table(language: str, case: str) -> None:
    text = case.replace(" ‖ ", " ").replace("‖", "")
    assert sentences(text, language) == [sentence.strip() for sentence in case.split("‖")]


@pytest.mark.parametrize("language", TABLES)
def test_tables_are_long_and_without_repeats(language: str) -> None:
    assert len(set(cases(language))) == len(cases(language)) >= 60


@pytest.mark.parametrize("language", TABLES)
def test_a_table_in_one_paragraph_still_starts_every_case_anew(language: str) -> None:
    """Cases that end in a stop and a closed quotation can follow one another without changing how they are cut."""
    whole = [case for case in cases(language) if case.endswith(("ہے۔", "है।", "القوات غادرت."))]
    text = " ".join(case.replace(" ‖ ", " ").replace("‖", "") for case in whole)
    assert sentences(text, language) == [sentence.strip() for case in whole for sentence in case.split("‖")]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("صدر نے کہا کہ فوج\nواپس جائے گی۔ وہ\nخوش ہیں۔", "ur", ["صدر نے کہا کہ فوج\nواپس جائے گی۔", "وہ\nخوش ہیں۔"]),
        ("انسحاب القوات\n\nقالت الوزارة", "ar", ["انسحاب القوات", "قالت الوزارة"]),
        ("लेखक\n \t\nडॉ.\n\nसिंह", "hi", ["लेखक", "डॉ.", "सिंह"]),
        ("  رحلوا. \n", "ar", ["رحلوا."]),
        ("... وقال إنه سيعود.", "ar", ["... وقال إنه سيعود."]),
        ("وہ آ گئے۔ ***", "ur", ["وہ آ گئے۔ ***"]),
        ("वह 😀 आया। वह 😀 गया।", "hi", ["वह 😀 आया।", "वह 😀 गया।"]),
        ("!", "ar", ["!"]),
        (" \n ", "hi", []),
        ("", "ur", []),
    ],
)
def test_white_space_and_what_is_no_word(text: str, language: str, expected: list[str]) -> None:
    assert sentences(text, language) == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Dr. Smith arrived. He left.", "en", ["Dr. Smith arrived.", "He left."]),
        ("你好。再见。", "zh", ["你好。", "再见。"]),
        ("Er kam. Sie ging. ", "de", ["Er kam.", "Sie ging."]),
        ("One came. Two went.", "qqq", ["One came.", "Two went."]),
    ],
)
def test_other_languages_are_left_to_sentencex(text: str, language: str, expected: list[str]) -> None:
    assert sentences(text, language) == expected


ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"])) | st.text(st.sampled_from(MARKS), max_size=60)


@given(ANY_TEXT, st.sampled_from(["ar", "ur", "hi", "en"]))
def test_spans_are_ordered_trimmed_and_lose_nothing(text: str, language: str) -> None:
    end_before = 0
    for start, end in split(text, language):
        assert end_before <= start < end <= len(text)
        assert not text[end_before:start].strip()
        assert text[start:end] == text[start:end].strip()
        end_before = end
    assert not text[end_before:].strip()


@given(st.sampled_from(sorted(TABLES)), st.data())
def test_text_after_a_blank_line_changes_nothing_before_it(language: str, data: st.DataObject) -> None:
    first, second = (data.draw(st.sampled_from(cases(language))).replace("‖", "") for _ in range(2))
    assert sentences(f"{first}\n\n{second}", language) == sentences(first, language) + sentences(second, language)


@pytest.mark.parametrize(
    ("seed", "language", "count"),
    [("000", "ur", 20), ("001", "ur", 21), ("002", "ar", 28), ("003", "hi", 27), ("004", "ar", 12)],
)
def test_seeds_line_by_line(seed: str, language: str, count: int) -> None:
    """Counted by hand, headings and furniture included; no danda or Urdu full stop stands within a sentence there."""
    lines = next(SEEDS.glob(f"{seed}_*.txt")).read_text(encoding="utf-8").splitlines()
    found = [sentence for line in lines for sentence in sentences(line, language)]
    assert len(found) == count
    assert "".join("".join(found).split()) == "".join("".join(lines).split())
    assert not [sentence for sentence in found if set("۔।") & set(sentence.rstrip('۔।“”‘’"'))]


@pytest.mark.parametrize(
    "unit", ["یہ ہے۔ ", "۔ - ", "’ا۔ ", "«a. ", "(“", '" . ', "a|", "\n", "१.", "اے۔ ", "… ", "है | "]
)
@pytest.mark.parametrize("language", TABLES)
def test_time_grows_with_length_only(unit: str, language: str) -> None:
    """Ten times the text takes about ten times the processor's time; squared time would take a hundred."""

    def seconds(characters: int) -> float:
        text = unit * (characters // len(unit))
        began = time.process_time()
        split(text, language)
        return time.process_time() - began

    short = min(seconds(10_000) for _ in range(3))
    assert seconds(100_000) < 40 * short + 0.05
