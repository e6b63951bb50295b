"""The documents say what is so."""

import re
import shlex
from pathlib import Path

import pytest
from cma_content_pdf import PDFExporter
from workbooks import shipped, write

from cma_content import Article, ArticleError, errors, load_text
from cma_content.checking.consistency import RULES
from cma_content.cli import main
from cma_content.cli.arguments import COMMANDS as KNOWN
from cma_content.cli.arguments import EXIT_CODES
from cma_content.diagnostics.reports import as_text
from cma_content.loading.templates import ARTICLE
from cma_content.preview.server import Server

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def test_the_readme_is_short() -> None:
    """At most 120 lines."""
    assert len(README.splitlines()) <= 120


def test_the_library_example_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As it stands; what it publishes is there."""
    monkeypatch.chdir(tmp_path)
    (example,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    names: dict[str, object] = {}
    exec(example, names)  # noqa: S102 - our own README

    assert isinstance(names["guide"], Article)
    assert isinstance(names["page"], bytes)
    printed = capsys.readouterr().out
    assert "39520 2025-05" in printed
    assert "['clinical-medical-assistant.html', 'clinical-medical-assistant.json'] ()" in printed
    assert len(list((tmp_path / "handouts").iterdir())) == 2


def test_the_problem_shown_is_what_is_printed() -> None:
    """The scaffold with one letter missing."""
    (shown,) = re.findall(r"```\n(error.*?)\n```", README, re.DOTALL)
    with pytest.raises(ArticleError) as caught:
        load_text(ARTICLE.replace("<fact:example-hours>", "<fact:exmple-hours>"), name="my-article.yaml")

    assert as_text(caught.value.problems) == shown


COMMANDS = [
    line.split("#")[0].split()[3:] for line in README.splitlines() if line.startswith("    python -m cma_content")
]


def test_every_command_is_in_the_readme() -> None:
    """So that the next test runs each."""
    assert {words[0] for words in COMMANDS} == KNOWN.keys() - {"formats"}


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_each_command_line_runs(words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As it stands, in the order in which a reader meets them; without the engine that takes its time."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(PDFExporter, "export", lambda *_: b"%PDF-")
    monkeypatch.setattr(PDFExporter, "pages", lambda *_: 1)
    if words[0] in ("check", "preview", "verify"):
        assert main(["new", "article", "my-article.yaml"]) == 0
        assert main(["export", "my-article.yaml", "--to", "html,json", "--manifest"]) == 0
        words = [str(path) for word in words for path in (sorted(tmp_path.glob(word)) if "*" in word else [word])]
    if words[0] == "batch":
        # Its workers draw with the true engine.
        assert main(["new", "roster", words[1]]) == 0
        Path(words[1]).write_text(Path(words[1]).read_text("utf-8").replace(",pdf", ",html"), "utf-8")
    if words[0] == "diff":
        assert main(["export", "--to", "json"]) == 0
    if words[0] == "wages":
        write(tmp_path / words[2], shipped())
    if words[0] == "identify":
        # The code of the example is of no handout.
        assert main(shlex.split(" ".join(words))) in (0, 1)
    elif words[0] == "preview":
        # It runs until Ctrl-C.
        monkeypatch.setattr(Server, "service_actions", _interrupt)
        assert main(words) == 130
    else:
        assert main(words) == 0


def _interrupt(_: Server) -> None:
    raise KeyboardInterrupt


def test_every_link_leads_to_a_file() -> None:
    """Of those that stay in the project."""
    linked = re.findall(r"\]\((?!http)(?![#])([\w./-]+)\)", README)
    assert len(linked) >= 4
    assert [name for name in linked if not (ROOT / name).exists()] == []


def test_each_exit_code_is_in_the_readme() -> None:
    """And in the help."""
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type)]
    codes = {kind.exit_code for kind in kinds if issubclass(kind, errors.ContentError)}
    assert codes == {1, 2, 3, 4, 5, 6, 7, errors.INTERNAL_ERROR}
    (line,) = (line for line in README.splitlines() if line.startswith("Exit codes:"))
    for code in (0, *codes):
        assert f" {code} " in line
        assert f"  {code} " in EXIT_CODES


def test_what_is_counted_in_words_is_what_there_is(guide: Article) -> None:
    """The tasks, the jurisdictions and the boards of the law; the rules of consistency."""
    changes = (ROOT / "CHANGELOG.md").read_text("utf-8")
    looked_up = [rule for rule in guide.state_rules if rule.place not in ("US-PR", "US-GU", "US-VI")]
    assert "ten tasks in 51 jurisdictions" in README
    assert (len([topic for topic in guide.topics if topic.id != "delegation"]), len(looked_up)) == (10, 51)
    assert "51 jurisdictions on ten tasks" in changes
    assert "the boards to ask in 54" in changes
    assert len({agency.place for agency in guide.agencies}) == 54
    assert "twenty kinds of inconsistency (CC801 to CC820)" in changes
    assert sorted(RULES) == [f"CC8{number:02}" for number in (*range(1, 19), 20)]
