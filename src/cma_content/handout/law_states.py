"""What the law of a state says: whole in a guide, in a few lines on a sheet; of all states, as tables."""

from collections.abc import Iterable, Iterator

from cma_content.handout import law_tables, law_words, locale, tree
from cma_content.handout.entries import field
from cma_content.handout.law import Finding
from cma_content.handout.scope import Scope
from cma_content.model.blocks import LocalRules
from cma_content.model.inline import Strong
from cma_content.model.law import StateCredential, StateRule


def state_rules(scope: Scope, only: str | None) -> Iterator[tree.Block]:
    """The law of the region's states; for no region, that of every state side by side."""
    if not scope.law.states:
        yield from law_tables.tables(scope)
    for state in scope.law.states:
        scope.writer.start_block()
        name, ask = law_words.state_name(scope, state, inside=True), law_words.ask_agency(scope, state)
        yield _entry(scope, state, (scope.words["state_unchecked"].format(state=name, ask=ask),))


def state_table(scope: Scope, only: str | None) -> Iterator[tree.Block]:
    """The law of every state side by side; for a region, of its states and those that border on them."""
    yield from law_tables.tables(scope)


def local_rules(scope: Scope, block: LocalRules) -> Iterator[tree.Block]:
    """The law of the region's states, each in a box on a sheet; nothing for no region."""
    for state in scope.law.states:
        scope.writer.start_block()
        if scope.options.layout == "guide":
            yield _entry(scope, state, scope.writer.runs(block.ask))
        else:
            title = _title(scope, state)
            yield tree.Box("limit", title, tuple(_short(scope, state, scope.writer.runs(block.ask))))
    if scope.place and scope.options.layout != "guide" and not scope.law.rules.keys().isdisjoint(scope.law.states):
        yield tree.Paragraph((scope.words["terms_in_guide"].format(place=scope.place.short),), role="note")


def _title(scope: Scope, state: str) -> str:
    return scope.words["local_rules"].format(place=law_words.state_name(scope, state, inside=True))


def _entry(scope: Scope, state: str, unchecked: tree.Runs) -> tree.Entry:
    rule = scope.law.rules.get(state)
    blocks = _full(scope, rule) if rule else [tree.Paragraph(unchecked)]
    return tree.Entry(f"law-{state.lower()}", _title(scope, state), (*blocks, *_ask(scope, state)))


def _full(scope: Scope, rule: StateRule) -> Iterator[tree.Block]:
    """A summary, each topic in its turn, and what else the law asks for."""
    words = scope.words
    yield tree.Paragraph((*scope.writer.runs(rule.summary), *scope.writer.notes(rule.sources)))
    yield from _lapse(scope, rule)
    for finding in scope.law.findings(rule.place, scope.law.topics):
        yield tree.Field(law_words.names(finding.topics), law_words.status(scope, finding, words["ask_board"]))
    if rule.delegates:
        yield tree.Field(words["delegates"], (f"{', '.join(rule.delegates)}.",))
    asked = {"supervision": rule.supervision, "credential_asked": rule.credential, "training_asked": rule.training}
    yield from (field(scope, label, text) for label, text in asked.items() if text)
    if rule.credentials:
        yield _intro(words["state_credentials"])
        yield tree.Bullets(tuple(_credential(scope, credential) for credential in rule.credentials))
    if rule.other:
        yield _intro(words["law_other"])
        yield tree.Bullets(tuple(map(scope.writer.runs, rule.other)))
    if rule.citation:
        yield tree.Field(words["citation"], (f"{rule.citation}.".replace("..", "."),))
    if rule.text_date:
        yield tree.Field(words["text_date"], (f"{rule.text_date}.",))


def _intro(label: str) -> tree.Paragraph:
    return tree.Paragraph((f"{label}:",), role="intro")


def _credential(scope: Scope, credential: StateCredential) -> tree.Runs:
    mark = f" ({credential.mark})" if credential.mark else ""
    return (Strong(f"{credential.name}{mark}"), ": ", *scope.writer.runs(credential.what))


def _lapse(scope: Scope, rule: StateRule) -> Iterator[tree.Block]:
    """That the law is due to lapse, and when."""
    if rule.ends:
        yield tree.Paragraph((scope.words["law_ends"].format(day=locale.day(rule.ends)),))


def _ask(scope: Scope, state: str) -> Iterator[tree.Block]:
    """Whom to ask about the law of a state, a line each."""
    if agencies := scope.law.agencies.get(state):
        yield _intro(scope.words["whom_to_ask"])
        yield tree.Bullets(tuple(law_words.agencies(scope, agencies)))


def _short(scope: Scope, state: str, unchecked: tree.Runs) -> Iterator[tree.Block]:
    """A credential of the state's own, the topics by status, and whom to ask, a line each."""
    words = scope.words
    if rule := scope.law.rules.get(state):
        if rule.credentials and rule.credential:
            held = tuple(_until_sentence_ends(law_words.without_notes(scope, rule.credential)))
            yield tree.Field(words["credential_asked"], held)
        findings = scope.law.findings(state, scope.law.topics)
        plain = [finding for finding in findings if not finding.needs_note]
        for kind, statuses in law_tables.COLUMNS.items():
            if listed := law_tables.listed(scope, plain, statuses):
                ask = f" {words['ask_there']}" if kind in ("silent", "unchecked") else ""
                yield tree.Field(words[f"short_{kind}"], (f"{listed}.{ask}",))
        for finding in findings:
            if finding.needs_note:
                yield tree.Field(law_words.names(finding.topics), _first_sentence(scope, finding))
        yield from _lapse(scope, rule)
    else:
        yield tree.Paragraph(unchecked)
    if agencies := scope.law.agencies.get(state):
        yield tree.Field(words["whom_to_ask"], next(law_words.agencies(scope, agencies[:1])))


def _first_sentence(scope: Scope, finding: Finding) -> tree.Runs:
    runs = law_words.without_notes(scope, finding.note) if finding.note else (scope.words["law_ask_first"],)
    made = tuple(_until_sentence_ends(runs))
    return (*made, *law_words.reported(scope, finding))


def _until_sentence_ends(runs: Iterable[tree.Run]) -> Iterator[tree.Run]:
    for run in runs:
        if isinstance(run, str) and ". " in run:
            yield run[: run.index(". ") + 1]
            return
        yield run
