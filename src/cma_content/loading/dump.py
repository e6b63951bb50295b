"""An article as YAML that loads equal."""

import re
from typing import Any, Final

import yaml

from cma_content.model.article import Article

_WIDTH: Final = 110
# What YAML 1.2 makes a number or a truth of, beyond what YAML 1.1 does.
_TYPED: Final = re.compile(
    r"[-+]?(0o?[0-7]+|0x[0-9a-f]+|\.?[0-9][-+0-9._e:]*|\.inf|\.nan)|null|true|false|yes|no|on|off|[yn~]", re.IGNORECASE
)


def dump(article: Article) -> str:
    """`article` as YAML that loads equal: block style in the order of the model, without what is left at its default.

    Text is quoted wherever any version of YAML would read something else; no anchors.
    """
    data = article.model_dump(mode="json", exclude_defaults=True)
    text: str = yaml.dump(
        data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, default_flow_style=False, width=_WIDTH, indent=2
    )
    return text


class _Dumper(yaml.SafeDumper):
    """Items of a list are indented, and no value stands for another."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, indentless=False)

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        return True


def _text(dumper: _Dumper, text: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"' if _TYPED.fullmatch(text) else None)


def _fields(dumper: _Dumper, fields: dict[str, Any]) -> yaml.Node:
    # The percentiles of an area stand on a line, as in a table.
    numbers = bool(fields) and all(isinstance(value, int | float) for value in fields.values())
    return dumper.represent_mapping("tag:yaml.org,2002:map", fields, flow_style=numbers or not fields)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(dict, _fields)
