"""Addresses of links: which are taken, and that the validators of every format take those."""

import re
from ast import literal_eval
from itertools import product
from pathlib import Path
from typing import Any, Final

import pytest
import validation
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from cma_content import Article, ArticleError, RenderOptions, build, export, load
from cma_content.diagnostics import rules
from cma_content.model.addresses import MAX_LENGTH, AddressError, checked, email, telephone
from cma_content.model.base import WebAddress
from cma_content.model.inline import Link, MarkupError, parse
from cma_content.model.program import Contact, Program, Scan

HERE: Final = Path(__file__).parent
TAKEN: Final = {
    "https://example.org": "https://example.org",
    "http://example.org/": "http://example.org/",
    "https://www.bls.gov/oes/current/oes319092.htm": "https://www.bls.gov/oes/current/oes319092.htm",
    "https://EXAMPLE.org:8080/a;b=c,d/e(f)?g=h&i#j": "https://EXAMPLE.org:8080/a;b=c,d/e(f)?g=h&i#j",
    "https://example.org/a?b[]=c|d": "https://example.org/a?b%5B%5D=c%7Cd",
    "https://example.org/{a}^`b`'": "https://example.org/%7Ba%7D%5E%60b%60'",
    'https://example.org/"q"': "https://example.org/%22q%22",
    "https://example.org/<x>?<y>#<z>": "https://example.org/%3Cx%3E?%3Cy%3E#%3Cz%3E",
    "https://example.org/#a#b": "https://example.org/#a%23b",
    "https://example.org/Atención/年": "https://example.org/Atenci%C3%B3n/%E5%B9%B4",
    "https://example.org/Atenci%C3%B3n": "https://example.org/Atenci%C3%B3n",
    "https://bücher.example/": "https://xn--bcher-kva.example/",
    "https://xn--bcher-kva.example/": "https://xn--bcher-kva.example/",
    "https://例え.テスト/": "https://xn--r8jz45g.xn--zckzah/",
    "http://xn--fa-hia.de/": "http://xn--fa-hia.de/",
    "http://xn--nxasmm1c.com/": "http://xn--nxasmm1c.com/",
    "http://XN--FA-HIA.de/": "http://XN--FA-HIA.de/",
    "http://xn--mgba3gch31f060k.com/": "http://xn--mgba3gch31f060k.com/",
    "http://xn--10cl1a0b660p.com/": "http://xn--10cl1a0b660p.com/",
    "https://ΒΌΛΟΣ.example/": "https://xn--nxasmq6b.example/",
    "https://example.org/می\u200cخواهم": "https://example.org/%D9%85%DB%8C%E2%80%8C%D8%AE%D9%88%D8%A7%D9%87%D9%85",
    "http://192.0.2.1:80/a": "http://192.0.2.1:80/a",
    "http://[2001:db8::1]:8080/a": "http://[2001:db8::1]:8080/a",
    "http://localhost/": "http://localhost/",
    "https://a_b.example.org/": "https://a_b.example.org/",
    "https://example.org/?": "https://example.org/?",
    "https://example.org?a@b:c": "https://example.org?a@b:c",
    "mailto:name@example.org": "mailto:name@example.org",
    "mailto:first.o'last+tag@mail.example.org": "mailto:first.o'last+tag@mail.example.org",
    "mailto:name@example.org?subject=Hello%20there&body=Good%20day": (
        "mailto:name@example.org?subject=Hello%20there&body=Good%20day"
    ),
    "mailto:name@example.org?Body=": "mailto:name@example.org?body=",
    "tel:555-0100": "tel:555-0100",
    "tel:+1-555-555-0100": "tel:+1-555-555-0100",
    "tel:(555)555.0100": "tel:(555)555.0100",
    "tel:+15555550100;ext=12": "tel:+15555550100;ext=12",
    "tel:988": "tel:988",
}
REFUSED: Final = (
    *(
        "http:",
        "http:/",
        "http://",
        "https:///a",
        "https:evil",
        "https:/evil",
        "https://?a",
        "https://#a",
        "https://:80/",
    ),
    *("http://u:p@h/", "https://u@example.org/", "https://example.org\\@evil.example/", "https://@example.org/"),
    *("https://example..org/", "https://.example.org/", "https://example.org./", "https://-a.org/", "https://a-.org/"),
    *("https://exa mple.org/", "https://example.org/a b", "https://example.org/\ta", "https://example.org/\u00a0"),
    *("https://example.org/\u202e", "https://example.org/\u200b", "https://example.org/\xad", "https://example.org\\a"),
    *("https://example.org/%", "https://example.org/%4", "https://example.org/%zz", "https://example.org/a%2"),
    *(
        "https://example.org/%00",
        "https://example.org/%0d%0aSet-Cookie:",
        "https://example.org/?a=%1B",
        "https://a.b/%7f",
    ),
    *("https://example.org/%C2%85", "https://%65xample.org/", "https://example.org%2f@a/", "https://exa%00mple.org/"),
    *("https://example.org:/", "https://example.org:x/", "https://example.org:0/", "https://example.org:65536/"),
    *("https://example.org:80:80/", "https://exa<mple.org/", "https://exa|mple.org/", "https://[example.org]/"),
    *(
        "http://1.2.3/",
        "http://256.1.1.1/",
        "http://0x7f.1/",
        "http://2130706433/",
        "http://01.2.3.4/",
        "http://1.2.3.4.5/",
    ),
    *(
        "http://[::1",
        "http://[::1%25eth0]/",
        "http://[1.2.3.4]/",
        "http://[:::]/",
        "https://xn--a.example/",
        "https://xn--/",
    ),
    *("https://" + "a" * 64 + ".org/", "https://" + "a." * 130 + "org/", "https://example.org/" + "a" * MAX_LENGTH),
    # Two letters that fold, a mark alone, capitals, a joiner that joins nothing, and what was ASCII all along.
    *("https://faß.de/", "https://FAẞ.de/", "https://βόλος.com/", "https://نامه\u200cای.com/", "https://a\u200db.com/"),
    *("https://xn--ss-.de/", "https://xn--fass-.de/", "https://xn--fass-hia-.de/", "https://xn--ab-m1t.com/"),
    *("https://" + "ü" * 400 + ".example/", "https://💩.example/", "https://a\u0301\u200d.example/"),
    *(
        "mailto:",
        "mailto:a",
        "mailto:@example.org",
        "mailto:a@",
        "mailto:a@b",
        "mailto:a@b@example.org",
        "mailto:a@1.2.3.4",
    ),
    *("mailto:a@example.org,b@example.org", "mailto:a@example.org;b@example.org", "mailto:a@example.org?"),
    *("mailto:a@example.org?cc=b@example.org", "mailto:a@example.org?to=b@example.org", "mailto:a@example.org?subject"),
    *(
        "mailto:a@example.org?subject=a&subject=b",
        "mailto:a@example.org?subject=%0D%0ABcc:b@example.org",
        "mailto:.a@b.org",
    ),
    *(
        "mailto:a..b@example.org",
        'mailto:"a b"@example.org',
        "mailto:a%0a@example.org",
        "mailto:a@example.org?subject=%",
    ),
    *(
        "mailto://a@example.org",
        "mailto:a@example.org#b",
        "mailto:?subject=a",
        "mailto:a@example.org?body=a&&subject=b",
    ),
    *(
        "tel:",
        "tel:+",
        "tel:12",
        "tel:abc",
        "tel:555 0100",
        "tel:555%200100",
        "tel:555-0100;ext=",
        "tel:*67#",
        "tel:--5550",
    ),
    *("tel:" + "1" * 21, "tel:+1+555", "tel:٥٥٥٠١٠٠", "tel:555-0100;phone-context=a", "tel:555-0100?a=b"),
)
PARTS: Final = (
    ("https://", "http://"),
    (
        *(
            "example.org",
            "EXAMPLE.org",
            "a-b.c_d.example",
            "bücher.example",
            "例え.テスト",
            "xn--bcher-kva.example",
            "xn--fa-hia.de",
            "xn--nxasmm1c.com",
            "xn--mgba3gch31f060k.com",
            "xn--10cl1a0b660p.com",
        ),
        *(
            "192.0.2.1",
            "[2001:db8::1]",
            "localhost",
            "مثال.إختبار",
            "пример.испытание",
            "3com.example",
            "a--b.example",
            "_a.b",
        ),
    ),
    ("", ":1", ":8080", ":65535"),
    (
        *(
            "",
            "/",
            "//",
            "/.",
            "/..",
            "/a/../b",
            "/;",
            "/a;b=c",
            "/:",
            "/@",
            "/a@b:c",
            "/~a",
            "/(a)",
            "/*",
            "/'",
            "/!",
            "/$",
            "/,",
        ),
        *(
            "/é",
            "/年",
            "/%C3%A9",
            "/%FF",
            "/%25",
            "/%20",
            "/[a]",
            "/{a}",
            "/a|b",
            "/a^b",
            "/`a`",
            "/😀",
            "/a\u0301",
            "/&amp;",
        ),
    ),
    ("", "?", "?a", "?a=b&c=d", "?[]", "?{}", "?|", "?^`", "??", "?/?", "?é=年", "?'", "?%2F", "?a=&&&"),
    ("", "#", "#a", "#a#b", "#é", "#?/", "#[a]", "#%20", "#|"),
)


