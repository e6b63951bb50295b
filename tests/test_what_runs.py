"""What runs, and what does not, when the command is called in a folder of someone else's, or from one file."""

import json
import os
import shutil
import subprocess
import sys
import zipapp
from pathlib import Path

import pytest
from plugins import GOOD, install

from cma_content import installed
from cma_content.exporting.registry import available

ROOT = Path(__file__).parent.parent
SCRIPT = Path(sys.executable).with_name("cma-content")
WAYS = {
    "python -m": [sys.executable, "-m", "cma_content"],
    "python -P -m": [sys.executable, "-P", "-m", "cma_content"],
    "script": [str(SCRIPT)],
}
BOOBY_TRAP = "raise SystemExit('a file of the folder was run')\n"


def run(way: list[str], *words: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command in a folder."""
    line = [*way, *words]
    settings = {**os.environ, **environment}
    return subprocess.run(line, cwd=folder, env=settings, capture_output=True, text=True, timeout=60, check=False)


@pytest.fixture(name="strange")
def _strange(tmp_path: Path) -> Path:
    """A folder with distributions that nobody installed: a format, another `html`, and other versions of ours."""
    install(tmp_path, "stranger", BOOBY_TRAP + GOOD, "cards")
    install(tmp_path, "rival", BOOBY_TRAP + GOOD, "html")
    for name in ("cma_content-99.0", "weasyprint-99.0", "python_docx-99.0"):
        info = tmp_path / f"{name}.dist-info"
        info.mkdir()
        title = name.partition("-")[0].replace("_", "-")
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {title}\nVersion: 99.0\n", "utf-8")
    return tmp_path


@pytest.mark.parametrize("way", WAYS)
def test_what_lies_in_the_current_folder_is_no_format(way: str, strange: Path) -> None:
    """It is neither listed nor loaded, and no version is read from it."""
    if way == "script" and not SCRIPT.exists():
        pytest.skip("the package is not installed")
    formats = run(WAYS[way], "formats", folder=strange)
    wanted = "html,docx" if way == "python -m" else "html"
    written = run(WAYS[way], "export", "--to", wanted, "--manifest", "-o", "out", folder=strange)
    refused = run(WAYS[way], "export", "--to", "cards", folder=strange)

    assert (formats.returncode, formats.stderr) == (0, "")
    assert not any(word in formats.stdout for word in ("cards", "stranger", "rival", "99.0"))
    assert (written.returncode, written.stderr) == (0, "")
    assert "99.0" not in (strange / "out" / "manifest.json").read_text("utf-8")
    assert refused.returncode == 2
    assert "there is no format 'cards'" in refused.stderr


@pytest.mark.parametrize("way", ["python -P -m", "script"])
def test_no_module_of_the_current_folder_is_run(way: str, tmp_path: Path) -> None:
    """With `-P`, or as a script; `python -m` alone would run it, which is why both are named in the help."""
    if way == "script" and not SCRIPT.exists():
        pytest.skip("the package is not installed")
    for name in ("yaml", "argparse", "pydantic"):
        (tmp_path / f"{name}.py").write_text(BOOBY_TRAP, "utf-8")
    (tmp_path / "cma_content").mkdir()
    (tmp_path / "cma_content" / "__init__.py").write_text(BOOBY_TRAP, "utf-8")
    done = run(WAYS[way], "export", "--to", "json", folder=tmp_path)

    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "handouts" / "clinical-medical-assistant.json").is_file()


def test_both_are_named_in_the_help_and_the_readme() -> None:
    """With the reason."""
    help_ = run(WAYS["python -m"], "--help", folder=ROOT).stdout
    readme = (ROOT / "README.md").read_text("utf-8")
    for words in (" ".join(help_.split()), readme.replace("`", "")):
        assert "cma-content" in words
        assert "or python -P -m cma_content: python -m alone" in words
        assert "such as yaml.py" in words
    assert readme.index("python -m cma_content export") < readme.index("python -P -m")


def test_a_folder_that_someone_names_is_searched(tmp_path: Path) -> None:
    """In PYTHONPATH, though it is the current one; and that of the program itself."""
    install(tmp_path, "mine", GOOD, "cards")
    here = os.pathsep.join([str(tmp_path), *sys.path])
    assert "cards" in run(WAYS["python -m"], "formats", folder=tmp_path, PYTHONPATH=here).stdout
    assert "cards" in run(WAYS["python -P -m"], "formats", folder=tmp_path, PYTHONPATH=here).stdout
    # An empty entry is the current folder to Python, as SECURITY.md warns.
    empty = os.pathsep.join([*filter(None, sys.path), ""])
    assert "cards" in run(WAYS["python -P -m"], "formats", folder=tmp_path, PYTHONPATH=empty).stdout
    tool = "from cma_content import available\nprint(*available())\n"
    (tmp_path / "tool.py").write_text(tool, "utf-8")
    (tmp_path / "kit").mkdir()
    (tmp_path / "kit" / "__main__.py").write_text(tool, "utf-8")

    for words, found in ((["tool.py"], True), (["-m", "tool"], True), (["-m", "kit"], True), (["-c", tool], False)):
        done = run([sys.executable, *words], folder=tmp_path)
        assert ("cards" in done.stdout.split()) == found, (words, done.stderr)
        assert "html" in done.stdout.split()


def test_a_folder_that_is_gone_is_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor is a path that is empty."""
    monkeypatch.setattr(sys, "path", ["", *sys.path])
    assert "" not in installed.folders()

    def gone() -> Path:
        raise FileNotFoundError

    monkeypatch.setattr(Path, "cwd", gone)
    assert installed.folders() == sys.path[1:]
    assert "html" in available()
    monkeypatch.undo()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [])
    assert installed.folders() == []


