"""What the law of every state says, side by side: topics by status, and notes that must stand with theirs."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final, get_args

from cma_content.handout import anchors, law_words, tree
from cma_content.handout.law import Finding
from cma_content.handout.scope import Scope
from cma_content.model import regions
from cma_content.model.facts import ReadAs
from cma_content.model.inline import Strong
from cma_content.model.law import Topic

COLUMNS: Final[Mapping[str, Collection[str]]] = {
    "allowed": ("allowed", "on-terms"),
    "not_allowed": ("not-allowed",),
    "silent": ("silent",),
    "unchecked": ("unchecked",),
}
"""The statuses that stand in each column, or line of a sheet."""


def tables(scope: Scope) -> Iterator[tree.Block]:
    """What the columns mean, a row for each place by its topics, and a table for each topic that needs its notes."""
    words, topics = scope.words, scope.law.topics.values()
    known = {*scope.law.rules, *scope.law.agencies}
    here = known & regions.around(scope.place) if scope.place else known
    states = sorted(here, key=lambda state: law_words.state_name(scope, state))
    if not topics or not states:
        return
    ruled = scope.law.named
    shown = [topic for topic in topics if topic.id in ruled and not topic.note_only]
    legend = [(Strong(words[f"column_{name}"]), ": ", words[f"means_{name}"]) for name in COLUMNS]
    if shown:
        legend.append((Strong(words["all_tasks"]), ": ", f"{law_words.names(shown, inside=True)}."))
    # What no rule speaks of would stand in every row.
    if unruled := [topic for topic in topics if topic.id not in ruled]:
        legend.append((Strong(law_words.names(unruled)), ": ", words["checked_nowhere"]))
    yield tree.Bullets(tuple(legend))
    if shown:
        yield _statuses(scope, states, shown)
    for topic in topics:
        if topic.note_only and topic.id in ruled:
            yield _notes(scope, states, topic)


def _statuses(scope: Scope, states: Sequence[str], topics: Sequence[Topic]) -> tree.Grid:
    words, ids = scope.words, [topic.id for topic in topics]
    rows = []
    for state in states:
        findings = scope.law.findings(state, ids)
        cells = [(_cell(scope, findings, statuses, len(ids)),) for statuses in COLUMNS.values()]
        rows.append(((law_words.state_name(scope, state),), *cells))
    caption = words["state_table"]
    columns = (words["column_state"], *(words[f"column_{name}"] for name in COLUMNS))
    return tree.Grid(anchors.figure(caption), caption, columns, tuple(rows), note=_how_read(scope, states))


def _cell(scope: Scope, findings: Sequence[Finding], statuses: Collection[str], number: int) -> str:
    here = [finding for finding in findings if finding.status in statuses]
    if sum(len(finding.topics) for finding in here) == number and not any(finding.reported for finding in here):
        return scope.words["all_tasks"]
    return listed(scope, here, statuses) or "\N{EN DASH}"


def listed(scope: Scope, findings: Iterable[Finding], statuses: Collection[str]) -> str:
    """The topics with one of some statuses, in their own order; `reported` behind those that only others report."""
    found = {topic.id: finding for finding in findings if finding.status in statuses for topic in finding.topics}
    mark = f" ({scope.words['reported']})"
    return ", ".join(
        topic.name + mark * found[topic.id].reported for topic in scope.law.topics.values() if topic.id in found
    )


def _notes(scope: Scope, states: Sequence[str], topic: Topic) -> tree.Grid:
    caption = scope.words["note_table"].format(topic=law_words.lowered(topic.name))
    rows = tuple(
        ((law_words.state_name(scope, state),), _note(scope, scope.law.findings(state, [topic.id])[0]))
        for state in states
    )
    columns = (scope.words["column_state"], scope.words["column_note"])
    return tree.Grid(anchors.figure(caption), caption, columns, rows)


def _note(scope: Scope, finding: Finding) -> tree.Runs:
    words = scope.words
    if finding.status == "unchecked":
        return (words["cell_unchecked"],)
    note = law_words.without_notes(scope, finding.note) if finding.note else ()
    said = words["law_silent"] if finding.status == "silent" else "" if note else words["law_ask_first"]
    gap = [" "] if said and note else []
    mark = [f" ({words['reported']})"] if finding.reported else []
    return (*([said] if said else []), *gap, *note, *mark)


def _how_read(scope: Scope, states: Iterable[str]) -> tree.Runs:
    """How the texts of the rules of some states were read, in numbers; nothing where they rest on none."""
    rules = (scope.law.rules[state] for state in states if state in scope.law.rules)
    cited = {id_ for rule in rules for id_ in rule.cited}
    counted = Counter(scope.writer.source(id_).read_as for id_ in cited)
    parts = [
        scope.words[f"read_count_{name.replace('-', '_')}"].format(count=counted[name])
        for name in get_args(ReadAs)
        if counted[name]
    ]
    if len(cited) < 2:
        return (scope.words["how_read_one"].format(part=parts[0]),) if cited else ()
    return (scope.words["how_read"].format(count=len(cited), parts=", ".join(parts)),)