def variants() -> list[str]:
    """Every part of an address beside the usual other parts, and a few in company; those that are taken."""
    usual = [part[0] for part in PARTS]
    one = ["".join((*usual[:at], part, *usual[at + 1 :])) for at, parts in enumerate(PARTS) for part in parts]
    two = ["".join((*usual[:3], *parts)) for parts in product(*(parts[::3] for parts in PARTS[3:]))]
    hosts = ["".join((scheme, host, port, "/a?b#c")) for scheme, host, port in product(*PARTS[:3])]
    taken = []
    for address in dict.fromkeys([*one, *two, *hosts, *TAKEN]):
        try:
            checked(address)
        except AddressError:
            continue
        taken.append(address)
    return taken


@pytest.mark.parametrize(("typed", "made"), TAKEN.items())
def test_an_address_is_taken_in_the_characters_of_addresses(typed: str, made: str) -> None:
    """Letters of other scripts and brackets become escapes, hosts their form in ASCII; once made, nothing changes."""
    assert checked(typed) == made
    assert checked(made) == made


@pytest.mark.parametrize(
    ("host", "written"),
    [
        ("faß.de", "xn--fa-hia.de"),
        ("www.Straße.DE", "www.xn--strae-oqa.de"),
        ("FAẞ.de", "xn--fa-hia.de"),
        ("www.βόλος。com", "www.xn--nxasmm1c.com"),
        ("نامه\u200cای.com", "xn--mgba3gch31f060k.com"),
        ("ශ්\u200dරී.com", "xn--10cl1a0b660p.com"),
        ("a\u200db.com", "its form that starts with xn--"),
        ("ß💩.com", "its form that starts with xn--"),
    ],
)
def test_a_host_that_older_rules_turn_into_another_is_refused(host: str, written: str) -> None:
    """With its form in ASCII, which is taken, where it has one."""
    for check, typed in ((checked, f"https://{host}/"), (email, f"a@{host}")):
        with pytest.raises(AddressError) as caught:
            check(typed)
        assert caught.value.hint == f"write {written}"
    assert " " in written or checked(f"https://{written}/") == f"https://{written}/"


