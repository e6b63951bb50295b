"""Addresses that links lead to, checked in one way wherever one stands: in text, in a field, in a program's contact."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Final
from urllib.parse import quote

MAX_LENGTH: Final = 2000
"""What Word takes in a link is 2,083 characters."""
MAX_HOST: Final = 253
_PLAIN: Final = re.compile(
    r"https?://(?:(?!xn--)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}(?:/[A-Za-z0-9./_~-]*)?"
)
_LABEL: Final = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?")
_NUMERIC: Final = re.compile(r"[0-9]+|0[xX][0-9A-Fa-f]*")
_IN_BRACKETS: Final = re.compile(r"\[([0-9A-Fa-f:.]{2,45})\](?::(.*))?")
_BAD_ESCAPE: Final = re.compile(r"%(?![0-9A-Fa-f]{2}).{0,2}")
# Of a control character: those of ASCII, and those above it in UTF-8.
_CONTROL: Final = re.compile(r"%(?:[01][0-9A-Fa-f]|7[Ff]|[Cc]2%[89][0-9A-Fa-f])")
# Of RFC 3986, beside letters and digits; all else is written as an escape.
_ALLOWED: Final = "-._~:/?#@!$&'()*+,;=%"
_LOCAL: Final = re.compile(r"[A-Za-z0-9!$'*+=_~-]+(?:\.[A-Za-z0-9!$'*+=_~-]+)*")
_JOINERS: Final = "\u200c\u200d"
# What IDNA 2008 keeps in a host and IDNA 2003, which Python knows, turns into something else: the name of another host.
_KEPT: Final = str.maketrans({"ß": "s", "ς": "σ", **dict.fromkeys(_JOINERS)})
_VIRAMA: Final = 9
_FIELDS: Final = ("subject", "body")
_TELEPHONE: Final = re.compile(r"\+?[0-9(][0-9().-]*(?:;ext=[0-9]{1,7})?")

NUMBER: Final = r"^(\(?\+?[0-9(][-0-9 ().]{2,30})(?:,? ?(?:[xX]|[eE][xX][tT]\.?|[eE]xtension) ?([0-9]{1,7}))?$"
"""A number of a telephone as people write it, and its extension: 555-0100 x12, (+1) 555 555 0100, ext. 12."""


class AddressError(ValueError):
    """An address that leads nowhere or hides where it leads; `hint` is what may be meant."""

    def __init__(self, reason: str, hint: str = "") -> None:
        self.hint = hint
        super().__init__(reason)


def checked(address: str) -> str:
    """An address of one of the `SCHEMES`, in the characters of RFC 3986 alone; raises `AddressError` for any other."""
    if len(address) <= MAX_HOST and _PLAIN.fullmatch(address):
        return address
    _check_seen(address)
    if "\\" in address:
        turned = address.replace("\\", "/")
        hint = suggestion(turned) or suggestion(re.sub("^(https?):/*", r"\1://", turned))
        raise AddressError("an address holds no backslash", hint)
    scheme, _, rest = address.partition(":")
    if scheme not in SCHEMES:
        raise AddressError(f"an address starts with one of {', '.join(f'{known}:' for known in SCHEMES)}")
    made = SCHEMES[scheme](scheme, rest)
    if len(made) > MAX_LENGTH:
        raise AddressError(f"the address has {len(made):,} characters; {MAX_LENGTH:,} are the most")
    return made


def suggestion(address: str) -> str:
    """A hint that `address` may be meant; none where it would be refused."""
    try:
        checked(address)
    except AddressError:
        return ""
    return f"did you mean {address!r}?"


def email(address: str) -> str:
    """One e-mail address, its host in ASCII; raises `AddressError`."""
    _check_seen(address)
    local, at, host = address.rpartition("@")
    if not at:
        raise AddressError("an e-mail address has a name, an @ and a host", "write it like name@example.org")
    if not _LOCAL.fullmatch(local) or len(local) > 64:
        raise AddressError("that is not one e-mail address", "write one alone, like name@example.org")
    if "." not in host or _NUMERIC.fullmatch(host.rpartition(".")[2]):
        raise AddressError(f"the e-mail address has no whole host: {host!r}", "write it like name@example.org")
    return f"{local}@{_host(host)}"


def telephone(typed: str) -> str:
    """The tel: address of a number as people write it, with or without an extension; raises `AddressError`."""
    found = re.fullmatch(NUMBER, typed)
    if not found:
        raise AddressError("that is no number of a telephone", "write its digits, such as 555-0100")
    number, extension = re.sub(r"[^0-9+]", "", found[1]), found[2]
    return checked(f"tel:{number};ext={extension}" if extension else f"tel:{number}")


def _check_seen(address: str) -> None:
    """Raise `AddressError` for a character that does not show, not even in the shape of those beside it."""
    unseen = (sign for sign in address if sign not in _JOINERS and (sign.isspace() or not sign.isprintable()))
    for sign in unseen:
        name = "a space" if sign == " " else f"U+{ord(sign):04X}"
        is_part = sign == " " and suggestion(address.replace(" ", "%20"))
        hint = "write %20 for a space" if is_part else "delete it"
        raise AddressError(f"an address holds no white space and no character that does not show, but {name}", hint)


def _web(scheme: str, rest: str) -> str:
    if not rest.startswith("//"):
        hint = suggestion(f"{scheme}://{rest.lstrip('/')}") or "write it whole, like https://example.org"
        raise AddressError(f"two slashes and a host follow {scheme}:", hint)
    authority = re.split(r"[/?#]", rest[2:], maxsplit=1)[0]
    path = rest[2 + len(authority) :]
    if "@" in authority:
        hint = suggestion(f"{scheme}://{authority.rpartition('@')[2]}{path}")
        raise AddressError("an address holds no user name and no password", hint)
    if found := _IN_BRACKETS.fullmatch(authority):
        host, port = f"[{_ip(found[1], 6)}]", found[2]
    else:
        typed, colon, number = authority.partition(":")
        host, port = _host(typed), number if colon else None
    if port is not None and not (re.fullmatch("[0-9]{1,5}", port) and 0 < int(port) < 2**16):
        raise AddressError(f"{port!r} is no port", "a port is a number up to 65535; most addresses have none")
    return f"{scheme}://{host}{'' if port is None else f':{port}'}{_escaped(path)}"


def _host(typed: str) -> str:
    """A host's name in ASCII, or an IP address of version 4."""
    if not typed:
        raise AddressError("the address has no host", "write it whole, like https://example.org")
    name = typed
    if not typed.isascii() and len(typed) <= MAX_HOST:
        if found := next((sign for sign in typed.replace("ẞ", "ß") if ord(sign) in _KEPT), ""):
            shown = f"U+{ord(found):04X}" if found in _JOINERS else found
            raise AddressError(f"older programs turn a host that holds {shown} into another", _in_ascii(typed))
        try:
            name = typed.encode("idna").decode()
        except UnicodeError:
            raise AddressError(f"{typed[:60]!r} is no name of a host") from None
    labels = name.split(".")
    if _NUMERIC.fullmatch(labels[-1]):
        return _ip(name, 4)
    if len(name) > MAX_HOST or not all(map(_LABEL.fullmatch, labels)) or not all(map(_is_readable, labels)):
        hint = "a host is made of letters, digits and hyphens, with single points between"
        raise AddressError(f"{typed[:60]!r} is no name of a host", hint)
    return name


