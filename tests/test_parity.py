"""Every format says what the handout says: every string once, in order, in its role."""

import functools
from collections.abc import Container
from pathlib import Path

import pytest
from generating import generated
from parity import (
    Said,
    contents_title,
    of_docx,
    of_epub,
    of_handout,
    of_html,
    of_markdown,
    of_pdf,
    squeezed,
    stacked_in,
)

from cma_content import Article, RenderOptions
from cma_content.exporting.fitting import fit
from cma_content.exporting.registry import get_exporter
from cma_content.handout import Handout, build
from cma_content.model.program import Program

READERS = {
    "docx": of_docx,
    "epub": of_epub,
    "html": of_html,
    "md": lambda path: of_markdown(path.read_text("utf-8")),
    "pdf": of_pdf,
}


# Looking through all that is installed takes longer than most exports.
exporter = functools.cache(get_exporter)


def drawn(handout: Handout, name: str, folder: Path) -> Path:
    """The handout in a format."""
    path = folder / f"{handout.name}.{name}"
    path.write_bytes(exporter(name).export(handout))
    return path


def asked_of(name: str, handout: Handout, *, stacked: Container[str] = ()) -> Said:
    """What a format must say: Markdown draws nothing."""
    return of_handout(handout, pictures=name != "md", stacked=stacked)


def said_in(path: Path, handout: Handout) -> Said:
    """What the handout says in a file, its list of contents left out."""
    return without_contents(READERS[path.suffix[1:]](path), handout)


def without_contents(said: Said, handout: Handout) -> Said:
    """What is said, but for the heading of the list of contents."""
    return [pair for pair in said if pair != ("h2", squeezed(contents_title(handout)))]


@pytest.mark.parametrize("name", READERS)
def test_the_guide_is_said_in_every_format(name: str, guide: Article, handouts: Path, said_in_print: Said) -> None:
    """Over a thousand strings."""
    handout = build(guide)
    path = handouts / f"{guide.id}.{name}"
    said = without_contents(said_in_print, handout) if name == "pdf" else said_in(path, handout)
    assert len(said) > 1000

    assert said == asked_of(name, handout, stacked=stacked_in(said))


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize(
    "edition",
    [
        RenderOptions(),
        RenderOptions("a4", preset="large-print", audience=("instructor", "student"), region="TX"),
        RenderOptions(layout="two-sided", preset="high-contrast"),
    ],
    ids=lambda edition: f"{edition.layout}-{edition.preset}",
)
@pytest.mark.parametrize("branded", [False, True], ids=["plain", "branded"])
def test_every_block_is_said_in_every_format(
    name: str, edition: RenderOptions, branded: bool, kitchen_sink: Article, nowhere: Program, tmp_path: Path
) -> None:
    """In each layout and preset, with a program's own words and without."""
    handout = fit(kitchen_sink.with_program(nowhere if branded else None), edition, exporter(name))
    said = said_in(drawn(handout, name, tmp_path), handout)
    message = asked_of(name, handout, stacked=stacked_in(said))
    assert len(message) > 20

    assert said == message


@pytest.mark.parametrize("seeds", [range(50), range(50, 100)], ids=str)
def test_a_hundred_other_articles_are_said_in_every_format(
    seeds: range, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Made by chance, of every kind of block, with text that is hard to carry."""
    # Pictures that say nothing more take longer to paint than the rest to write.
    monkeypatch.setattr("cma_content_epub.binding.draw_cover", lambda _: b"")
    monkeypatch.setattr("cma_content_docx.drawing.Image.Image.quantize", lambda image, _: image.resize((1, 1)))
    for seed in seeds:
        handout = build(generated(seed))
        for name in ("docx", "epub", "html", "md"):
            said = said_in(drawn(handout, name, tmp_path), handout)
            message = asked_of(name, handout, stacked=stacked_in(said))
            assert said == message, (seed, name)


def test_other_articles_are_said_in_print(tmp_path: Path) -> None:
    """A few of the hundred, for time's sake."""
    for seed in range(0, 200, 40):
        handout = build(generated(seed))
        said = said_in(drawn(handout, "pdf", tmp_path), handout)
        assert said == of_handout(handout, stacked=stacked_in(said)), seed
