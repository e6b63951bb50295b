"""The documents say what is so."""

import re
from pathlib import Path

import pages
import pytest

from cma_content import Article, ArticleError, errors, load_text
from cma_content.checking.consistency import RULES
from cma_content.cli.arguments import EXIT_CODES
from cma_content.diagnostics.reports import as_text
from cma_content.loading.templates import ARTICLE

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def test_the_readme_is_short() -> None:
    """At most 120 lines."""
    assert len(README.splitlines()) <= 120


def test_what_the_readme_says_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its example and every command, as they stand and in their order, in an empty folder."""
    names = pages.run(README, tmp_path, monkeypatch, capsys)

    assert isinstance(names["guide"], Article)
    assert isinstance(names["page"], bytes)
    assert len(list((tmp_path / "handouts").glob("clinical-medical-assistant.*"))) >= 4


def test_the_problem_shown_is_what_is_printed() -> None:
    """The scaffold with one letter missing."""
    (shown,) = re.findall(r"```\n(error.*?)\n```", README, re.DOTALL)
    with pytest.raises(ArticleError) as caught:
        load_text(ARTICLE.replace("<fact:example-hours>", "<fact:exmple-hours>"), name="my-article.yaml")

    assert as_text(caught.value.problems) == shown


def test_every_link_leads_to_a_file() -> None:
    """Of those that stay in the project."""
    linked = re.findall(r"\]\((?!http)(?![#])([\w./-]+)\)", README)
    assert len(linked) >= 4
    assert [name for name in linked if not (ROOT / name).exists()] == []


def test_each_exit_code_is_in_the_help() -> None:
    """From which the page of exit codes is written."""
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type)]
    codes = {kind.exit_code for kind in kinds if issubclass(kind, errors.ContentError)}
    assert codes == {1, 2, 3, 4, 5, 6, 7, errors.INTERNAL_ERROR}
    for code in (0, *codes):
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
