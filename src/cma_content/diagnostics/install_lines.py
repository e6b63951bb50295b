"""The line that brings what is missing: for this system, and for the way in which this project was installed here.

A line is one that a person can copy whole, so it is never broken; in double quotes, it means the same to every shell.
"""

import json
import os
import platform
import re
import shutil
import sys
import sysconfig
from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from cma_content import installed

PROJECT: Final = "cma-content"
_IN_A_CLONE: Final = 'in a clone of cma_content: python -m pip install ".[{extra}]"'


def way() -> str:
    """How this project was installed, by what each installer leaves beside it: a key of `_LINES`."""
    prefix = Path(sys.prefix)
    if (prefix / "pipx_metadata.json").is_file():
        return "pipx"
    if (prefix / "uv-receipt.toml").is_file():
        return "uv tool"
    if any(prefix.glob("installed-*")):
        return "./run"
    if sys.prefix == sys.base_prefix and Path(sysconfig.get_path("stdlib"), "EXTERNALLY-MANAGED").is_file():
        return "system Python"
    return "pip" if find_spec("pip") else "uv"


def system() -> str:
    """The name and version of the system that this runs on."""
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except (OSError, KeyError):
        return f"{platform.system()} {platform.release()}".strip() or "an unknown system"


def packages(extra: str) -> str:
    """The line that installs what an extra brings; all of it anew where nothing seems to be missing."""
    wanted = installed.requirements(extra)
    if not wanted:
        return _IN_A_CLONE.format(extra=extra)
    missing = [one for one in wanted if not installed.is_satisfied(one)]
    return _LINES[way()](missing or wanted, not missing, extra)


def install(wanted: Sequence[str]) -> str:
    """The line that brings packages to the versions that are wanted."""
    return _LINES[way()](wanted, False, "all")


def again() -> str:
    """The line, or the words, that bring this project itself back to what it was."""
    source = _source()
    match way():
        case "pipx":
            return f"pipx reinstall {Path(sys.prefix).name}"
        case "uv tool":
            return f"uv tool upgrade --reinstall {PROJECT}"
        case "./run":
            return f"in {Path(sys.prefix).parent}: git status"
        case "pip" if source:
            return f'{python()} -m pip install --force-reinstall --no-deps "{PROJECT} @ {source}"'
    return "install cma_content again, from where it came"


def _pip(wanted: Sequence[str], again: bool, _: str) -> str:
    return f"{python()} -m pip install {'--force-reinstall ' * again}{_quoted(wanted)}"


def _pipx(wanted: Sequence[str], again: bool, _: str) -> str:
    return f"pipx inject {'--force ' * again}{Path(sys.prefix).name} {_quoted(wanted)}"


def _uv(wanted: Sequence[str], again: bool, _: str) -> str:
    return f"uv pip install --python {_path(sys.executable)} {'--reinstall ' * again}{_quoted(wanted)}"


def _uv_tool(wanted: Sequence[str], again: bool, _: str) -> str:
    """What it has been given before is named again: it leaves out what the line does not name."""
    main, *before = _receipt()
    others = [name for name in dict.fromkeys((*before, *wanted)) if name]
    options = " ".join(f'--with "{name}"' for name in others)
    return f'uv tool install {"--reinstall " * again}{options} "{main}"'


def _run(*_: object) -> str:
    """Of what is installed by hash, all that is not there comes again."""
    venv, clone = Path(sys.prefix), Path(sys.prefix).parent
    return f"rm {_path(venv)}/installed-* && {_path(clone)}/run handouts"


def _system(_: Sequence[str], __: bool, extra: str) -> str:
    """A system's own Python takes no packages from elsewhere."""
    name = f"{PROJECT}[{extra}]"
    wanted = f"{name} @ {source}" if (source := _source()) else name
    return f'python3 -m venv cma-content && cma-content/bin/python -m pip install "{wanted}"'


_LINES: Final[Mapping[str, Callable[[Sequence[str], bool, str], str]]] = {
    "pip": _pip,
    "pipx": _pipx,
    "uv": _uv,
    "uv tool": _uv_tool,
    "./run": _run,
    "system Python": _system,
}


def python() -> str:
    """What a person types to start the Python that runs this."""
    for name in ("python", "python3"):
        if shutil.which(name) == sys.executable:
            return name
    return _path(sys.executable)


def as_root(line: str) -> str:
    """A line for whoever may install for all; with sudo where that is there and needed."""
    if not hasattr(os, "geteuid") or os.geteuid() == 0:
        return line
    return f"sudo {line}" if shutil.which("sudo") else f'su -c "{line}"'


