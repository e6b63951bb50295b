"""The guide's own handouts, before the independent judges."""

from pathlib import Path

import judging


def test_every_pdf_conforms_to_pdf_ua(handouts: Path) -> None:
    """Judged by veraPDF, nothing stands against PDF/UA-1, on either paper."""
    files = sorted(handouts.glob("*.pdf"))
    assert files

    assert judging.verapdf(files) == []


def test_every_epub_conforms_to_epub(handouts: Path) -> None:
    """Judged by EPUBCheck, there is neither an error nor a warning."""
    files = sorted(handouts.glob("*.epub"))
    assert files

    assert judging.epubcheck(files) == []


def test_every_page_is_valid_html(handouts: Path) -> None:
    """Judged by Nu, there is neither an error nor a warning."""
    files = sorted(handouts.glob("*.html"))
    assert files

    assert judging.nu(files) == []


def test_every_page_is_accessible(handouts: Path) -> None:
    """Judged by axe, there is no violation of WCAG 2.2 AA or of good practice, at any width, in light or dark."""
    files = sorted(handouts.glob("*.html"))
    assert files

    assert judging.axe(files) == []