def _in_ascii(host: str) -> str:
    """A hint at the ASCII form of a host, by IDNA 2008."""
    labels = re.split("[.\u3002\uff0e\uff61]", "".join(map(str.lower, unicodedata.normalize("NFKC", host))))
    made = ".".join(label if label.isascii() else f"xn--{label.encode('punycode').decode()}" for label in labels)
    try:
        return f"write {_host(made)}"
    except AddressError:
        return "write its form that starts with xn--"


def _is_readable(label: str) -> bool:
    """Whether a label in the ASCII form of another script stands for letters and digits of it."""
    if label[:4].lower() != "xn--":
        return True
    from encodings.idna import nameprep

    typed = label[4:].lower()
    try:
        decoded = typed.encode().decode("punycode")
        back = decoded.encode("punycode").decode()
        usual = decoded.translate(_KEPT)
        is_usual = nameprep(usual) == usual and not usual.startswith("xn--")
    except UnicodeError:
        return False
    letters = all(_is_letter(decoded, place) for place in range(len(decoded)))
    return is_usual and letters and not decoded.isascii() and back == typed


def _is_letter(label: str, place: int) -> bool:
    """Whether a letter, a digit, a mark or a hyphen stands there, or what joins letters or keeps them apart."""
    sign, before = label[place], label[place - 1 : place]
    if sign not in _JOINERS:
        return sign == "-" or unicodedata.category(sign)[0] in "LMN"
    # RFC 5892, appendix A; of the letters that join, Unicode's table for Python says only that they are Arabic.
    arabic = {unicodedata.bidirectional(letter or " ") for letter in (before, label[place + 1 : place + 2])} == {"AL"}
    return unicodedata.combining(before or " ") == _VIRAMA or (arabic and sign == _JOINERS[0])


def _ip(typed: str, version: int) -> str:
    import ipaddress

    try:
        found = ipaddress.ip_address(typed)
    except ValueError:
        found = None
    if not found or found.version != version:
        raise AddressError(f"{typed[:60]!r} is no IP address of version {version}")
    return typed


def _escaped(part: str) -> str:
    """What follows the host, in ASCII; a second # is text, and so are brackets and bars."""
    if found := _BAD_ESCAPE.search(part):
        raise AddressError(f"{found[0]!r} is no escape", "write %25 for a percent sign")
    if found := _CONTROL.search(part):
        raise AddressError(f"{found[0]!r} is a control character", "take it out")
    path, hash_, fragment = part.partition("#")
    return quote(path, safe=_ALLOWED) + hash_ + quote(fragment, safe=_ALLOWED.replace("#", ""))


def _mail(_: str, rest: str) -> str:
    address, mark, query = rest.partition("?")
    if not address:
        raise AddressError("mailto: takes an e-mail address", "write it like mailto:name@example.org")
    fields = [field.partition("=") for field in query.split("&")] if mark else []
    names = [name.lower() for name, _, _ in fields]
    if "#" in query or not all(sign for _, sign, _ in fields) or len({*names}) < len(names) or {*names} - {*_FIELDS}:
        hint = "write it like mailto:name@example.org?subject=Your%20words"
        raise AddressError("beside the address, mailto: takes one subject and one body", hint)
    shown = "&".join(f"{name}={_escaped(value)}" for name, (_, _, value) in zip(names, fields, strict=True))
    return f"mailto:{email(address)}{mark}{shown}"


def _telephone(_: str, rest: str) -> str:
    digits = sum(sign.isdigit() for sign in rest.partition(";")[0])
    if not (_TELEPHONE.fullmatch(rest) and 3 <= digits <= 20):
        hint = "digits and hyphens: tel:555-0100 or tel:+1-555-555-0100"
        raise AddressError("tel: takes the number of a telephone", hint)
    return f"tel:{rest}"


SCHEMES: Final[Mapping[str, Callable[[str, str], str]]] = {
    "http": _web,
    "https": _web,
    "mailto": _mail,
    "tel": _telephone,
}
"""What follows the colon of each kind of address."""
