"""What the project says of itself and how it is released: the files of its root and of `.github`."""

import csv
import itertools
import json
import re
import shutil
import subprocess
import sys
import tomllib
from importlib import resources
from pathlib import Path
from typing import get_args

import jsonschema
import pytest
import yaml
from packaging.specifiers import SpecifierSet
from validation import actionlint

from cma_content import Article
from cma_content.design.tokens import Preset
from cma_content.handout.options import Layout, Paper
from cma_content.publishing.roster import load_roster

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
CITATION = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
GOVERNANCE = (ROOT / "GOVERNANCE.md").read_text("utf-8")
PAGES = ("CODE_OF_CONDUCT.md", "GOVERNANCE.md", "RELEASING.md", "SECURITY.md")
WORKFLOWS = {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in (ROOT / ".github/workflows").glob("*.yml")}
FORMS = [path for path in (ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml") if path.stem != "config"]
SCHEMAS = {
    "CITATION.cff": "citation-file-format",
    ".github/dependabot.yml": "dependabot",
    ".github/ISSUE_TEMPLATE/config.yml": "github-issue-config",
    **{str(path.relative_to(ROOT)): "github-issue-forms" for path in FORMS},
    **{f".github/workflows/{name}.yml": "github-workflows" for name in WORKFLOWS},
}


def tool(name: str, *arguments: str) -> str:
    """What a linter of the group `lint` prints where it finds something; empty where it does not."""
    program = shutil.which(name, path=str(Path(sys.executable).parent))
    if not program:
        pytest.skip(f"{name} is not installed; it is in the group lint")
    done = subprocess.run([program, *arguments], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    return done.stdout + done.stderr if done.returncode else ""


@pytest.mark.parametrize("file", SCHEMAS)
def test_a_file_for_others_is_of_its_schema(file: str) -> None:
    """As check-jsonschema ships them."""
    pytest.importorskip("check_jsonschema")
    folder = resources.files("check_jsonschema.builtin_schemas") / "vendor"
    schema = json.loads((folder / f"{SCHEMAS[file]}.json").read_text("utf-8"))
    data = yaml.safe_load((ROOT / file).read_text("utf-8"))
    kind = jsonschema.validators.validator_for(schema)
    if isinstance(data, dict) and True in data:
        # "on" is true to YAML 1.1.
        data["on"] = data.pop(True)

    assert [error.message for error in kind(schema).iter_errors(data)] == []


def test_zizmor_finds_nothing() -> None:
    """In any of the files that a runner follows, whoever reads them: all actions are pinned by their commits."""
    assert tool("zizmor", "--offline", "--no-progress", "--strict-collection", "--persona=auditor", ".github") == ""


def test_hadolint_finds_nothing() -> None:
    """What is passed over has its reason beside it."""
    assert tool("hadolint", "Dockerfile") == ""


def test_actionlint_finds_nothing() -> None:
    """In either workflow."""
    assert actionlint(".github/workflows/*.yml") == ""


def test_what_is_published_was_tested_and_attested() -> None:
    """Built once; each job waits for the one before, and none that runs code of ours may write anything."""
    jobs = WORKFLOWS["release"]["jobs"]
    order = ["build", "test", "attest", "index", "page"]
    writing = {name for name, job in jobs.items() if "write" in job["permissions"].values()}

    assert [*jobs] == order
    assert [jobs[name]["needs"] for name in order[1:]] == order[:-1]
    assert WORKFLOWS["release"]["permissions"] == {}
    assert writing == {"attest", "index", "page"}
    assert [name for name in order if "actions/checkout" in str(jobs[name])] == ["build", "test"]
    assert [name for name in order if "./run release" in str(jobs[name])] == ["build"]
    assert "environment" in jobs["index"]


def test_every_version_of_python_that_is_named_is_tested() -> None:
    """By CI, on Linux; on macOS and Windows the oldest and the newest."""
    named = sorted(
        (found[1] for line in PROJECT["classifiers"] if (found := re.search(r":: (3\.\d+)$", line))),
        key=lambda version: int(version[2:]),
    )
    jobs = WORKFLOWS["ci"]["jobs"]
    python = {name: jobs[name]["strategy"]["matrix"]["python"] for name in ("locked", "mac", "windows")}

    assert all(version in SpecifierSet(PROJECT["requires-python"]) for version in named)
    assert python["locked"] == named
    assert python["mac"] == python["windows"] == [named[0], named[-1]]


def test_the_finished_handouts_are_of_every_size_and_preset(guide: Article) -> None:
    """The roster of the release loads, and names each choice once."""
    file = ROOT / "release" / "handouts.csv"
    rows = [tuple(row.values()) for row in csv.DictReader(file.read_text("utf-8").splitlines())]
    pdf = {row[:3] for row in rows if row[3] == "pdf"}

    assert len(load_roster(file, guide)) == len(rows) == len({*rows})
    assert pdf == {*itertools.product(get_args(Layout), get_args(Preset), get_args(Paper))}
    assert {row[3] for row in rows} == {"pdf", "epub", "docx"}


def test_the_citation_is_of_this_version_and_edition(guide: Article) -> None:
    """And names nobody and no address."""
    (data,) = CITATION["references"]

    assert (CITATION["version"], " AND ".join(CITATION["license"])) == (PROJECT["version"], PROJECT["license"])
    assert (data["title"], data["edition"]) == (guide.title, guide.edition)
    assert data["authors"] == CITATION["authors"] == PROJECT["authors"]


def test_the_watch_list_is_that_of_the_data(guide: Article) -> None:
    """Each expected release, each law that lapses and the review, with its day; each rule that tells of a bill."""
    rows = re.findall(
        r"^\| [^|]+ \| (?:(source|state rule) )?`([\w-]+)` \| ([^|]+) \| [^|]+ \|$", GOVERNANCE, re.MULTILINE
    )
    listed = {(kind, id_): by for kind, id_, by in rows}
    days = {("source", source.id): source.next_release for source in guide.sources if source.next_release}
    days |= {("state rule", rule.id): rule.ends for rule in guide.state_rules if rule.ends}
    days["", "next_review_due"] = guide.next_review_due
    told = re.compile(r"\b[Bb]ills?\b[^.]*\b(?:pending|would)\b|\bproposed in 202[3-9]\b")
    bills = {("state rule", rule.id) for rule in guide.state_rules if told.search(rule.model_dump_json())}

    assert len(days) > 5
    assert len(bills) >= 4
    assert listed == {key: str(day) for key, day in days.items()} | dict.fromkeys(bills, "no date known")


def test_who_reviewed_it_is_said_as_the_guide_says_it(guide: Article) -> None:
    """Nobody outside the project, until the guide itself says otherwise; and how sources are read in its words."""
    about = guide.section("about").model_dump_json()

    assert "No one outside the project has reviewed" in about
    assert "**No one outside the project has reviewed it.**" in GOVERNANCE
    assert {source.read_as for source in guide.sources} <= {*re.findall(r"`([a-z-]+)`", GOVERNANCE)}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_leads_to_what_there_is_and_invents_no_address(page: str) -> None:
    """Neither a site nor an e-mail of the project exists."""
    text = (ROOT / page).read_text("utf-8")
    linked = [link.partition("#")[0] for link in re.findall(r"\]\(([^)]+)\)", text)]

    assert [link for link in linked if not (ROOT / link).exists()] == []
    assert not re.search(r"\w@\w|https?://|mailto:", text)


def test_the_hooks_are_the_linters_of_the_tests() -> None:
    """None is fetched from anywhere, so that they are the versions that are pinned."""
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"]

    assert [repo["repo"] for repo in hooks] == ["local"]
    assert {hook["entry"].split()[0] for hook in hooks[0]["hooks"]} == {
        f".venv/bin/{name}" for name in ("cma-content", "mypy", "ruff", "zizmor")
    }


def test_the_image_is_given_what_it_copies() -> None:
    """And nothing else of the folder."""
    given = (ROOT / ".dockerignore").read_text("utf-8").splitlines()

    assert given[0] == "*"
    for name in given[1:]:
        assert [*ROOT.glob(name.removeprefix("!"))], name
    assert {"!src", "!exporters", "!data", "!pyproject.toml", "!README.md", "!LICENSE*"} < {*given}
