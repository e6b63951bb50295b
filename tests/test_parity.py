"""Every format says what the handout says: every string once, in order, in its role."""

from pathlib import Path

import pytest
from parity import Said, of_epub, of_handout, of_html

from cma_content import Article, build


@pytest.fixture(params=["guide", "kitchen_sink"], name="article")
def _article(request: pytest.FixtureRequest) -> Article:
    article: Article = request.getfixturevalue(request.param)
    return article


@pytest.fixture(name="said")
def _said(article: Article) -> Said:
    said = of_handout(build(article))
    assert len(said) > 50
    return said


def test_the_page_says_what_the_handout_says(article: Article, said: Said, handouts: Path) -> None:
    """As an HTML parser reads it."""
    assert of_html(handouts / f"{article.id}.html") == said


def test_the_book_says_what_the_handout_says(article: Article, said: Said, handouts: Path) -> None:
    """As an XML parser reads its files in the order of the spine."""
    assert of_epub(handouts / f"{article.id}.epub") == said
