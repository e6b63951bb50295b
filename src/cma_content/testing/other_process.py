"""The same exports in another process: another folder, time zone, encoding, hash seed and day, or without libraries."""

import datetime
import importlib
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, Final

_DAYS: Final = 400
_TIMEOUT: Final = 600
_PROGRAM: Final = (
    "import json, sys; task = json.load(sys.stdin); sys.path[:] = task['path'];"
    "from cma_content.testing.other_process import work; work(task)"
)
VARIATIONS: Final[Mapping[str, Mapping[str, str]]] = {
    "on another day": {},
    "with another hash seed": {"PYTHONHASHSEED": "4321"},
    "in another time zone": {"TZ": "Asia/Kathmandu"},
    "with another encoding": {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    "in another folder": {},
    "with other environment variables": {"HOME": "elsewhere", "USER": "somebody", "SOURCE_DATE_EPOCH": "86400"},
}
"""What differs there, and the environment that makes it so; what is most often to blame comes first."""


def exported(
    exporter: Any, cases: Iterable[str], variations: Iterable[str] = (), blocked: Sequence[str] = ()
) -> dict[str, bytes | str]:
    """The bytes of each case, or the name and message of the error that there was; `blocked` cannot be imported.

    `exporter` is a class or a function of a module, which is imported there.
    """
    found = importlib.import_module(exporter.__module__) if exporter.__module__ in sys.modules else None
    changed = {name: value for one in variations for name, value in VARIATIONS[one].items()}
    environment = {**os.environ, "PYTHONHASHSEED": "1", **changed}
    with tempfile.TemporaryDirectory() as folder:
        task = {
            "path": [str(Path(entry).absolute()) for entry in sys.path],
            "module": exporter.__module__,
            "file": getattr(found, "__file__", None),
            "name": exporter.__qualname__,
            "cases": list(cases),
            "blocked": list(blocked),
            "folder": folder,
            "days": _DAYS if "on another day" in variations else 0,
        }
        done = subprocess.run(  # noqa: S603 - this Python
            [sys.executable, "-c", _PROGRAM],
            input=json.dumps(task),
            cwd=folder if "in another folder" in variations else None,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=_TIMEOUT,
            check=False,
        )
        if done.returncode:
            last = " ".join(done.stderr.strip().splitlines()[-1:])
            return dict.fromkeys(cases, f"the process ended with code {done.returncode}: {last}")
        said = json.loads((Path(folder) / "said.json").read_text("utf-8"))
        return {case: said.get(case) or (Path(folder) / case).read_bytes() for case in cases}


def work(task: Mapping[str, Any]) -> None:
    """What the other process does."""
    from cma_content.loading.load import load
    from cma_content.testing.articles import KITCHEN_SINK, handout_of

    for name in task["blocked"]:
        sys.modules[name] = None  # type: ignore[assignment]
    said = {}
    folder = Path(task["folder"])
    try:
        # The article's own dates are real ones, and older pydantic knows no others; the exporter's clock goes wrong.
        importlib.import_module("cma_content.handout.builder")
        load(KITCHEN_SINK)
        if task["days"]:
            _move_clock(task["days"] * 86_400 + 18_000)
        exporter = _attribute(_module(task["module"], task["file"]), task["name"])()
        for case in task["cases"]:
            (folder / case).write_bytes(exporter.export(handout_of(case, exporter)))
    except Exception as error:
        kinds = " ".join(kind.__name__ for kind in type(error).__mro__)
        said = dict.fromkeys(task["cases"], f"{kinds}: {error}")
    (folder / "said.json").write_bytes(json.dumps(said).encode())


def _module(name: str, file: str | None) -> ModuleType:
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError:
        # A module of tests may be known by a name that only pytest gives it.
        spec = importlib.util.spec_from_file_location(name, file) if file else None
        if not spec or not spec.loader:
            raise
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def _attribute(module: ModuleType, name: str) -> Any:
    found: Any = module
    for step in name.split("."):
        found = getattr(found, step)
    return found


class _Real(type):
    """What is a day, or a time, stays one."""

    def __instancecheck__(cls, value: object) -> bool:
        return isinstance(value, cls.__mro__[1])


def _move_clock(seconds: int) -> None:
    """Makes every clock of Python's show a later time."""
    now, localtime, gmtime, strftime = time.time, time.localtime, time.gmtime, time.strftime
    delta = datetime.timedelta(seconds=seconds)

    class Date(datetime.date, metaclass=_Real):
        @classmethod
        def today(cls) -> Any:
            return cls.fromtimestamp(now() + seconds)

    class DateTime(datetime.datetime, metaclass=_Real):
        @classmethod
        def now(cls, tz: datetime.tzinfo | None = None) -> Any:
            return super().now(tz) + delta

        @classmethod
        def utcnow(cls) -> Any:
            return cls.now(datetime.UTC).replace(tzinfo=None)

        @classmethod
        def today(cls) -> Any:
            return cls.now()

    moved: dict[str, Any] = {
        "time": lambda: now() + seconds,
        "time_ns": lambda: int((now() + seconds) * 1e9),
        "localtime": lambda at=None: localtime(now() + seconds if at is None else at),
        "gmtime": lambda at=None: gmtime(now() + seconds if at is None else at),
        "strftime": lambda form, at=None: strftime(form, at or localtime(now() + seconds)),
    }
    vars(time).update(moved)
    vars(datetime).update(date=Date, datetime=DateTime)
