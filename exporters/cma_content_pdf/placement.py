"""Where the text of each page is, by the advances of its fonts: none may be beyond the paper."""

import itertools
import math
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any, Final

import pikepdf

from cma_content.exporting.verification import Finding, family
from cma_content_pdf import objects

FAMILY: Final = "text stays on the page"
MOST_OF_PAGE: Final = 1_000_000
"""Bytes of the content of a page; one of the guide has 46,341."""
MOST_CONTENT: Final = 8_000_000
"""Of all pages; the guide has 1,499,664."""
_MOST_STEPS: Final = 50
_LAST_CODE: Final = 0xFFFF
_OPERATORS: Final = "q Q cm BT Tm Td TD Tf TJ Tj"
_HAIR: Final = 1.0
"""In points."""

Advance = Callable[[bytes], float]
"""The length of what a font sets, as a multiple of its size."""


def finding(pdf: pikepdf.Pdf, pages: list[Any]) -> Finding:
    """Whether all text is on the paper; not run where pages hold more than is looked at."""
    faults, looked_at, left = list[str](), 0, MOST_CONTENT
    fonts: dict[Any, Advance] = {}
    for page in pages:
        streams = [one for one in objects.values(page, "/Contents") if isinstance(one, pikepdf.Stream)]
        if not streams:
            continue
        looked_at += 1
        try:
            content = b"\n".join(stream.read_bytes() for stream in streams)
            left -= len(content)
            if len(content) > MOST_OF_PAGE or left < 0:
                return Finding(FAMILY, "not run", f"page {looked_at} holds more than is looked at")
            out = _outside(page, pikepdf.parse_content_stream(pikepdf.Stream(pdf, content), _OPERATORS), fonts)
        except (pikepdf.PdfError, RuntimeError, TypeError):
            # The last for what may not stand in a page's content.
            faults.append(f"page {looked_at} cannot be read")
        else:
            faults += [f"page {looked_at} sets text {out:.0f} points beyond its edge"] if out else []
    return family(FAMILY, faults, of=looked_at)


def _outside(page: Any, content: Any, fonts: dict[Any, Advance]) -> float:
    """How far the text of a page reaches beyond its edges, in points; 0 where it does not."""
    left, bottom, right, top = _box(page)
    named = objects.dictionary(objects.dictionary(page, "/Resources"), "/Font")

    def font_of(name: Any) -> Advance:
        font = objects.dictionary(named, name)
        # One that is no object of its own cannot be met on another page.
        key = font.objgen if any(font.objgen) else (page.objgen, name)
        if key not in fonts:
            fonts[key] = _advance(font)
        return fonts[key]

    most = 0.0
    for x, y in _ends(content, font_of):
        most = max(most, left - x, x - right, bottom - y, y - top)
    return most if most > _HAIR else 0.0


def _box(page: Any) -> tuple[float, float, float, float]:
    """The paper, which a page may have from a node above it; as large as can be where none is named."""
    for _ in range(_MOST_STEPS):
        numbers = [float(one) for one in objects.array(page, "/MediaBox") if isinstance(one, int | Decimal)]
        if len(numbers) == 4:
            across, along = sorted(numbers[::2]), sorted(numbers[1::2])
            return across[0], along[0], across[1], along[1]
        page = objects.dictionary(page, "/Parent")
    return -math.inf, -math.inf, math.inf, math.inf


def _ends(content: Any, font_of: Callable[[Any], Advance]) -> Iterator[tuple[float, float]]:
    """Where each piece of text begins and ends on the page."""
    matrix, saved = pikepdf.Matrix(), list[pikepdf.Matrix]()
    line = text = pikepdf.Matrix()
    advance: Advance = _nothing
    size = 0.0
    for instruction in content:
        operands, operator = instruction.operands, str(instruction.operator)
        if operator == "q":
            saved.append(matrix)
        elif operator == "Q" and saved:
            matrix = saved.pop()
        elif operator == "cm" and len(operands) == 6:
            matrix = pikepdf.Matrix(*_numbers(operands)) @ matrix
        elif operator == "BT":
            line = text = pikepdf.Matrix()
        elif operator == "Tm" and len(operands) == 6:
            line = text = pikepdf.Matrix(*_numbers(operands))
        elif operator in ("Td", "TD") and len(operands) == 2:
            line = text = pikepdf.Matrix(1, 0, 0, 1, *_numbers(operands)) @ line
        elif operator == "Tf" and len(operands) == 2 and isinstance(operands[0], pikepdf.Name):
            advance, size = font_of(operands[0]), _number(operands[1])
        elif operator in ("TJ", "Tj") and operands:
            length = _length(operands[0], advance) * size
            for shift in (0.0, length):
                place = pikepdf.Matrix(1, 0, 0, 1, shift, 0) @ text @ matrix
                yield place.e, place.f
            text = pikepdf.Matrix(1, 0, 0, 1, length, 0) @ text


def _length(shown: Any, advance: Advance) -> float:
    """What a piece of text takes, the gaps between its parts among it, as a multiple of its size."""
    parts = shown if isinstance(shown, pikepdf.Array) else [shown]
    return sum(advance(bytes(part)) if isinstance(part, pikepdf.String) else -_number(part) / 1000 for part in parts)


def _numbers(values: Any) -> list[float]:
    """The values as numbers; what is none counts for nothing."""
    return [_number(value) for value in values]


def _number(value: Any) -> float:
    return float(value) if isinstance(value, int | Decimal) else 0.0


def _nothing(_: bytes) -> float:
    return 0.0


def _advance(font: Any) -> Advance:
    """How long what a font sets is: one with descendants by codes of two bytes, any other by single bytes."""
    inner = next(iter(objects.dictionaries(objects.array(font, "/DescendantFonts"))), None)
    if inner is None:
        first = _numbers([font.get("/FirstChar")])[0]
        widths = {first + place: width for place, width in enumerate(_numbers(objects.array(font, "/Widths")))}
        return lambda codes: sum(widths.get(code, 0.0) for code in codes) / 1000
    default = _numbers([inner.get("/DW", 1000)])[0]
    wide = dict(_wide(objects.array(inner, "/W")))
    return lambda codes: (
        sum(wide.get(int.from_bytes(codes[at : at + 2]), default) for at in range(0, len(codes), 2)) / 1000
    )


def _wide(ranges: Any) -> Iterator[tuple[int, float]]:
    """The width of each glyph (ISO 32000-1, 9.7.4.3): a first one and a list, or a first, a last and their width."""
    waiting: list[Any] = []
    for value in ranges:
        waiting.append(value)
        if isinstance(value, pikepdf.Array) and len(waiting) == 2:
            yield from enumerate(_numbers(value), start=_code(waiting[0]))
            waiting = []
        elif len(waiting) == 3:
            codes = range(_code(waiting[0]), _code(waiting[1]) + 1)
            yield from zip(codes, itertools.repeat(_number(value)), strict=False)
            waiting = []


def _code(value: Any) -> int:
    return int(min(max(_number(value), 0), _LAST_CODE))