@pytest.mark.parametrize("typed", REFUSED)
def test_an_address_that_leads_nowhere_is_refused(typed: str) -> None:
    """Or that hides where it leads, with the reason."""
    with pytest.raises(AddressError) as caught:
        checked(typed)
    assert 10 < len(str(caught.value)) < 200
    assert holds(caught.value.hint)


def holds(hint: str) -> bool:
    """Whether an address that a hint names is taken."""
    meant = re.fullmatch("did you mean (?P<quoted>'.*'|\".*\")\\?|write (?P<host>[^ ]+\\.[^ ]+)", hint)
    if not meant:
        return "did you mean" not in hint
    return bool(checked(literal_eval(meant["quoted"]) if meant["quoted"] else f"https://{meant['host']}/"))


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("https:\\example.org", "did you mean 'https://example.org'?"),
        ("https:\\\\example.org\\a", "did you mean 'https://example.org/a'?"),
        ("https:\\/\\/example.org", "did you mean 'https://example.org'?"),
        ("https://example.org\\a", "did you mean 'https://example.org/a'?"),
        ("https:\\-\\", ""),
        ("mailto:a\\@example.org", ""),
        ("https:evil", "did you mean 'https://evil'?"),
        ("https:/u@example.org", "write it whole, like https://example.org"),
        ("https:/a..b", "write it whole, like https://example.org"),
        ("https://u@a..b/", ""),
        ("https://u@example.org/", "did you mean 'https://example.org/'?"),
        ("https://example.org/a b", "write %20 for a space"),
        ("https://exa mple.org/", "delete it"),
        ("tel:555 0100", "delete it"),
        ("mailto:a b@example.org", "delete it"),
        ("ftp://example.org/", ""),
    ],
)
def test_a_hint_is_an_address_that_is_taken(typed: str, hint: str) -> None:
    """Or there is none."""
    with pytest.raises(AddressError) as caught:
        checked(typed)

    assert caught.value.hint == hint
    assert holds(hint)


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("https:\\\\example.org", "did you mean 'https://example.org'?"),
        ("www.example.org/a", "did you mean 'https://www.example.org/a'?"),
        ("www.a..b/", ""),
        ("HTTPS://example.org", "did you mean 'https://example.org'?"),
        ("Tel:12", ""),
    ],
)
def test_a_hint_in_text_is_taken_too(typed: str, hint: str) -> None:
    """Where Markdown has read two backslashes as one."""
    with pytest.raises(MarkupError) as caught:
        parse(f"[a]({typed})")

    assert caught.value.hint == hint


