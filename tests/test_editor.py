"""What an editor says that reads the published schema: the same as the loader, in all that a schema can say."""

import re
import subprocess
import sys
from contextlib import suppress
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args

import jsonschema
import pytest
import yaml

from cma_content import Article, ArticleError, Problem, load
from cma_content.cli import main
from cma_content.diagnostics import rules
from cma_content.loading.loader import load_program
from cma_content.loading.templates import SCHEMAS, TEMPLATES, full, started
from cma_content.model.json_schema import Kind, schema, schema_text
from cma_content.testing.articles import KITCHEN_SINK

HERE = Path(__file__).parent
GOOD = [
    *sorted((HERE / "good").glob("[!_]*.yaml")),
    KITCHEN_SINK,
    *sorted((HERE / "programs").glob("*.yaml")),
]
BROKEN = sorted((HERE / "broken").glob("[!_]*.yaml"))
# Every other rule is one of YAML's own, or asks for more than one value at a time: ids, order, other files, markup.
EXPRESSED = {
    rule.code
    for rule in (
        rules.EMPTY,
        rules.INCLUDE,
        rules.NEWER_SCHEMA,
        rules.NOT_A_MAPPING,
        rules.MISSING,
        rules.UNKNOWN_FIELD,
        rules.KIND,
        rules.NUMBER,
        rules.DATE,
        rules.CHOICE,
        rules.BLOCK_TYPE,
        rules.NO_TYPE,
        rules.PATTERN,
        rules.LENGTH,
        rules.RANGE,
        rules.ONE_LINE,
    )
}
SHIPPED = [HERE.parent / "data" / "cma_content_data" / name for name in SCHEMAS.values()]
UNSEEN = {
    "edition-year": "the form of text holds no unquoted number",
    "include-itself": "a schema knows no name of a file",
    "number-scientific": "1e3 is a number to YAML",
    "period-impossible": "a pattern knows no calendar",
    "score-over-its-scale": "the schema of a figure does not depend on its unit",
    "share-over-all": "the schema of a figure does not depend on its unit",
    "text-of-spaces": "a schema counts spaces",
}


