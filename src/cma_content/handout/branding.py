"""A program's own part of a handout."""

from collections.abc import Iterator, Mapping

from cma_content.handout import locale, tree
from cma_content.model.addresses import email, telephone
from cma_content.model.inline import Link
from cma_content.model.program import Contact, LocalFact, Program


def masthead(program: Program, words: Mapping[str, str], *, sheet: bool) -> tree.Masthead:
    """Who hands the handout out."""
    logo = program.logo
    return tree.Masthead(
        name=program.name,
        contact_title=program.name if not sheet and (program.contact or program.scan or program.facts) else "",
        language=program.language or "",
        logo=tree.Picture(logo.content, logo.alt) if logo else None,
        contact=tuple(_contact(program.contact)) if program.contact else (),
        code=code(program.scan.address, program.scan.says, words) if program.scan else None,
        facts=tuple(_fact(fact, words) for fact in program.facts),
    )


def statements(program: Program, *, sheet: bool) -> tuple[str, ...]:
    """What the program must say, word for word; a sheet prints only the statements that fit one."""
    return tuple(statement.text for statement in program.statements if statement.on_sheet or not sheet)


def _contact(contact: Contact) -> Iterator[tree.Runs]:
    yield from ((line,) for line in contact.lines)
    reach: list[tree.Run] = []
    if contact.phone:
        reach.append(Link(telephone(contact.phone), contact.phone))
    if contact.email:
        reach += [" · "] * bool(reach) + [Link(f"mailto:{email(contact.email)}", contact.email)]
    if reach:
        yield tuple(reach)


def code(address: str, says: str, words: Mapping[str, str]) -> tree.QRCode:
    """The QR code of an address, which is printed as a person types it."""
    printed = address.partition("://")[2].rstrip("/")
    return tree.QRCode(says, Link(address, printed), words["qr"].format(address=printed))


def _fact(fact: LocalFact, words: Mapping[str, str]) -> tree.Field:
    text = words["own_fact"].format(
        value=fact.value, period=locale.period(fact.period) or words["undated"].lower(), source="\0"
    )
    before, after = text.split("\0")
    return tree.Field(fact.label, (before, Link(fact.address, fact.source) if fact.address else fact.source, after))
