"""What every test may ask for: the guide, the kitchen-sink article, and both as handouts."""

from pathlib import Path

import pytest

from cma_content import Article, Edition, load, publish

ARTICLES = Path(__file__).parent / "articles"


@pytest.fixture(scope="session")
def guide() -> Article:
    """The guide that ships with the package."""
    return load()


@pytest.fixture(scope="session")
def kitchen_sink() -> Article:
    """An article that holds every block, collection and field once."""
    return load(ARTICLES / "kitchen-sink.yaml")


@pytest.fixture(scope="session")
def handouts(guide: Article, kitchen_sink: Article, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of handouts: both articles in every format, and the PDFs on A4 (`*-a4.pdf`) as well."""
    folder = tmp_path_factory.mktemp("handouts")
    for article in (guide, kitchen_sink):
        for made in publish(article, ["pdf"], folder, Edition("a4")):
            assert made.error is None, made.error
            made.path.rename(folder / f"{article.id}-a4.pdf")
        for made in publish(article, ["pdf", "epub", "html", "json"], folder):
            assert made.error is None, made.error
    return folder