@pytest.fixture(name="archive", scope="module")
def _archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole project as one file that Python runs, under a version of its own."""
    stage = tmp_path_factory.mktemp("stage") / "app"
    for root in ("src", "exporters", "data"):
        shutil.copytree(ROOT / root, stage, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    info = stage / "cma_content-9.9.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: cma-content\nVersion: 9.9\n", "utf-8")
    points = "html = cma_content_html:HTMLExporter\njson = cma_content_json:JSONExporter\n"
    points += "md = cma_content_markdown:MarkdownExporter\n"
    (info / "entry_points.txt").write_text(f"[cma_content.exporters]\n{points}", "utf-8")
    (stage / "__main__.py").write_text("from cma_content.__main__ import run\n\nraise SystemExit(run())\n", "utf-8")
    zipapp.create_archive(stage, stage.parent / "cma.pyz", compressed=True)
    shutil.rmtree(stage)
    return stage.parent / "cma.pyz"


def test_the_project_runs_from_one_file(archive: Path, tmp_path: Path) -> None:
    """What it reads of its own it reads from there, and its formats are found in it."""
    environment = {"PYTHONPATH": ""}
    for words, said in (
        (["--version"], "cma_content 9.9"),
        (["formats"], "cma-content 9.9"),
        (["export", "--to", "json,html,md", "-o", "out"], "Wrote 3 files"),
        (["export", "--to", "html", "--layout", "fact-sheet", "--region", "Seattle", "-o", "a.html"], "Wrote a.html"),
        (["new", "article", "mine.yaml"], "Wrote mine.yaml"),
        (["check", "mine.yaml"], "No problems"),
        (["export", "mine.yaml", "-o", "mine.html"], "Wrote mine.html"),
        (["schema"], '"$schema"'),
        (["explain", "CC303"], "CC303"),
    ):
        done = run([sys.executable, str(archive)], *words, folder=tmp_path, **environment)
        assert (done.returncode, done.stderr) == (0, ""), words
        assert said in done.stdout
    data = json.loads((tmp_path / "out" / "clinical-medical-assistant.json").read_bytes())
    from cma_content import export, load

    assert (tmp_path / "out" / "clinical-medical-assistant.html").read_bytes() == export(load(), "html")
    assert data["id"] == "clinical-medical-assistant"
