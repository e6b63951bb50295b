"""Nothing here is for POSIX alone: no name of its own is used unguarded, and all that needs no engine runs without."""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from written.house import modules, tree

MODULES = {"curses", "fcntl", "grp", "nis", "posix", "pty", "pwd", "readline", "resource", "syslog", "termios", "tty"}
NAMES = {
    "os": {
        *("O_CLOEXEC", "O_DIRECTORY", "O_NOCTTY", "O_NOFOLLOW", "O_NONBLOCK", "chown", "chroot", "fchdir", "fchmod"),
        *("fchown", "fork", "forkpty", "getegid", "geteuid", "getgid", "getgroups", "getloadavg", "getpgid", "getuid"),
        *("killpg", "lchown", "mkfifo", "mknod", "nice", "openpty", "pread", "pwrite", "register_at_fork", "sendfile"),
        *("sched_getaffinity", "setgid", "setpgid", "setsid", "setuid", "statvfs", "sync", "sysconf", "uname", "wait"),
    },
    "signal": {"SIGALRM", "SIGCHLD", "SIGHUP", "SIGKILL", "SIGPIPE", "SIGQUIT", "SIGUSR1", "SIGXCPU", "alarm"},
}
# Python itself ends a process by SIGKILL here.
SIMULATED = f"""
import os, signal, sys
for name in {sorted(MODULES - {"posix"})!r}:
    sys.modules[name] = None
for module, names in (("os", {sorted(NAMES["os"])!r}), ("signal", {sorted(NAMES["signal"] - {"SIGKILL"})!r})):
    for name in names:
        if hasattr(sys.modules[module], name):
            delattr(sys.modules[module], name)
"""


def named(node: ast.AST) -> set[str]:
    """The names that a test asks for."""
    text = ast.unparse(node)
    return {f"{module}.{name}" for module, names in NAMES.items() for name in names if name in text}


def faults(tree: ast.AST, guarded: frozenset[str] = frozenset()) -> Iterator[str]:
    """Each use of a name that Windows lacks, unless a test around it or before it says that the name is there."""
    known = guarded
    for node in ast.iter_child_nodes(tree):
        inside = known
        if isinstance(node, ast.Try) and any("ImportError" in ast.unparse(one.type or one) for one in node.handlers):
            inside |= MODULES
        if isinstance(node, ast.If):
            inside |= {
                f"{module}.{name}" for module in NAMES for name in NAMES[module] if name in ast.unparse(node.test)
            }
            if node.body and isinstance(node.body[-1], ast.Return) and "not fcntl" in ast.unparse(node.test):
                known |= {"os.geteuid"}  # both are there, or neither is
        if isinstance(node, ast.IfExp | ast.BoolOp) and "hasattr" in ast.unparse(node):
            inside |= named(node)
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names if name.name in MODULES - inside)
        if isinstance(node, ast.ImportFrom) and node.module in NAMES:
            yield from (name.name for name in node.names if name.name in NAMES[node.module])
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            used = f"{node.value.id}.{node.attr}"
            if node.attr in NAMES.get(node.value.id, ()) and used not in inside:
                yield used
        yield from faults(node, inside)


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("import fcntl", ["fcntl"]),
        ("try:\n    import fcntl\nexcept ImportError:\n    fcntl = None", []),
        ("import os\nos.fork()", ["os.fork"]),
        ("import os\nif hasattr(os, 'fork'):\n    os.fork()", []),
        ("from signal import SIGHUP", ["SIGHUP"]),
        ("import os\ngetattr(os, 'O_NOFOLLOW', 0)", []),
        ("import os\ndef f():\n    if not hasattr(os, 'geteuid') or os.geteuid() == 0:\n        return", []),
    ],
)
def test_an_unguarded_name_is_seen(code: str, found: list[str]) -> None:
    """And a guarded one passes."""
    assert list(faults(ast.parse(code))) == found


def test_no_module_uses_what_windows_lacks_unguarded() -> None:
    """As it is imported, or later."""
    found = {name: list(faults(tree(path))) for name, path in modules().items()}
    assert {name: some for name, some in found.items() if some} == {}


def test_no_module_reads_or_writes_text_in_the_encoding_of_the_system() -> None:
    """Nor lets it choose how a line ends."""
    for path in modules().values():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                assert node.func.attr != "write_text", path
                assert node.func.attr != "read_text" or node.args, path


def test_every_command_works_where_only_windows_names_are(tmp_path: Path) -> None:
    """A rehearsal, not Windows: without the modules and names of POSIX, all that needs no engine does its work."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(SIMULATED, "utf-8")
    lines = [
        ["export", "--to", "json,html,md"],
        ["new", "article", "mine.yaml"],
        ["check", "mine.yaml"],
        ["new", "roster", "roster.csv"],
        ["batch", "roster.csv", "-o", "many"],
        ["verify", "handouts/clinical-medical-assistant.html"],
        ["find", "blood"],
        ["doctor", "html", "folder", "terminal"],
    ]
    program = (
        "import os\nfrom pathlib import Path\nfrom cma_content.cli import main\n"
        "assert not hasattr(os, 'geteuid')\n"
        f"for line in {lines!r}:\n"
        "    if line[0] == 'batch':\n"
        "        roster = Path('roster.csv')\n"
        "        roster.write_text(roster.read_text('utf-8').replace(',pdf', ',html'), 'utf-8')\n"
        "    assert main(line) == 0, line\n"
    )
    path = os.pathsep.join([str(tmp_path / "site"), *(entry for entry in sys.path if entry)])
    environment = {**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "cp1252"}
    done = subprocess.run(
        [sys.executable, "-P", "-c", program],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        timeout=120,
        check=False,
    )

    assert done.returncode == 0, done.stderr.decode("cp1252")
    assert b"Traceback" not in done.stderr
    assert len(list((tmp_path / "handouts").iterdir())) == 3
    assert list((tmp_path / "many").glob("*.html"))