@given(st.text(st.sampled_from("ab1é年\u0301ا-._~:/?#[]@!$&'()*+,;=%\\|^`{}<>\" \u202e\u200dß\n"), max_size=30))
def test_what_is_taken_is_ascii_and_taken_again(rest: str) -> None:
    """Whatever is typed behind the scheme; a browser would read the same host. So is what a hint names."""
    hints = []
    for scheme in ("https://", "https:", "mailto:", "mailto:a@", "tel:", "tel:555"):
        try:
            made = checked(scheme + rest)
        except AddressError as error:
            hints.append(error.hint)
            continue
        assert re.fullmatch(r"[!#-;=?-Z_a-z~\[\]]+", made)
        assert checked(made) == made
    assert all(map(holds, hints))


def in_text(address: str, words: str = "x") -> str:
    """A link to an address, as Markdown has it."""
    return f"[{words}](<{re.sub('[<>]', lambda sign: chr(92) + sign[0], address)}>)"


@pytest.mark.parametrize("typed", [typed for typed in TAKEN if typed.startswith("http")])
def test_text_and_fields_take_the_same(typed: str) -> None:
    """In the same characters."""
    assert TypeAdapter(WebAddress).validate_python(typed) == checked(typed)
    assert parse(in_text(typed)) == (Link(checked(typed), "x"),)


@pytest.mark.parametrize("typed", REFUSED)
def test_text_and_fields_refuse_what_is_no_address(typed: str) -> None:
    """Each by the same function, or by what its own form asks for."""
    with pytest.raises((MarkupError, ValidationError)):
        parse(in_text(typed)) if " " not in typed else Scan.model_validate({"address": typed, "says": "x"})
    with pytest.raises(ValidationError):
        Scan.model_validate({"address": typed, "says": "x"})


def test_a_field_holds_the_address_that_is_printed() -> None:
    """In ASCII, within its length."""
    scan = Scan.model_validate({"address": "https://example.org/año", "says": "x"})

    assert scan.address == "https://example.org/a%C3%B1o"
    assert Scan.model_validate(scan.model_dump()) == scan
    with pytest.raises(ValidationError, match="at most 80"):
        Scan.model_validate({"address": "https://example.org/" + "é" * 30, "says": "x"})


@pytest.mark.parametrize(
    ("typed", "made"),
    [
        ("555-0100", "tel:5550100"),
        ("+1 (555) 555-0100", "tel:+15555550100"),
        ("(555) 555-0100 x 12", "tel:5555550100;ext=12"),
        ("555.0100x12", "tel:5550100;ext=12"),
        ("555-0100 X12", "tel:5550100;ext=12"),
        ("555-0100 ext. 12", "tel:5550100;ext=12"),
        ("555-0100, Ext 12", "tel:5550100;ext=12"),
        ("555-0100 EXT.12", "tel:5550100;ext=12"),
        ("555-0100 extension 12", "tel:5550100;ext=12"),
        ("(+1) 555 555 0100", "tel:+15555550100"),
        ("+52 (55) 5555 0100", "tel:+525555550100"),
        ("911", "tel:911"),
    ],
)
def test_a_number_as_people_write_it_can_be_called(typed: str, made: str) -> None:
    """The extension is none of its digits."""
    assert telephone(Contact.model_validate({"lines": ["a"], "phone": typed}).phone or "") == made
    with pytest.raises(AddressError, match="that is no number of a telephone"):
        telephone(f"call {typed}")


