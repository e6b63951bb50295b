"""What the law says of a task, in words: long in a guide, a word or two on a sheet, sentences as an answer."""

from collections.abc import Iterable, Iterator

from cma_content.handout import locale, tree
from cma_content.handout.law import Finding
from cma_content.handout.scope import Scope
from cma_content.handout.source_list import short_address
from cma_content.model import amounts
from cma_content.model.entries import FAQ
from cma_content.model.inline import Link, Reference
from cma_content.model.law import Agency, Topic
from cma_content.model.text import Text

# Inside a sentence these names have an article.
_WITH_ARTICLE = frozenset({"US-DC", "US-VI"})


def state_name(scope: Scope, state: str, *, inside: bool = False) -> str:
    """The name of a state; `inside` a sentence as it stands there, such as "the District of Columbia"."""
    name = scope.writer.places[state].name
    return scope.words["with_article"].format(name=name) if inside and state in _WITH_ARTICLE else name


def names(topics: Iterable[Topic], *, inside: bool = False) -> str:
    """The topics by name; `inside` a sentence they begin small."""
    return ", ".join(lowered(topic.name) if inside else topic.name for topic in topics)


def lowered(words: str) -> str:
    """Words as they stand inside a sentence: an abbreviation stays as it is."""
    return words if words[:2].isupper() or words[1:2] == "-" else words[:1].lower() + words[1:]


def status(scope: Scope, finding: Finding, ask: str) -> tree.Runs:
    """A status with its terms and its sources; where the law was not checked, `ask` says whom to ask."""
    words, several = scope.words, len(finding.topics) > 1
    match finding.status:
        case "unchecked":
            return (words["law_unchecked"].format(ask=ask),)
        case "silent":
            said = words["law_silent_of_several" if several else "law_silent"]
        case _ if finding.needs_note:
            said = "" if finding.note else words["law_ask_first"]
        case _:
            said = words[f"law_{finding.status.replace('-', '_')}"]
    return tuple(_with_note(scope, said, finding, finding.note))


def _with_note(scope: Scope, said: str, finding: Finding, note: Text | None) -> Iterator[tree.Run]:
    """A sentence, a note, who alone reports it, and its sources, but for those that the note has just cited."""
    runs = scope.writer.runs(note) if note else ()
    if start := said + " " * bool(said and runs):
        yield start
    yield from runs
    yield from reported(scope, finding)
    yield from (made for made in scope.writer.notes(finding.sources) if made not in runs)


def reported(scope: Scope, finding: Finding) -> tree.Runs:
    """Who reports it, where nothing else was read."""
    if not finding.reported:
        return ()
    publishers = dict.fromkeys(scope.writer.source(id_).publisher for id_ in finding.sources)
    listed = locale.listed(publishers, scope.words["and"])
    return (" " + scope.words["law_reported_by"].format(publishers=listed),)


def ask_agency(scope: Scope, state: str) -> str:
    """Whom to ask in a state, as a sentence."""
    agencies = scope.law.agencies.get(state)
    return scope.words["ask_agency"].format(agency=agencies[0].name) if agencies else scope.words["ask_anyone"]


def agencies(scope: Scope, held: Iterable[Agency]) -> Iterator[tree.Runs]:
    """Whom to ask, each with an address, and with a caution where that was seen in lists alone."""
    for agency in held:
        address: tree.Runs = (", ", Link(agency.address, short_address(agency.address))) if agency.address else ()
        caution = (f" ({scope.words['unconfirmed']})",) if agency.read_as == "summary" else ()
        yield (agency.name, *address, *caution)


def answer(scope: Scope, faq: FAQ) -> tuple[tree.Block, ...]:
    """The answer to a question about the law: in each state of the region what is known of its topics."""
    return tuple(
        tree.Paragraph(_sentences(scope, state, finding))
        for state in scope.law.states
        for finding in scope.law.findings(state, faq.topics)
    )


def _sentences(scope: Scope, state: str, finding: Finding) -> tree.Runs:
    tasks = [topic.task for topic in finding.topics]
    kind = "note_only" if finding.needs_note else finding.status.replace("-", "_")
    join = "or" if finding.status in ("not-allowed", "unchecked") else "and"
    said = scope.words[f"answer_{kind}"].format(
        state=state_name(scope, state, inside=True),
        tasks=locale.listed(tasks, scope.words[join]),
        ask=ask_agency(scope, state),
    )
    if finding.status == "unchecked":
        return (said,)
    # A sheet has no room for terms, which then are to be asked for; but a note that must stand does.
    is_short = scope.options.layout != "guide" and not finding.needs_note
    if is_short and finding.status == "on-terms":
        said += " " + scope.words["ask_terms"]
    elif finding.needs_note and not finding.note:
        said += " " + scope.words["law_ask_first"]
    return tuple(_with_note(scope, said, finding, None if is_short else finding.note))


def without_notes(scope: Scope, text: Text) -> tree.Runs:
    """A text whose sources are not cited, for a table that is too long to cite each."""
    made: list[tree.Run] = []
    for run in text.runs:
        match run:
            case Reference("fact", id_, _):
                made.append(amounts.amount(scope.writer.facts[id_]))
            case Reference("source", _, _):
                pass
            case Reference(_, id_, words):
                made.append(words or scope.article.term(id_).term)
            case _:
                made.append(run)
    return tuple(made)
