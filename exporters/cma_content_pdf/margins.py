"""What stands in the margins of every page: the section at the head; what it is, its code and its page at the foot."""

import itertools
import math
import xml.etree.ElementTree as ET
from typing import Final, Literal, NamedTuple

from cma_content.design import tokens
from cma_content.handout import Handout
from cma_content.rendering import fonts
from cma_content_pdf import glyphs

_POINTS: Final = 72 / 25.4
_EM: Final = 0.55
"""The width of a character, or less, in ems of the text font."""
_SIGNS: Final = frozenset('\n"\\<(){}*;')
_LONG: Final = 120
"""Characters of a code that the foot has room for; a longer one stands whole in the imprint."""


def texts(handout: Handout) -> tuple[str, ...]:
    """The words that are printed in margins and around page numbers, beside titles."""
    return (handout.footer, handout.code, handout.page_label, *handout.page_reference)


def name_heads(body: ET.Element, handout: Handout, width: float) -> None:
    """Says what stands at the head of the pages of each section: its title, shortened to one line of `width` mm."""
    most = _ems(handout, width)
    for heading in body.iterfind(".//section/h2"):
        heading.set("data-head", _shortened("".join(heading.itertext()), most))


def rules(handout: Handout, width: float) -> str:
    """The CSS of what this handout alone has in the margins of its pages, whose text is `width` mm wide."""
    words = "".join(texts(handout)) + "".join(entry.title for entry in handout.outline)
    family = fonts.FALLBACK_FAMILY if fonts.beyond_text_font(words) else tokens.FONT_FAMILY
    head = "none" if handout.is_sheet else "string(part, start)"
    foot = _foot(handout, width)
    return (
        f'@page {{ @top-left {{ content: {head}; font-family: "{family}"; }} '
        f'@bottom-left {{ content: {css_string(foot.left)}; width: {100 - foot.share}%; font-family: "{family}"; }} '
        f'@bottom-right {{ content: {foot.right}; width: {foot.share}%; font-family: "{family}"; }} }}\n'
    )


def common_rules(handout: Handout, width: float, number: str) -> str:
    """The CSS around margins and page numbers that handouts of one layout and language have in common.

    `number` stands where a page number will be filled in.
    """
    reference = css_string(number.join(handout.page_reference))
    return (
        f":root {{ --foot: var(--foot-of-{_foot(handout, width).form}); }}\n"
        "section > h2 { string-set: part attr(data-head); }\n"
        f"a.see::after {{ content: {reference}; }}\n"
        f".contents a::before {{ content: {css_string(number)}; }}\n"
    )


class _Foot(NamedTuple):
    """What stands at the left, the CSS of what stands at the right, and how many hundredths of the width that takes."""

    left: str
    right: str
    share: int
    form: Literal["sheet", "one", "lines"]
    """How high it is, which each layout says in its CSS."""


def _foot(handout: Handout, width: float) -> _Foot:
    code, number, room = _code(handout), f"{css_string(handout.page_label)} ' ' counter(page)", _ems(handout, width)
    large = handout.options.preset == "large-print"
    if (handout.is_sheet or large) and fonts.advance(f"{code} · {handout.page_label} 99") > room:
        # In two lines of large print, the digest stands whole.
        before, _, digest = code.rpartition(" · ")
        return _Foot("", f"{css_string(f'{before} ·')} '\\a ' {css_string(f'{digest} · ')} {number}", 100, "sheet")
    if handout.is_sheet:
        left = _beside(handout, f"{code} · {handout.page_label} 99", width)
        share = 100 - 100 * len(left) // max(1, _room(handout, width))
        return _Foot(left, f"{css_string(f'{code} · ')} {number}", share, "sheet")
    beside = fonts.advance(f"{code} · {handout.page_label} 999 ")
    if beside + fonts.advance(left := _without_edition(handout)) < room:
        return _Foot(left, f"{css_string(f'{code} · ')} {number}", math.ceil(100 * beside / room), "one")
    if large and beside < room:
        # Each line takes much of a page: the head names the section, the code the handout; the imprint says the rest.
        return _Foot(code, number, 25, "one")
    # The code takes lines of its own below the number, the whole one where it is short.
    share = 30 if len(code) < 32 else 45
    most = room * (100 - share) / 100
    title = handout.meta.occupation
    parts = [_shortened(part, most) for part in handout.footer.removeprefix(f"{title} · ").split(" · ")]
    # The edition stands on the line of the title, however long that is: there is room for few lines.
    parts.insert(0, _shortened(title, most - fonts.advance(f" · {parts[0]} · ")))
    # Lines break between the parts of the footer, not in them.
    left = " · ".join(part.replace(" ", "\N{NO-BREAK SPACE}") for part in parts)
    return _Foot(left, f"{number} '\\a ' {css_string(code)}", share, "lines")


def _without_edition(handout: Handout) -> str:
    """The footer for a line that the code is in as well, which begins with the edition."""
    return " · ".join(part for part in handout.footer.split(" · ") if handout.meta.edition not in part.split())


def _ems(handout: Handout, width: float) -> float:
    """A line of the foot."""
    return width * _POINTS / handout.design.sizes["foot"]


def _room(handout: Handout, width: float) -> int:
    """The characters of a line of the foot, or fewer."""
    return int(_ems(handout, width) / _EM)


def _beside(handout: Handout, code: str, width: float) -> str:
    """As much of the footer as stands beside the code in one line; what it says first stands on the sheet too."""
    parts, room = handout.footer.split(" · "), _room(handout, width) - len(code) - 3
    while parts and len(" · ".join(parts)) > room:
        del parts[0]
    return " · ".join(parts)


def _code(handout: Handout) -> str:
    if len(handout.code) <= _LONG:
        return handout.code
    edition, *_, digest = handout.code.split(" · ")
    return f"{edition} · \N{HORIZONTAL ELLIPSIS} · {digest}"


def _shortened(title: str, most: float) -> str:
    """As much of a title as a line of so many ems holds."""
    if fonts.advance(title) <= most:
        return title
    ends = itertools.accumulate(map(fonts.advance, title))
    kept = sum(end < most - 1 for end in ends)
    return f"{title[:kept].rstrip()}\N{HORIZONTAL ELLIPSIS}"


def css_string(text: str) -> str:
    """`text` as a string of CSS, with spaces that the fonts have; no sign of it means anything to CSS."""
    plain = text.translate(glyphs.SPACES)
    return '"' + "".join(f"\\{ord(sign):x} " if sign in _SIGNS else sign for sign in plain) + '"'
