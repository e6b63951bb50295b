"""What ships, and what the tests call good, is valid to a strict parser of YAML 1.2, as other tools use it."""

from importlib.resources import files
from pathlib import Path

import pytest
import yaml_rs

from cma_content.loading.templates import TEMPLATES

ROOT = Path(__file__).parent.parent
PATHS = sorted(
    path
    for pattern in (
        "data/cma_content_data/*.yaml",
        "examples/**/*.yaml",
        "tests/articles/*.yaml",
        "tests/good/*.yaml",
        "tests/programs/*.yaml",
    )
    for path in ROOT.glob(pattern)
)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name)
def test_a_good_file_is_yaml_1_2(path: Path) -> None:
    """Whoever reads it."""
    assert isinstance(yaml_rs.loads(path.read_text("utf-8-sig")), dict)


def test_the_guide_and_the_templates_are_yaml_1_2() -> None:
    """The guide is among the files; the templates are what `new` writes."""
    assert {path.name for path in PATHS} >= {
        one.name for one in files("cma_content_data").iterdir() if "yaml" in one.name
    }
    for text in TEMPLATES.values():
        assert isinstance(yaml_rs.loads(text), dict)


@pytest.mark.parametrize("text", ["a: [x, -]\n", "a: [x, - ]\n", "a:\n\tb: 1\n", "{a: b, c: d\n  e: f}\n"])
def test_the_parser_is_strict(text: str) -> None:
    """PyYAML takes some of these."""
    with pytest.raises(yaml_rs.YAMLDecodeError):
        yaml_rs.loads(text)
