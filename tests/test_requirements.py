"""The pinned packages are those that pyproject.toml allows."""

import re
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
EXTRAS = PROJECT["project"]["optional-dependencies"]
GROUPS = PROJECT["dependency-groups"]
BUT_GPL = Requirement(EXTRAS["all-but-gpl"][0]).extras
IN_ALL = sorted({*Requirement(EXTRAS["all"][0]).extras, *BUT_GPL} - {"all-but-gpl"})
RUNTIME = [*PROJECT["project"]["dependencies"], *(line for name in IN_ALL for line in EXTRAS[name])]
TOOLS = [line for line in GROUPS["test"] if isinstance(line, str)]
LISTS = {
    "handouts": [*RUNTIME, *GROUPS["build"]],
    "test": [*RUNTIME, *GROUPS["build"], *TOOLS, *GROUPS["lint"], *GROUPS["docs"]],
    "docs": [*PROJECT["project"]["dependencies"], *GROUPS["build"], *GROUPS["docs"]],
    "release": [*PROJECT["project"]["dependencies"], *GROUPS["build"], *GROUPS["release"]],
    "lowest": [*RUNTIME, *GROUPS["build"], *TOOLS],
}


def _pins(name: str) -> dict[str, list[Version]]:
    text = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")
    pins: dict[str, list[Version]] = {}
    for package, version in re.findall(r"^([\w.-]+)(?:\[[\w,-]+\])?==(\S+)", text, re.MULTILINE):
        pins.setdefault(package, []).append(Version(version))
    assert len(pins) > 10
    return pins


def test_all_is_every_extra_but_that_of_clusters() -> None:
    """Which the tests alone install, and whoever has a scheduler; and that of the tests of an exporter."""
    assert sorted(EXTRAS.keys() - {"all", "all-but-gpl", "cluster", "testing"}) == IN_ALL
    assert {*IN_ALL} - BUT_GPL == {"epub", "reading"}
    assert set(EXTRAS["cluster"]) <= set(TOOLS)


@pytest.mark.parametrize("name", LISTS)
def test_every_package_is_pinned_within_its_bounds(name: str) -> None:
    """Else pip would refuse, or `./run` would test what nobody may install."""
    pins = _pins(name)
    for line in LISTS[name]:
        wanted = Requirement(line)
        versions = pins[canonicalize_name(wanted.name)]

        assert all(version in wanted.specifier for version in versions), line


def test_the_lowest_are_the_lower_bounds() -> None:
    """So that each bound is one that was tested."""
    pins = _pins("lowest")
    bounds = {
        canonicalize_name(wanted.name): Version(bound.version)
        for wanted in map(Requirement, LISTS["lowest"])
        for bound in wanted.specifier
        if bound.operator == ">="
    }

    assert len(bounds) > 10
    assert {name: pins[name] for name in bounds} == {name: [bound] for name, bound in bounds.items()}


@pytest.mark.parametrize("name", ["docs", "handouts"])
def test_what_is_made_is_made_with_what_is_tested(name: str) -> None:
    """And `./run test` installs nothing that `./run docs` or `./run handouts` would take away."""
    tested = _pins("test")

    assert _pins(name).items() <= tested.items()


@pytest.mark.parametrize("name", LISTS)
def test_no_list_names_where_packages_come_from(name: str) -> None:
    """That is for the person's own settings."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")

    assert "--hash=sha256:" in text
    assert not re.search(r"://|--(extra-)?index-url|--find-links", text)


def test_what_others_ask_for_with_an_extra_is_pinned_with_it() -> None:
    """Else pip takes the newest release for it, whose hash no list has: a break at somebody else's release."""
    text = (ROOT / "requirements" / "handouts.txt").read_text("utf-8")
    pinned = {
        canonicalize_name(package): set(filter(None, extras.split(",")))
        for package, extras in re.findall(r"^([\w.-]+)(?:\[([\w,-]+)\])?==", text, re.MULTILINE)
    }
    # Some are pinned for another system or implementation alone.
    here = [package for package in pinned if list(metadata.distributions(name=package))]
    wanted = [Requirement(line) for package in here for line in metadata.requires(package) or ()]
    wanted = [one for one in wanted if one.extras and (one.marker is None or one.marker.evaluate({"extra": ""}))]

    assert wanted
    assert [str(one) for one in wanted if not one.extras <= pinned[canonicalize_name(one.name)]] == []
