"""Every handout before the independent judges: each layout, preset, paper and format, with and without a program."""

from pathlib import Path

import judging

from cma_content import Article, Edition


def every(suffix: str, handouts: Path, editions: dict[Edition, Path]) -> list[Path]:
    """The handouts with an ending, all of them for one run of a judge."""
    of_guide = {path.with_suffix(suffix) for path in editions.values()}
    found = sorted([*handouts.glob(f"*{suffix}"), *(path for path in of_guide if path.exists())])
    assert len(found) > 10
    return found


def test_every_pdf_conforms_to_pdf_ua(handouts: Path, editions: dict[Edition, Path]) -> None:
    """Judged by veraPDF, nothing stands against PDF/UA-1, on either paper."""
    assert judging.verapdf(every(".pdf", handouts, editions)) == []


def test_every_epub_conforms_to_epub(handouts: Path, editions: dict[Edition, Path]) -> None:
    """Judged by EPUBCheck, there is neither an error nor a warning."""
    assert judging.epubcheck(every(".epub", handouts, editions)) == []


def test_every_book_is_accessible(guide: Article, handouts: Path) -> None:
    """Judged by Ace, there is no violation: whole books, with a program and without, and a sheet."""
    books = sorted([handouts / f"{guide.id}.epub", *handouts.glob("kitchen-sink-*.epub")])
    assert len(books) == 3

    assert judging.ace(books) == []


def test_every_page_is_valid_html(handouts: Path, editions: dict[Edition, Path]) -> None:
    """Judged by Nu, there is neither an error nor a warning."""
    assert judging.nu(every(".html", handouts, editions)) == []


def test_every_page_is_accessible(handouts: Path, editions: dict[Edition, Path]) -> None:
    """Judged by axe, there is no violation of WCAG 2.2 AA or of good practice, at any width, in light or dark.

    Large print is the same page at a larger scale, and a sheet of one side the first half of one of two.
    """
    pages = [
        *handouts.glob("*.html"),
        *(
            path.with_suffix(".html")
            for edition, path in editions.items()
            if edition in (Edition(preset="high-contrast"), Edition(layout="two-sided"))
        ),
    ]
    assert len(pages) == 6

    assert judging.axe(sorted(pages)) == []
