"""Duties as the law of the reader's states has them."""

from collections.abc import Iterable, Iterator, Sequence

from cma_content.handout import law_words, locale, tree
from cma_content.handout.law import Finding
from cma_content.handout.law_words import state_name
from cma_content.handout.scope import Scope
from cma_content.model.entries import USUAL_LIMITS, Duty


def divided(scope: Scope, duties: Iterable[Duty]) -> tuple[list[Duty], list[Duty]]:
    """Duties, and apart from them those that no state of the region allows."""
    allowed: list[Duty] = []
    ruled_out: list[Duty] = []
    for duty in duties:
        (ruled_out if scope.law.rules_out(duty) else allowed).append(duty)
    return allowed, ruled_out


def not_in(scope: Scope, states: Sequence[str]) -> str:
    """Not in New York."""
    listed = locale.listed((state_name(scope, state, inside=True) for state in states), scope.words["or"])
    return scope.words["not_in"].format(states=listed)


def title(scope: Scope, duty: Duty) -> str:
    """The name of a duty, with the states of the region that do not allow it."""
    forbidding = scope.law.forbidding(duty)
    return f"{duty.name} ({law_words.lowered(not_in(scope, forbidding))})" if forbidding else duty.name


def fields(scope: Scope, duty: Duty) -> Iterator[tree.Block]:
    """What each state of the region says of a duty, with its terms and its sources."""
    for state in scope.law.states if duty.topics else ():
        made: list[tree.Run] = []
        findings = scope.law.findings(state, duty.topics)
        for finding in findings:
            named = f"{law_words.names(finding.topics)}: " if len(findings) > 1 else ""
            said = law_words.status(scope, finding, law_words.ask_agency(scope, state))
            made += [*([" "] if made else []), *([named] if named else []), *said]
        yield tree.Field(scope.words["in_state"].format(state=state_name(scope, state, inside=True)), tuple(made))


def mark(scope: Scope, duty: Duty, *, briefly: bool = False) -> str:
    """What each state of the region says of a duty, in a word or two; once for those that say the same.

    `briefly` names states by their codes: NY, NJ.
    """
    found: dict[str, list[str]] = {}
    for state in scope.law.states:
        name = scope.article.place(state).abbreviation if briefly else state_name(scope, state)
        found.setdefault(_mark(scope, scope.law.findings(state, duty.topics)), []).append(name)
    if len(found) == 1:
        return next(iter(found))
    listed = (
        (", ".join(names) if briefly else locale.listed(names, scope.words["and"]), words)
        for words, names in found.items()
    )
    return ". ".join(f"{names}\N{NO-BREAK SPACE}\N{EN DASH} {words}" for names, words in listed)


def _mark(scope: Scope, findings: Sequence[Finding]) -> str:
    if len(findings) == 1:
        return _brief(scope, findings[0])
    parts = []
    for finding in findings:
        listed = law_words.names(finding.topics, inside=True)
        if finding.status == "not-allowed" and not finding.needs_note:
            parts.append(scope.words["brief_not"].format(topics=listed) + _reported(scope, finding))
        else:
            parts.append(f"{listed}: {_brief(scope, finding)}")
    return "; ".join(parts)


def _brief(scope: Scope, finding: Finding) -> str:
    kind = "note_only" if finding.needs_note else finding.status.replace("-", "_")
    return scope.words[f"brief_{kind}"] + _reported(scope, finding)


def _reported(scope: Scope, finding: Finding) -> str:
    return f", {scope.words['brief_reported']}" if finding.reported else ""


def cell(scope: Scope, duty: Duty) -> str:
    """What the states of the region say of a duty, as a cell of a table."""
    words = mark(scope, duty)
    return words[:1].upper() + words[1:]


def lines(scope: Scope, duties: Sequence[Duty]) -> Iterator[tree.Block]:
    """Duties in a line each, what no state of the region allows apart, and the limits of them all in a sentence."""
    allowed, ruled_out = divided(scope, duties)
    yield tree.Cards("icons", tuple(_card(scope, duty) for duty in allowed))
    # Of some tasks the status alone would mislead.
    named = [duty for duty in ruled_out if not _needs_note(scope, duty)]
    if named:
        tasks = "; ".join(law_words.lowered(duty.name) for duty in named)
        yield tree.Field(not_in(scope, scope.law.states), (f"{tasks}.",))
    if limits := limits_in_words(scope, allowed):
        yield tree.Paragraph((limits,), role="note")


def _needs_note(scope: Scope, duty: Duty) -> bool:
    return any(scope.law.topics[id_].note_only for id_ in duty.topics)


def _card(scope: Scope, duty: Duty) -> tree.Card:
    said = mark(scope, duty, briefly=True) if scope.law.states else scope.words["brief_state_law"]
    said = said[:1].upper() + said[1:]
    return tree.Card(duty.brief or duty.name, ((said,),) if duty.topics else (), duty.icon)


def limits_in_words(scope: Scope, duties: Sequence[Duty]) -> str:
    """The limits that some duties carry, as one sentence; nothing where they carry none."""
    carried = [limit for limit in scope.article.limits if any(limit.id in duty.limits for duty in duties)]
    if not carried:
        return ""
    words = scope.words
    clauses = [str(limit.clause) for limit in carried]
    if clauses[:2] == [USUAL_LIMITS[id_]["clause"] for id_ in ("delegated", "supervised")]:
        clauses[:2] = [words["clause_supervised_too"].format(delegated=clauses[0])]
    key = "limits_of_all" if all(duty.limits for duty in duties) else "limits_of_some"
    return words[key].format(clauses=locale.listed(clauses, words["and"]))
