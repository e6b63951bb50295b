"""The choices of a rendering: checked when they are made, and plain data for whoever keeps them."""

import json
import pickle
import subprocess
import sys
from dataclasses import FrozenInstanceError, replace
from typing import Any

import pytest

from cma_content import Article, RenderOptions, build
from cma_content.errors import UsageError
from cma_content.model.program import Program


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"layout": "fact_sheet"}, "there is no layout 'fact_sheet'; did you mean 'fact-sheet'?"),
        ({"layout": None}, "there is no layout None; known: guide, fact-sheet, two-sided"),
        ({"preset": "large"}, "there is no preset 'large'; did you mean 'large-print'?"),
        ({"paper": "A4"}, "there is no paper 'A4'; did you mean 'a4'?"),
        ({"paper": "foolscap"}, "there is no paper 'foolscap'; known: letter, a4"),
        ({"audience": "students"}, "there is no audience 'students'; did you mean 'student'?"),
        ({"audience": ()}, "audience must name at least one of student, instructor"),
        ({"audience": 3}, "audience must be a name or several, not 3"),
        ({"audience": ("student", 3)}, "audience must be a name or several"),
        ({"region": 98101}, "region must be a code or a name, not 98101"),
        ({"omit": 3}, "omit must be a name or several, not 3"),
        ({"program": "nowhere.yaml"}, "program must be a Program, as load_program gives it, not 'nowhere.yaml'"),
    ],
    ids=str,
)
def test_a_wrong_value_is_answered_with_the_nearest(wrong: dict[str, Any], message: str) -> None:
    """Before any article is at hand; as plain data too."""
    with pytest.raises(UsageError) as direct:
        RenderOptions(**wrong)
    with pytest.raises(UsageError) as plain:
        RenderOptions.from_dict(wrong)
    assert str(direct.value).startswith(message)
    assert str(plain.value) == str(direct.value)


def test_ids_are_checked_against_the_article(kitchen_sink: Article) -> None:
    """Of sections in a guide, of parts on a sheet."""
    with pytest.raises(UsageError, match="there is no section 'mony'; did you mean 'money'"):
        build(kitchen_sink, RenderOptions(omit=("mony",)))
    with pytest.raises(UsageError, match="there is no part of the fact sheet 'money'; known: numbers, picked"):
        build(kitchen_sink, RenderOptions(layout="two-sided", omit=("money",)))
    with pytest.raises(UsageError, match="no region 'Texs'; did you mean 'Texas'"):
        build(kitchen_sink, RenderOptions(region="Texs"))


def test_what_is_not_wanted_is_not_printed(kitchen_sink: Article) -> None:
    """A section, or a part of a sheet; it did not fall out for want of room."""
    guide = build(kitchen_sink, RenderOptions(omit=("money",)))
    sheet = build(kitchen_sink, RenderOptions(layout="fact-sheet", omit=("picked",)))

    assert [part.id for part in guide.sections] == ["text", "lists", "set"]
    assert [part.id for part in sheet.sections] == ["numbers", "chart"]
    assert (guide.left_out, sheet.left_out) == ((), ())


def test_choices_that_mean_the_same_are_equal() -> None:
    """In any order, named twice, or one name without brackets."""
    both = RenderOptions(audience=("student", "instructor"), omit=("b", "a"))

    assert both == RenderOptions(audience=("instructor", "student", "student"), omit=("a", "b", "b"))
    assert hash(both) == hash(replace(both))
    assert RenderOptions(audience="instructor").audience == ("instructor",)  # type: ignore[arg-type]
    with pytest.raises(FrozenInstanceError):
        both.paper = "a4"  # type: ignore[misc]


def test_choices_come_back_from_plain_data(nowhere: Program) -> None:
    """Through JSON and pickle, with a program and without."""
    full = RenderOptions("a4", "two-sided", "high-contrast", "TX", ("instructor",), nowhere, ("picked",))
    for options in (RenderOptions(), full):
        again = RenderOptions.from_dict(json.loads(json.dumps(options.to_dict())))
        assert (again, hash(again)) == (options, hash(options))
        assert pickle.loads(pickle.dumps(options)) == options  # noqa: S301 - our own bytes
    assert RenderOptions.from_dict({"paper": "a4"}) == RenderOptions("a4")
    with pytest.raises(UsageError, match="no option 'layuot'; did you mean 'layout'"):
        RenderOptions.from_dict({"layuot": "guide"})
    with pytest.raises(UsageError, match=r"program\.name: "):
        RenderOptions.from_dict({"program": {"schema_version": "1.0", "id": "a"}})


def test_choices_wait_for_no_model() -> None:
    """Whoever names options has not loaded an article yet."""
    program = (
        "import sys, types\nimport importlib.util as util\n"
        "package = types.ModuleType('cma_content')\n"
        "package.__path__ = [*util.find_spec('cma_content').submodule_search_locations]\n"
        "before = {name for name in sys.modules if name.startswith('cma_content')}\n"
        "for name in before: del sys.modules[name]\n"
        "sys.modules['cma_content'] = package\n"
        "from cma_content.handout.options import RenderOptions\nRenderOptions.from_dict({'paper': 'a4'})\n"
        "print(*(name for name in sys.modules if name.startswith(('cma_content.model.', 'pydantic', 'yaml'))))"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)

    assert result.stdout.split() == ["cma_content.model.audience"]
