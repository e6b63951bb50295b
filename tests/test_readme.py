"""The documents say what is so."""

import re
from pathlib import Path

import pytest

from cma_content import Article, ArticleError, load_text
from cma_content.cli import main
from cma_content.diagnostics.reports import as_text
from cma_content.loading.templates import ARTICLE

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def test_the_readme_is_short() -> None:
    """At most 120 lines."""
    assert len(README.splitlines()) <= 120


def test_the_library_example_runs(capsys: pytest.CaptureFixture[str]) -> None:
    """As it stands."""
    (example,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    names: dict[str, object] = {}
    exec(example, names)  # noqa: S102 - our own README

    assert isinstance(names["guide"], Article)
    assert isinstance(names["page"], bytes)
    assert "39520 2025-05" in capsys.readouterr().out


def test_the_problem_shown_is_what_is_printed() -> None:
    """The scaffold with one letter missing."""
    (shown,) = re.findall(r"```\n(error.*?)\n```", README, re.DOTALL)
    with pytest.raises(ArticleError) as caught:
        load_text(ARTICLE.replace("<fact:example-hours>", "<fact:exmple-hours>"), name="my-article.yaml")

    assert as_text(caught.value.problems) == shown


def test_every_command_named_exists(capsys: pytest.CaptureFixture[str]) -> None:
    """And every file that is linked."""
    commands = set(re.findall(r"python -m cma_content (\w+)", README))
    assert commands == {"check", "explain", "export", "identify", "new", "schema", "verify"}
    for command in commands:
        with pytest.raises(SystemExit, match="0"):
            main([command, "--help"])
    assert capsys.readouterr().out
    linked = re.findall(r"\]\((?!http)(?![#])([\w./-]+)\)", README)
    assert len(linked) >= 4
    assert [name for name in linked if not (ROOT / name).exists()] == []


def test_the_exporter_of_the_guide_to_contributing_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kitchen_sink: Article
) -> None:
    """The worked example, installed as written."""
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    (module,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    (project,) = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
    (points,) = re.findall(r"(cards = .*)\n", project)
    (tmp_path / "cma_content_cards.py").write_text(module, "utf-8")
    info = tmp_path / "cma_content_cards-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: cma-content-cards\nVersion: 1.0\n", "utf-8")
    (info / "entry_points.txt").write_text(f"[cma_content.exporters]\n{points.replace(chr(34), '')}\n", "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    from cma_content import export

    assert export(kitchen_sink, "cards").startswith(b"Is it nursing?\tNo.")
