"""The inline markup."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cma_content.model import inline
from cma_content.model.inline import Emphasis, Link, MarkupError, Reference, Run, Strong, parse, references

PIECES = [
    *".()!_\\:-[]<>`\n\u00a0é ",
    *(
        "**",
        "*",
        "**bold**",
        "**bold**, ",
        "**bold.**;",
        "*stressed*",
        "word",
        "  ",
        "O*NET",
        "2*3",
        "$5",
        "&amp;",
        "<br>",
    ),
    *("<fact:pay>", "<term:a-b>", "<source:x>", "[a word](#pay)", "[a *b*](term:c)", "[ ](#x)"),
    *("[site](https://example.org)", "[site](http://a.b/c_d-e/)", "[site](https://x.y/?q=%20)"),
]


def outcome(text: str) -> tuple[Run, ...] | str:
    """The runs of a text, or why it has none."""
    try:
        return parse(text)
    except MarkupError as error:
        return f"{error.rule.code} {error} {error.at} {error.expected} {error.hint}"


def test_markup_is_strong_emphasis_link_and_reference() -> None:
    """The whole markup in one sentence."""
    text = "**a** *b* [c](https://d.e/?f=1&g=%20) <fact:h> <term:i> [j](term:i) <source:k> [l](#m)"

    assert (
        Strong("a"),
        " ",
        Emphasis("b"),
        " ",
        Link("https://d.e/?f=1&g=%20", "c"),
        " ",
        Reference("fact", "h", ""),
        " ",
        Reference("term", "i", ""),
        " ",
        Reference("term", "i", "j"),
        " ",
        Reference("source", "k", ""),
        " ",
        Link("#m", "l"),
    ) == parse(text)


@pytest.mark.parametrize("text", ["<b>bold</b>", "&amp; &eacute;", "a < b > c", "# no heading", "`code`", "![x](y)"])
def test_everything_else_is_text(text: str) -> None:
    """Raw HTML, entities and the rest of Markdown come out as they were typed."""
    runs = parse(text) if not text.startswith("!") else ("![x](y)",)

    assert text == "".join(run for run in runs if isinstance(run, str))


@pytest.mark.parametrize(
    "text",
    [
        "$5*3 = $15*",
        "2*3*4",
        "**",
        "* ",
        "a*b",
        "4**2",
        "$15* and $20**",
        "*plus tax",
        "_a_ ____",
        "$15* and *plus tax",
    ],
)
def test_stars_that_are_no_markup_are_printed(text: str) -> None:
    """A price keeps its footnote star, a sum its signs; an underscore is a blank to fill in."""
    assert parse(text) == (text,)


@pytest.mark.parametrize("text", ["(*a*)", "\u201c*a*\u201d", "*a*, b", "b \u2013 *a*"])
def test_stars_around_words_stress_them(text: str) -> None:
    """Whatever punctuation stands beside them."""
    assert Emphasis("a") in parse(text)


@pytest.mark.parametrize(("text", "rest"), [("**CMA**s", "s"), ("**\u201cCMA\u201d**s", "s"), ("**CMA:**s", "s")])
def test_bold_words_end_where_two_stars_say_so(text: str, rest: str) -> None:
    """Though a letter follows."""
    strong, after = parse(text)
    assert isinstance(strong, Strong)
    assert "CMA" in strong.text
    assert after == rest


@pytest.mark.parametrize("text", ["a **b", "**b** and **c", "**b **"])
def test_bold_words_without_an_end_are_an_error(text: str) -> None:
    """Their stars would be printed; those behind a backslash are meant to be."""
    with pytest.raises(MarkupError, match="do not end"):
        parse(text)
    assert parse(text.replace("*", "\\*")) == (text,)


@pytest.mark.parametrize(
    "text", ["*Estimates only. It is $1,200* and fees are $50*.", "*Estimates only. It is $1,200*", "*a* b*", "*a* *b"]
)
def test_a_star_that_may_be_a_footnote_s_is_an_error(text: str) -> None:
    """It would vanish, or stress what was not meant; behind a backslash it is printed."""
    with pytest.raises(MarkupError, match="footnote"):
        parse(text)
    assert parse(text.replace("*", "\\*")) == (text,)


@pytest.mark.parametrize("text", ["*$15*", "*It costs* $15 a day", "*a* 2 * 3", "*a* 2*3"])
def test_a_star_that_is_plain_is_no_error(text: str) -> None:
    """An amount may be stressed; a star between numbers is a sign."""
    assert isinstance(parse(text)[0], Emphasis)


def test_a_line_break_in_the_source_is_a_space() -> None:
    """Text may be folded in YAML."""
    assert parse("one\ntwo") == ("one", " ", "two")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[x](javascript:alert)", "cannot lead to"),
        ("[x](data:text/html,y)", "cannot lead to"),
        ("[x](/etc/passwd)", "cannot lead to"),
        ("[x](fact:pay)", "brings its own words"),
        ("[](https://a.b)", "has no words"),
        ("**<fact:pay>**", "cannot stand inside"),
    ],
)
def test_a_link_that_cannot_be_kept_is_an_error(text: str, complaint: str) -> None:
    """A link is printed, or refused with the reason; it is never dropped."""
    with pytest.raises(MarkupError, match=complaint):
        parse(text)


def test_references_name_kind_and_id() -> None:
    """What a text refers to can be listed."""
    assert list(references(parse("<fact:a> [x](#b) [y](term:c)"))) == [("fact", "a"), ("section", "b"), ("term", "c")]


@settings(max_examples=500, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=9).map("".join))
def test_usual_text_is_read_as_the_library_reads_it(text: str) -> None:
    """What is parsed without it comes to the same runs and the same faults."""
    usual = outcome(text)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(inline, "_usual", lambda _: ())
        by_library = outcome(text)

    assert usual == by_library


@pytest.mark.parametrize(
    "text", ["**a *b* c**", "*see **note***", "***x***", "[**a**](https://example.org)", "[a *b*](#pay)"]
)
def test_stress_inside_other_markup_is_reported(text: str) -> None:
    """Rather than lost without a word."""
    with pytest.raises(MarkupError, match="cannot stand inside other markup"):
        parse(text)
