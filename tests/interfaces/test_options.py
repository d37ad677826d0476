"""Options before, between and after the files, in a parser that has commands."""

import pytest

from workbench.interfaces.options import command


@pytest.fixture
def parser():
    parser = command(None, "tool", "A tool.", "")
    commands = parser.add_subparsers(required=True)
    one = command(commands, "one", "One.", "")
    one.add_argument("files", nargs="*")
    one.add_argument("--flag", action="store_true")
    one.add_argument("--value")
    command(command(commands, "two", "Two.", "").add_subparsers(required=True), "deep", "Deep.", "").add_argument(
        "name"
    )
    return parser


@pytest.mark.parametrize(
    "arguments",
    ["--flag --value x a b", "a --flag b --value x", "a b --value x --flag", "--value x a --flag b"],
)
def test_options_and_files_in_any_order(parser, arguments):
    options = parser.parse_args(["one", *arguments.split()])
    assert (options.files, options.flag, options.value) == (["a", "b"], True, "x")


def test_without_files_and_with_commands_of_commands(parser):
    assert parser.parse_args(["one"]).files == []
    assert parser.parse_args(["two", "deep", "x"]).name == "x"


@pytest.mark.parametrize("arguments", ["one a --nonsense", "two", "two deep", "three"])
def test_mistakes_end_with_2(parser, arguments, capsys):
    with pytest.raises(SystemExit) as stopped:
        parser.parse_args(arguments.split())
    assert stopped.value.code == 2
    assert "usage: tool" in capsys.readouterr().err