@pytest.mark.parametrize(
    "fields",
    [
        *({"phone": phone} for phone in ("(((((((", "+------", "x123456", "555-0100 x", "5 5 x1234567", "12")),
        *({"phone": phone} for phone in ("555-0100 ext", "555-0100 y12", "++1 555 0100", "555+0100", "555-0100\n")),
        *({"email": mail} for mail in ("a@b", "a,b@example.org", "a@exa..mple.org", "a@-.org", "a?b=c@example.org")),
    ],
)
def test_a_contact_that_cannot_be_reached_is_refused(fields: dict[str, Any]) -> None:
    """At its field."""
    with pytest.raises(ValidationError):
        Contact.model_validate({"lines": ["a"], **fields})


def test_an_e_mail_address_is_one() -> None:
    """With a whole host."""
    assert email("a.b@example.org") == "a.b@example.org"


def test_an_e_mail_address_is_printed_as_typed(kitchen_sink: Article) -> None:
    """The link alone is in ASCII, in the data nothing is."""
    typed = "Ask@München.example"
    contact = Contact.model_validate({"lines": ["a"], "email": typed})
    program = Program.model_validate({"schema_version": "1.0", "id": "p", "name": "P", "contact": contact})
    masthead = build(kitchen_sink, RenderOptions(program=program)).front.masthead

    assert contact.email == typed
    assert masthead
    assert masthead.contact[1] == (Link("mailto:Ask@xn--mnchen-3ya.example", typed),)
    for sign in "\xad\u200b\u202e":
        with pytest.raises(ValidationError, match="does not show"):
            Contact.model_validate({"lines": ["a"], "email": f"a@exam{sign}ple.org"})


def test_each_bad_link_is_reported_at_its_own_place() -> None:
    """Though a text holds several, and two of them alike."""
    with pytest.raises(ArticleError) as caught:
        load(HERE / "broken" / "links-that-lead-nowhere.yaml")
    problems = caught.value.problems

    assert len({problem.place for problem in problems}) == len(problems) == 12
    assert {problem.rule for problem in problems} == {rules.ADDRESS, rules.LINK}


def test_the_validators_take_every_address_that_is_taken(kitchen_sink: Article, tmp_path: Path) -> None:
    """In text and in fields, in a book, a page and a PDF."""
    links = variants()
    assert len(links) > 300
    source = kitchen_sink.sources[0]
    web = [link for link in links if link.startswith("http")]
    section = kitchen_sink.sections[0].model_dump()
    blocks = [{"type": "paragraph", "text": in_text(link, f"link {number}")} for number, link in enumerate(links)]
    fields = [
        {**source.model_dump(), "id": f"source-{number}", "address": link} for number, link in enumerate(web[::7])
    ]
    cites = " ".join(f"<source:source-{number}>" for number in range(len(fields)))
    links_too = {**section, "id": "links", "blocks": [*blocks, {"type": "paragraph", "text": cites}]}
    article = kitchen_sink.replace(
        sections=(*kitchen_sink.sections, links_too), sources=(*kitchen_sink.sources, *fields)
    )
    for name, validator in {"epub": validation.epubcheck, "html": validation.nu, "pdf": validation.verapdf}.items():
        path = tmp_path / f"links.{name}"
        path.write_bytes(export(article, name))
        assert validator([path]) == []


def test_an_address_is_measured_with_its_escapes() -> None:
    """Which are what is printed and followed: three characters for a byte."""
    web = TypeAdapter(WebAddress)
    typed = "https://example.org/" + "\N{LATIN SMALL LETTER U WITH DIAERESIS}" * 80

    assert len(web.validate_python(typed)) == 500
    with pytest.raises(ValidationError, match="with its escapes the address has 506 characters, more than 500"):
        web.validate_python(typed + "\N{LATIN SMALL LETTER U WITH DIAERESIS}")
