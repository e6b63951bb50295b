"""What `cma_content` has for other programs: its public names, its errors, the contract of an exporter, JSON-LD."""

import inspect
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import cma_content
from cma_content import Exporter, errors, export, load_text
from cma_content.exporting import abilities
from cma_content.loading.templates import ARTICLE
from written.markdown import fence, plain, table


def names() -> Iterator[str]:
    """Every public name but the errors: how it is called, what it promises."""
    for name in sorted(cma_content.__all__, key=str.casefold):
        value = getattr(cma_content, name)
        if not (isinstance(value, type) and issubclass(value, Exception)):
            yield from entry(name, value)


def contract() -> Iterator[str]:
    """What an exporter has, then what else it may have."""
    found = {name: one for name, one in vars(abilities).items() if getattr(one, "__module__", "") == abilities.__name__}
    for name, protocol in {"Exporter": Exporter, **found}.items():
        yield from entry(name, protocol)


def kinds() -> list[type[errors.ContentError]]:
    """Every error of ours."""
    return [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.ContentError)]


def raised() -> Iterator[str]:
    """Every error of ours, with its exit code and what it is a kind of."""
    rows = [(f"`{kind.__name__}`", _bases(kind), str(kind.exit_code), _words(kind)) for kind in kinds()]
    yield from table(("Error", "Is a", "Exit code", "What it says"), rows)


def _bases(kind: type) -> str:
    return ", ".join(f"`{base.__name__}`" for base in kind.__bases__)


def structured() -> Iterator[str]:
    """What a web page of the article of `new article` says for machines."""
    page = export(load_text(ARTICLE), "html").decode()
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    yield from fence(json.dumps(json.loads(data), indent=2, ensure_ascii=False), "json")


def entry(name: str, value: Any) -> Iterator[str]:
    """A heading, the words of its docstring, and those of its methods."""
    yield from ("", f"## {plain(name)}", "")
    if isinstance(value, type):
        yield from (_words(value), "")
        for method, found in vars(value).items():
            if not method.startswith("_") and (call := _called(found)):
                yield from (f"**`{method}{_signature(call, is_method=True)}`**", "", _words(call), "")
    elif callable(value):
        yield from fence(f"{name}{_signature(value)}", "python")
        yield from ("", _words(value))
    else:
        yield "The version of this package that is installed."


def _called(found: object) -> Callable[..., Any] | None:
    if isinstance(found, classmethod | staticmethod):
        return found.__func__
    return found if inspect.isfunction(found) else None


def _signature(call: Callable[..., Any], *, is_method: bool = False) -> str:
    """As in the source, without the object that a method is called on."""
    signature = inspect.signature(call)
    if is_method:
        signature = signature.replace(parameters=list(signature.parameters.values())[1:])
    text = re.sub(r"\b(?:cma_content|collections|concurrent|datetime|pathlib|typing)(?:\.\w+)*\.", "", str(signature))
    return text.replace("'", "").replace('"', "")


def _words(value: object) -> str:
    """A docstring: its paragraphs, and lines of code as code."""
    paragraphs = re.split(r"\n{2,}", inspect.getdoc(value) or "")
    return "\n\n".join(text if text.startswith("    ") else plain(text) for text in paragraphs)