class Typed(yaml.CSafeLoader):
    """Scalars typed by the core schema of YAML 1.2, as the language server of editors does it."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 - PyYAML's own

    def number(self, node: yaml.Node) -> int | float:
        """No octal numbers, no sixties, no underscores."""
        return float(node.value) if set(node.value) & set(".eE") else int(node.value)


for tag, pattern in {
    "null": r"~|null|Null|NULL|",
    "bool": r"true|True|TRUE|false|False|FALSE",
    "int": r"[-+]?[0-9]+",
    "float": r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?",
}.items():
    Typed.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), None)
Typed.add_constructor("tag:yaml.org,2002:int", Typed.number)
Typed.add_constructor("tag:yaml.org,2002:float", Typed.number)


def kind_of(path: Path) -> Kind:
    """What a file of the tests holds."""
    return "program" if path.parent.name == "programs" or path.name.startswith("program-") else "article"


@cache
def validator(kind: Kind) -> jsonschema.Draft202012Validator:
    """The schema at work, dates included."""
    return jsonschema.Draft202012Validator(schema(kind), format_checker=jsonschema.FormatChecker())


def editor(text: str, kind: Kind) -> list[str]:
    """What an editor says of `text`."""
    data = yaml.load(text, Typed)  # noqa: S506 - a safe loader
    return [error.message for error in validator(kind).iter_errors(data)]


@cache
def whole(folder: Path) -> Article:
    """The article that the programs of a folder are laid over."""
    return load(folder / "_whole.yaml" if folder.name == "broken" else KITCHEN_SINK)


def loader(path: Path) -> list[Problem]:
    """The problems that the loader finds."""
    try:
        if kind_of(path) == "program":
            load_program(path, whole(path.parent))
        else:
            load(path)
    except ArticleError as error:
        return list(error.problems)
    return []


def test_the_schema_is_one_of_its_draft() -> None:
    """JSON Schema 2020-12, with regular expressions of ECMA-262, which is what editors have."""
    for kind in get_args(Kind):
        jsonschema.Draft202012Validator.check_schema(schema(kind))
    command = [sys.executable, "-m", "check_jsonschema", "--check-metaschema", *map(str, SHIPPED)]
    result = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)

    assert result.returncode == 0, result.stdout


def test_an_expression_that_only_python_knows_is_found(tmp_path: Path) -> None:
    """So that the check above means something: a quotation mark needs no backslash."""
    wrong = SHIPPED[0].read_text("utf-8").replace(r"https?://\\S+$", r"https?://\\\"+$")
    assert wrong != SHIPPED[0].read_text("utf-8")
    (tmp_path / "wrong.json").write_text(wrong, "utf-8")
    command = [sys.executable, "-m", "check_jsonschema", "--check-metaschema", str(tmp_path / "wrong.json")]
    result = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)

    assert "is not a 'regex'" in result.stdout


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_a_good_file_is_good_to_both(path: Path) -> None:
    """However it is typed."""
    assert loader(path) == []
    assert editor(path.read_text("utf-8-sig"), kind_of(path)) == []


@pytest.mark.parametrize(
    "contact",
    [
        *(
            "phone: 911",
            "phone: 555-0100 X12",
            "phone: '(+1) 555 0100, ext. 12'",
            "phone: '12'",
            "phone: 555-0100 ext.",
        ),
        *("email: ask@münchen.example", "email: ask@münchen"),
    ],
)
def test_a_contact_is_good_or_broken_to_both(contact: str, tmp_path: Path) -> None:
    """However people write a number."""
    path = tmp_path / "program-contact.yaml"
    path.write_text(f'schema_version: "1.0"\nid: p\nname: P\ncontact:\n  lines: [A]\n  {contact}\n', "utf-8")
    try:
        load_program(path, whole(HERE / "programs"))
        taken = True
    except ArticleError:
        taken = False

    assert taken == (editor(path.read_text("utf-8"), "program") == [])


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_broken_file_is_broken_to_both(path: Path) -> None:
    """In all that a schema can say."""
    try:
        output = editor(path.read_text("utf-8"), kind_of(path))
    except (yaml.YAMLError, UnicodeDecodeError):
        return  # The editor tells that it is no YAML before it asks the schema.
    reported = loader(path)
    expressed = {problem.rule.code for problem in reported if problem.file == str(path)} & EXPRESSED

    assert reported or not output, output
    assert output or not expressed or path.stem in UNSEEN
    assert not (output and path.stem in UNSEEN)


def test_an_editor_tells_many_faults_while_they_are_typed() -> None:
    """The files above are not all left to the loader."""
    reported = 0
    for path in BROKEN:
        with suppress(yaml.YAMLError, UnicodeDecodeError):
            reported += bool(editor(path.read_text("utf-8"), kind_of(path)))

    assert reported > 60


def test_the_files_that_ship_hold(guide: object) -> None:
    """The guide, the templates and the examples, as they are typed."""
    assert guide
    shipped = (files("cma_content_data") / "clinical-medical-assistant.yaml").read_text("utf-8")
    everything = full(datetime.now(UTC).date())[""].decode()
    texts: list[tuple[str, Kind]] = [(shipped, "article"), (everything, "article")]
    texts += [(text, kind) for kind, text in TEMPLATES.items()]
    for text, kind in texts:
        assert editor(text, kind) == []
        assert text.startswith(f"# yaml-language-server: $schema={SCHEMAS[kind]}\n")
    examples = sorted((HERE.parent / "examples" / "programs").glob("*.yaml"))
    assert len(examples) >= 5
    assert [path.name for path in examples if editor(path.read_text("utf-8"), "program")] == []


@pytest.mark.parametrize("kind", get_args(Kind))
def test_a_file_s_first_line_finds_the_schema(kind: Kind, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It lies beside the guide, and `new` writes it beside an author's own, with no network."""
    assert main(["new", kind, str(tmp_path / "mine.yaml")]) == 0
    written = (tmp_path / "mine.yaml").read_text("utf-8")
    assert written == started(kind, datetime.now(UTC).date())
    undated = re.compile(r"(?m)^(reviewed|next_review_due): \S+")
    assert undated.sub("", written) == undated.sub("", TEMPLATES[kind])
    for folder in (files("cma_content_data"), tmp_path):
        assert (folder / SCHEMAS[kind]).read_text("utf-8") == schema_text(kind)
    capsys.readouterr()
    assert main(["schema"]) == 0

    assert capsys.readouterr().out == schema_text()


def test_a_schema_that_lies_there_is_left_as_it_is(tmp_path: Path) -> None:
    """It may be another's."""
    (tmp_path / "article.schema.json").write_text("{}", "utf-8")

    assert main(["new", "article", str(tmp_path / "mine.yaml")]) == 0
    assert (tmp_path / "article.schema.json").read_text("utf-8") == "{}"


def test_every_field_has_words_for_an_editor_to_show() -> None:
    """As it is typed, or chosen from a list; only the type of a block speaks for itself."""
    records: dict[str, Any] = {}
    for kind in get_args(Kind):
        records |= {kind: schema(kind), **schema(kind)["$defs"]}
    fields = {
        f"{record}.{name}": field for record, form in records.items() for name, field in form["properties"].items()
    }
    assert len(fields) > 150

    assert [name for name, field in fields.items() if "const" not in field and not field.get("description")] == []
