"""`exec:COMMAND`: any program as an exporter, for whoever types it and for nobody else."""

import json
import re
import shlex
from pathlib import Path

import jsonschema
import pytest
from environments import has_perl

from cma_content import Article, Limits, UsageError, build, errors, export, load_roster, publish
from cma_content.cli import main
from cma_content.errors import ContentError
from cma_content.exporting.handout_data import data_of, schema
from cma_content.exporting.registry import available, get_exporter
from cma_content.testing.articles import KITCHEN_SINK

PERL = r"""
use JSON::PP; binmode STDOUT, ":utf8";
my $handout = decode_json(join "", <STDIN>);
die "form $handout->{version}\n" if $handout->{version} != 1;
print "$handout->{meta}{title}\n";
print "$_->{role}: $_->{words}\n" for grep { $_->{role} =~ /heading|row/ } @{$handout->{lines}};
"""


def test_a_program_in_perl_writes_a_handout(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Started by its words, quotes and all; its file has the name that it is given, and the manifest no path."""
    if not has_perl():
        pytest.skip("perl is not installed")
    script = tmp_path / "my cards.pl"
    script.write_text(PERL, "utf-8")
    command = f"exec:perl {shlex.quote(str(script))}"
    words = ["export", str(KITCHEN_SINK), "--to", command, "-o", str(tmp_path / "cards.txt"), "--manifest"]
    assert main(words) == 0, capsys.readouterr().err
    lines = (tmp_path / "cards.txt").read_text("utf-8").splitlines()

    assert lines[0] == "Kitchen Sink & <Company>"
    assert "row: Nurse\tHolds a license" in lines
    (listed,) = json.loads((tmp_path / "manifest.json").read_text("utf-8"))["files"]
    assert (listed["format"], listed["exporter"], listed["name"]) == ("exec:perl", "a command", "cards.txt")


@pytest.mark.parametrize(
    ("command", "kind", "message"),
    [
        ("exec:no-such-program --x", errors.MissingEngineError, "the program 'no-such-program' is not on this system"),
        ("exec:sh -c 'echo one >&2; echo two >&2; exit 3'", errors.PluginError, "ended with exit code 3: one | two"),
        ("exec:sh -c 'exit 3'", errors.PluginError, "'sh' ended with exit code 3 and said nothing"),
        ("exec:sh -c 'kill -9 $$'", errors.PluginError, "was stopped by signal 9"),
        ("exec:true", errors.PluginError, "the program 'true' wrote nothing to its standard output"),
        ("exec:yes", errors.LimitError, "writes more than the limit output_bytes, which is 50,000 bytes"),
        ("exec:sleep 20", errors.DeadlineError, "'sleep' takes longer than the limit seconds, which is 1"),
        ("exec:/", errors.PluginError, "the program '/' cannot be started: "),
        ("exec:", errors.UsageError, "exec: needs a command"),
        ("exec:perl 'a", errors.UsageError, "is no command: No closing quotation"),
    ],
)
def test_what_goes_wrong_is_said(command: str, kind: type[ContentError], message: str, brief: Article) -> None:
    """In one line, with an exit code of its own kind, in the time that was set."""
    with pytest.raises(kind, match=re.escape(message)) as caught:
        export(brief, command, limits=Limits(output_bytes=50_000, seconds=1))

    assert type(caught.value) is kind
    assert "\n" not in str(caught.value)


def test_no_shell_reads_the_command(brief: Article) -> None:
    """What is typed reaches the program as it stands."""
    assert export(brief, "exec:echo $HOME `id` ; ls | cat *") == b"$HOME `id` ; ls | cat *\n"


def test_a_folder_needs_a_name(brief: Article, tmp_path: Path) -> None:
    """Nothing says what ending the file has."""
    with pytest.raises(UsageError, match="exec:cat writes one file: name it with its ending, such as -o cards.txt"):
        publish(brief, ["exec:cat", "json"], tmp_path / "out")


def test_no_file_names_a_command(tmp_path: Path, brief: Article) -> None:
    """Not a roster, nor whatever goes by the registry: a program's file and an article name no format at all."""
    roster = tmp_path / "roster.csv"
    roster.write_text("formats\nexec:touch pwned\n", "utf-8")
    with pytest.raises(errors.ArticleError, match="a command \\(exec:\\) makes one handout"):
        load_roster(roster, brief)
    with pytest.raises(errors.UnknownExporterError, match="makes one handout, where you type it"):
        get_exporter("exec:cat")
    assert not any(name.startswith("exec") for name in available())
    assert not (tmp_path / "pwned").exists()


def test_the_data_of_a_handout_is_valid(kitchen_sink: Article, capsys: pytest.CaptureFixture[str]) -> None:
    """By the schema that the command prints, which is made from the types and describes each."""
    assert main(["schema", "handout"]) == 0
    printed = json.loads(capsys.readouterr().out)
    jsonschema.Draft202012Validator.check_schema(printed)
    data = json.loads(json.dumps(data_of(build(kitchen_sink))))

    assert printed == schema()
    jsonschema.validate(data, printed, jsonschema.Draft202012Validator)
    assert {"Paragraph", "Entry", "Grid", "Timeline", "Section", "Strong", "Note"} <= printed["$defs"].keys()
    assert all(one["description"] for one in printed["$defs"].values())
    assert list(data)[:3] == ["version", "options", "meta"]
    assert list(data)[-1] == "lines"