def pango(*names: str) -> str:
    """The line that brings Pango and what it stands on, `names` of which are missing, to this system."""
    match platform.system():
        case "Darwin":
            return _on_a_mac()
        case "Windows":
            return (
                "in the shell UCRT64 of MSYS2 (msys2.org): pacman -S mingw-w64-ucrt-x86_64-pango; "
                "where MSYS2 is not in C:\\msys64, set WEASYPRINT_DLL_DIRECTORIES to its folder ucrt64\\bin"
            )
    for family, (start, all_of_it) in _SYSTEMS.items():
        if family in _families():
            # To name the one that is missing costs nobody a question about the others.
            found = [package for name, package in all_of_it.items() if not names or name in names]
            return as_root(f"{start} {' '.join(dict.fromkeys(found or all_of_it.values()))}")
    return "install Pango and HarfBuzz, with harfbuzz-subset, as this system installs libraries"


# By the library that a package brings.
_SYSTEMS: Final[Mapping[str, tuple[str, Mapping[str, str]]]] = {
    "debian": (
        "apt-get install",
        {
            "pango-1.0": "libpango-1.0-0",
            "pangoft2-1.0": "libpangoft2-1.0-0",
            "harfbuzz-subset": "libharfbuzz-subset0",
            "gobject-2.0": "libpango-1.0-0",
            "harfbuzz": "libpangoft2-1.0-0",
            "fontconfig": "libpangoft2-1.0-0",
        },
    ),
    "fedora": ("dnf install", {"pango-1.0": "pango", "harfbuzz-subset": "'libharfbuzz-subset.so.0()(64bit)'"}),
    "alpine": (
        "apk add",
        {
            "pango-1.0": "so:libpango-1.0.so.0",
            "pangoft2-1.0": "so:libpangoft2-1.0.so.0",
            "harfbuzz-subset": "so:libharfbuzz-subset.so.0",
            "gobject-2.0": "so:libgobject-2.0.so.0",
            "harfbuzz": "so:libharfbuzz.so.0",
            "fontconfig": "so:libfontconfig.so.1",
        },
    ),
    "arch": ("pacman -S", {"pango-1.0": "pango", "harfbuzz-subset": "harfbuzz"}),
    "suse": ("zypper install", {"pango-1.0": "libpango-1_0-0", "harfbuzz-subset": "libharfbuzz-subset0"}),
}
_LIKE: Final[Mapping[str, str]] = {"ubuntu": "debian", "rhel": "fedora", "centos": "fedora", "opensuse": "suse"}


def _families() -> set[str]:
    """The distribution of Linux, and those that it says it is like."""
    try:
        release = platform.freedesktop_os_release()
    except OSError:
        return set()
    found = f"{release.get('ID', '')} {release.get('ID_LIKE', '')}".casefold().split()
    return {_LIKE.get(name, name) for name in found}


def _on_a_mac() -> str:
    """A Python that is not Homebrew's does not look where Homebrew, or MacPorts, puts libraries."""
    for folder in ("/opt/homebrew/lib", "/usr/local/lib", "/opt/local/lib"):
        if Path(folder, "libpango-1.0.0.dylib").exists():
            return f"export DYLD_FALLBACK_LIBRARY_PATH={folder}:/usr/local/lib:/usr/lib"
    return "brew install pango"


def _receipt() -> list[str]:
    """What a tool of uv was made of: the project, as uv is to find it, and what came with it."""
    import tomllib

    try:
        data = tomllib.loads((Path(sys.prefix) / "uv-receipt.toml").read_text("utf-8"))
        found = [(one["name"], _as_uv_takes_it(one)) for one in data["tool"]["requirements"]]
    except (OSError, ValueError, LookupError, TypeError):
        return [PROJECT]
    mine = [line for name, line in found if name == PROJECT]
    return [*(mine or [PROJECT]), *(line for name, line in found if name != PROJECT)]


def _as_uv_takes_it(one: Mapping[str, object]) -> str:
    extras = one.get("extras")
    name = f"{one['name']}[{','.join(extras)}]" if isinstance(extras, list) and extras else str(one["name"])
    for key in ("directory", "path", "editable", "url"):
        if key in one:
            place = str(one[key])
            return f"{name} @ {place if key == 'url' else Path(place).absolute().as_uri()}"
    return f"{name}{one.get('specifier', '')}"


def _source() -> str:
    """The address that this project was installed from, where that was no index."""
    for found in installed.distributions(PROJECT):
        try:
            return str(json.loads(found.read_text("direct_url.json") or "{}").get("url", ""))
        except (ValueError, AttributeError):
            return ""
    return ""


def _quoted(names: Sequence[str]) -> str:
    return " ".join(f'"{name}"' if re.search(r"[<>=*!~\[; ]", name) else name for name in names)


def _path(path: Path | str) -> str:
    return f'"{path}"' if " " in str(path) else str(path)
