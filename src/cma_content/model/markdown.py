"""The library that reads markup, held to the part of CommonMark that ours is; imported for text that needs it."""

from collections.abc import Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline.state_inline import Delimiter, StateInline
from markdown_it.token import Token


class _Parser(MarkdownIt):
    """Takes every link as typed; whoever reads the tokens checks it, where the library would print it as text."""

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802 - the library's names
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802
        return link


def tokens(text: str) -> Sequence[Token]:
    """The inline tokens of a text."""
    return _parser().parseInline(text)[0].children or []


@cache
def _parser() -> MarkdownIt:
    parser = _Parser("zero").enable(["emphasis", "link", "autolink", "escape", "newline"])
    parser.inline.ruler.at("emphasis", _emphasis)
    return parser


def _emphasis(state: StateInline, silent: bool) -> bool:
    """Takes one star by the rule that CommonMark has for underscores: not inside a word; underscores are text."""
    if silent or state.src[state.pos] != "*":
        return False
    stars = state.scanDelims(state.pos, False)
    opens, closes = stars.can_open, stars.can_close
    if stars.length > 1:
        # What two stars are meant for is plain, even where letters or punctuation stand close.
        before = state.src[state.pos - 1 : state.pos] or " "
        after = state.src[state.pos + stars.length : state.pos + stars.length + 1] or " "
        opens, closes = not after.isspace() and not before.isalnum(), not before.isspace()
    for _ in range(stars.length):
        token = state.push("text", "", 0)
        token.content = "*"
        delimiter = Delimiter(
            marker=ord("*"),
            length=stars.length,
            token=len(state.tokens) - 1,
            end=-1,
            open=opens,
            close=closes,
        )
        state.delimiters.append(delimiter)
    state.pos += stars.length
    return True
