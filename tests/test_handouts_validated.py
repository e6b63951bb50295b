"""Every handout before the independent validators: each layout, preset, paper and format, with and without a program.

Mutated copies go before a validator at the same time: one that sees nothing in them would find no fault with anything.
"""

from pathlib import Path

import mutating
import validation

from cma_content import Article, RenderOptions


def every(suffix: str, handouts: Path, editions: dict[RenderOptions, Path]) -> list[Path]:
    """The handouts with an ending, all of them for one run of a validator; each of the guide once."""
    of_guide = {path.with_suffix(suffix) for path in editions.values()}
    found = [*handouts.glob(f"*{suffix}"), *(path for path in of_guide if path.exists())]
    once = {path.name: path for path in found}
    assert len(once) > 10
    return sorted(once.values())


def split(findings: list[str], ours: list[Path]) -> tuple[list[str], set[tuple[str, str]]]:
    """What was found in our handouts, and the name and rule of each finding in mutated ones."""
    names = {path.name for path in ours}
    parts = [(finding, *finding.split(": ", 2)[:2]) for finding in findings]
    return [whole for whole, name, _ in parts if name in names], {
        (Path(name).stem, rule) for _, name, rule in parts if name not in names
    }


def test_every_pdf_conforms_to_pdf_ua_and_pdf_a(
    handouts: Path, editions: dict[RenderOptions, Path], tmp_path: Path
) -> None:
    """By veraPDF, nothing stands against PDF/UA-1 and PDF/A-2a, on either paper; but against each mutated copy."""
    ours = every(".pdf", handouts, editions)
    mutated = mutating.pdfs(handouts / "kitchen-sink.pdf", tmp_path)
    found, seen = split(validation.verapdf([*ours, *mutated]), ours)

    assert found == []
    assert {name for name, _ in seen} == set(mutating.PDFS)


def test_every_epub_conforms_to_epub(handouts: Path, editions: dict[RenderOptions, Path], tmp_path: Path) -> None:
    """By EPUBCheck, there is neither an error nor a warning; but in each mutated copy."""
    ours = every(".epub", handouts, editions)
    mutated = mutating.books(handouts / "kitchen-sink.epub", tmp_path)
    found, seen = split(validation.epubcheck([*ours, *mutated]), ours)

    assert found == []
    assert {name for name, _ in seen} == set(mutating.BOOKS)


def test_every_book_is_accessible(guide: Article, handouts: Path, tmp_path: Path) -> None:
    """By Ace, there is no violation: whole books, with a program and without, and a sheet; but of each rule."""
    ours = sorted([handouts / f"{guide.id}.epub", *handouts.glob("kitchen-sink-*.epub")])
    assert len(ours) == 3
    (sheet,) = handouts.glob("kitchen-sink-two-sided-*.epub")
    found, seen = split(validation.ace([*ours, mutating.faulty_book(sheet, tmp_path)]), ours)

    assert found == []
    assert set(mutating.BOOK_FAULTS) <= {rule for _, rule in seen}


def test_every_page_is_valid_html(handouts: Path, editions: dict[RenderOptions, Path], tmp_path: Path) -> None:
    """By Nu, there is neither an error nor a warning; but in each mutated copy."""
    ours = every(".html", handouts, editions)
    mutated = mutating.pages(handouts / "kitchen-sink.html", tmp_path)
    found, seen = split(validation.nu([*ours, *mutated]), ours)

    assert found == []
    assert {name for name, _ in seen} == set(mutating.PAGES)


def test_every_page_is_accessible(handouts: Path, editions: dict[RenderOptions, Path], tmp_path: Path) -> None:
    """By axe, there is no violation of WCAG 2.2 AA or of good practice, at any width, in light or dark.

    High contrast is tried on every block there is, large print is the same page at a larger scale, a sheet of one side
    the first half of one of two, and the kitchen sink with a program holds the one without. In a page that is mutated,
    each rule is broken.
    """
    ours = [
        *(path for path in handouts.glob("*.html") if path.name != "kitchen-sink.html"),
        editions[RenderOptions(layout="two-sided")].with_suffix(".html"),
    ]
    assert len(ours) == 5
    faulty = mutating.faulty_page(handouts / "kitchen-sink.html", tmp_path)
    found, seen = split(validation.axe([*ours, faulty]), ours)

    assert found == []
    assert set(mutating.PAGE_FAULTS) <= {rule for _, rule in seen}
