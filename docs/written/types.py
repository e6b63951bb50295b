"""What a field may hold, in words, read from its annotation in the source."""

import ast
from collections.abc import Callable, Container, Mapping
from typing import Final

_WORDS: Final = {
    "str": "text",
    "int": "whole number",
    "float": "number",
    "Decimal": "number",
    "bool": "true or false",
    "date": "date",
    "time": "time of day",
    "bytes": "bytes",
}


class Types:
    """The types that annotations name: those of `here` are links to their headings; `others` is what else was named."""

    def __init__(self, here: Container[str]) -> None:
        self._here = here
        self.others: dict[str, object] = {}

    def words(self, node: ast.expr, names: Mapping[str, object]) -> str:
        """An annotation as Markdown; `names` are those of its module."""

        def of(inner: ast.expr) -> str:
            return self.words(inner, names)

        match node:
            case ast.Constant(value=None):
                return "nothing"
            case ast.Constant(value=str(text)):
                return of(ast.parse(text, mode="eval").body)
            case ast.Name(id=name):
                return self._name(name, names)
            case ast.BinOp(left=left, op=ast.BitOr(), right=right):
                return f"{of(left)} or {of(right)}"
            case ast.Subscript(value=ast.Name(id=name), slice=ast.Tuple(elts=inner)):
                return _of(name, inner, of)
            case ast.Subscript(value=ast.Name(id=name), slice=alone):
                return _of(name, [alone], of)
        return f"`{ast.unparse(node)}`"

    def _name(self, name: str, names: Mapping[str, object]) -> str:
        if name in _WORDS:
            return _WORDS[name]
        if name not in self._here:
            self.others[name] = names.get(name)
        return f"[{name}](#{name.casefold()})"


def _of(name: str, inner: list[ast.expr], words: Callable[[ast.expr], str]) -> str:
    match name, inner:
        case "Annotated", [held, *bounds]:
            return words(held) + "".join(map(_bounds, bounds))
        case "Literal", values:
            return " or ".join(f"`{ast.unparse(value).strip(chr(39))}`" for value in values)
        case "tuple" | "frozenset" | "list" | "Sequence", [held, *rest] if not rest or _is_ellipsis(rest[0]):
            return f"list of {words(held)}"
        case "tuple", several:
            return f"({', '.join(map(words, several))})"
        case "Mapping" | "dict", [key, value]:
            return f"mapping of {words(key)} to {words(value)}"
    return f"`{name}[{', '.join(map(ast.unparse, inner))}]`"


def _is_ellipsis(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is ...


def _bounds(node: ast.expr) -> str:
    """How many there may be, where a field says so."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Field"):
        return ""
    given = {one.arg: ast.unparse(one.value) for one in node.keywords}
    match given.get("min_length"), given.get("max_length"):
        case None, None:
            return ""
        case None, most:
            return f", at most {most}"
        case least, None:
            return f", at least {least}"
        case least, most:
            return f", {least} to {most}"
