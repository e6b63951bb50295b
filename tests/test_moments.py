"""What a file says of the day that its content is from."""

import io
import re
import zipfile
from datetime import UTC, date, datetime

import pytest
from pydantic import BaseModel

from cma_content import Article, export
from cma_content.rendering.moments import midnight


@pytest.mark.parametrize(("form", "part"), [("docx", "docProps/core.xml"), ("epub", "EPUB/content.opf")])
def test_a_year_before_1000_has_four_digits(kitchen_sink: Article, form: str, part: str) -> None:
    """On every system, or EPUBCheck and Word find no date."""
    # The model's own copy would look at the other dates.
    early = BaseModel.model_copy(kitchen_sink, update={"reviewed": date(203, 1, 2)})
    with zipfile.ZipFile(io.BytesIO(export(early, form))) as made:
        text = made.read(part).decode()

    assert set(re.findall(r"dcterms:(?:created|modified)\b[^>]*>([^<]+)<", text)) == {"0203-01-02T00:00:00Z"}


def test_it_is_the_beginning_of_the_day_in_utc() -> None:
    """For a library that reads more of it than its print."""
    assert midnight(date(2026, 11, 27)) == datetime(2026, 11, 27, tzinfo=UTC)
