"""A full article to start from, and a complete guide of another occupation: every block, collection and format."""

import io
import json
import re
import subprocess
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final, get_args

import pikepdf
import pytest
from pydantic import BaseModel

from cma_content import Article, RenderOptions, load
from cma_content.checking.check import check
from cma_content.cli import main
from cma_content.exporting.registry import available
from cma_content.handout.options import Layout
from cma_content.loading.loader import read_article
from cma_content.loading.templates import PICTURE, full
from cma_content.model.blocks import Block, View
from cma_content.model.fact_sheet import Excerpt, Pick, SheetPart
from cma_content.publishing.publisher import publish

BAKER: Final = Path(__file__).parent / "articles" / "baker.yaml"
DAY: Final = date(2026, 1, 15)
OURS: Final = re.compile(r"medical|clinical", re.IGNORECASE)
FORMATS: Final = ("docx", "epub", "html", "json", "md", "pdf")


@pytest.fixture(name="template", scope="module")
def _template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The full article as `new` writes it."""
    folder = tmp_path_factory.mktemp("full")
    for name, content in full(DAY).items():
        (folder / (name or "mine.yaml")).write_bytes(content)
    return folder / "mine.yaml"


def kinds(union: Any) -> set[type]:
    """The types of a union, or of a union in what annotates it."""
    held = get_args(union)
    return set().union(*map(kinds, held)) if held else {union} if isinstance(union, type) else set()


def records(value: object) -> Iterator[BaseModel]:
    """Every record in a value."""
    if isinstance(value, BaseModel):
        yield value
        value = tuple(value.__dict__.values())
    if isinstance(value, tuple):
        for item in value:
            yield from records(item)


@pytest.mark.parametrize("which", ["template", "baker"])
def test_every_block_and_collection_is_in_it(which: str, template: Path) -> None:
    """As the model has them, so that a new one is missing here; a program is laid over an article by its own file."""
    article = load(template if which == "template" else BAKER)
    blocks = {type(block) for block in records((article.sections, article.fact_sheet))}
    needed = {kind for kind in kinds(Block) if issubclass(kind, BaseModel)} | {Excerpt, Pick, SheetPart}
    views = {block.of for block in records(article.sections) if isinstance(block, View)}
    fields = {name for name in Article.model_fields if getattr(article, name)}

    assert len(needed) > 20
    assert needed <= blocks
    assert views == {*get_args(View.model_fields["of"].annotation)}
    assert set(Article.model_fields) - fields <= {"program", "reviewers"}


def test_a_full_article_is_sound_as_it_is_written(template: Path) -> None:
    """Without a warning, on the day that it is written."""
    report = check(read_article(template), as_of=DAY)

    assert [problem.message for problem in report.problems] == []
    assert report.acknowledged == 1


def test_a_full_article_is_written_beside_what_it_needs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its picture and the schema that its first line names; what is there already stays as it is."""
    monkeypatch.chdir(tmp_path)
    Path(PICTURE).write_bytes(b"mine")
    assert main(["new", "article", "--full", "mine.yaml"]) == 0
    text = Path("mine.yaml").read_text("utf-8")

    assert Path(PICTURE).read_bytes() == b"mine"
    assert text.startswith("# yaml-language-server: $schema=article.schema.json\n")
    assert json.loads(Path("article.schema.json").read_bytes())["title"] == "Article"
    assert f"reviewed: {datetime.now(UTC).year}" in text
    assert main(["new", "program", "--full", "p.yaml"]) == 2
    assert "--full is for an article" in capsys.readouterr().err


def readable(content: bytes) -> Iterator[str]:
    """Whatever can be read in a file: its bytes, those of the files in it, and the text and data of a PDF."""
    yield content.decode("utf-8", "replace")
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            for part in parts.namelist():
                yield part
                yield parts.read(part).decode("utf-8", "replace")
    if content.startswith(b"%PDF"):
        plain = io.BytesIO()
        with pikepdf.open(io.BytesIO(content)) as pdf:
            pdf.save(
                plain,
                stream_decode_level=pikepdf.StreamDecodeLevel.all,
                object_stream_mode=pikepdf.ObjectStreamMode.disable,
            )
        for encoding in ("latin-1", "utf-16-be"):
            yield plain.getvalue().decode(encoding, "replace")
        yield plain.getvalue()[1:].decode("utf-16-be", "replace")
        command = ["pdftotext", "-", "-"]
        yield subprocess.run(command, input=content, capture_output=True, check=True).stdout.decode()


@pytest.mark.parametrize("layout", get_args(Layout))
def test_a_guide_of_another_occupation_says_nothing_of_ours(layout: Layout, tmp_path: Path) -> None:
    """In no format and no layout, neither in print nor for machines; nor do the names of its files."""
    assert {*FORMATS} <= {*available()}
    options = RenderOptions(layout=layout, region="Toronto" if layout == "two-sided" else "")
    published = publish(load(BAKER), FORMATS, tmp_path, options)
    assert published.failed == ()
    assert len(published.files) == len(FORMATS)

    for path in tmp_path.iterdir():
        for text in (path.name, *readable(path.read_bytes())):
            assert OURS.findall(text) == [], path.name
        assert layout != "guide" or path.suffix == ".pdf" or "made up" in "".join(readable(path.read_bytes()))


@pytest.mark.parametrize("kind", ["article", "program"])
def test_the_schemas_say_nothing_of_ours(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    """As the command prints them."""
    assert main(["schema", kind]) == 0

    assert OURS.findall(capsys.readouterr().out) == []
