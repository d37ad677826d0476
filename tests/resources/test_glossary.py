import pytest

from workbench.errors import InputError
from workbench.resources.glossary import parse
from workbench.settings import Term


def test_parse():
    text = "# ours\n\nar\tمجلس النواب\tHouse of Representatives\nur\t صدر \tPresident\nhi\tसंसद\tParliament\r\n"
    assert parse(text, "glossary.tsv") == (
        Term("ar", "مجلس النواب", "House of Representatives"),
        Term("ur", "صدر", "President"),
        Term("hi", "संसद", "Parliament"),
    )


def test_an_empty_glossary():
    assert parse("", "glossary.tsv") == ()


@pytest.mark.parametrize(
    "line", ["fa\tصدر\tPresident", "ur\tصدر", "ur\tصدر\t", "ur\tصدر\tPresident\tx", "ur صدر President"]
)
def test_the_first_bad_line_is_named(line):
    with pytest.raises(InputError, match=r"^Line 3 of mine\.tsv is not a language \(ar, ur, hi\)"):
        parse(f"# remark\nhi\tसंसद\tParliament\n{line}\nalso bad\n", "mine.tsv")
