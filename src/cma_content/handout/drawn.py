"""Days, paths and layers: what is drawn beside text, or as boxes of it."""

from collections.abc import Iterator

from cma_content.handout import anchors, charts, locale, page_room, tree
from cma_content.handout.scope import Scope
from cma_content.model import amounts
from cma_content.model.currencies import is_pay
from cma_content.model.drawn import CareerPaths, Layers, Timeline
from cma_content.model.facts import Fact
from cma_content.model.inline import Strong


def timeline(scope: Scope, block: Timeline) -> Iterator[tree.Block]:
    """A day: each moment with its time, and its kind as words and as a marker."""
    note = scope.writer.runs(block.note)
    kinds = {kind.id: kind for kind in block.kinds}
    moments = []
    for moment in block.moments:
        kind = kinds.get(moment.kind or "")
        moments.append(
            tree.Moment(
                locale.clock(moment.time, scope.words),
                scope.writer.runs(moment.text),
                f"{kind.name.rstrip('.')}." if kind else "",
                kind.shape if kind else "",
            )
        )
    yield tree.Timeline(block.caption, note, tuple(moments))


def layers(scope: Scope, block: Layers) -> Iterator[tree.Block]:
    """Layers with who gives each and what it means."""
    runs = scope.writer.runs
    made = []
    for layer in block.layers:
        name = tuple(Strong(run) if isinstance(run, str) else run for run in runs(layer.name))
        made.append(tree.Layer(name, runs(layer.giver), runs(layer.meaning)))
    yield tree.Layers(block.caption, tuple(made))


def career_paths(scope: Scope, block: CareerPaths) -> Iterator[tree.Block]:
    """A box for the start and for each career step; where entries of the handout say the same, no text repeats it."""
    facts: list[Fact] = []

    def stop(name: str, pay: str | None, education: str | None = None) -> tree.Stop:
        words = [education] if education else []
        if pay:
            facts.append(scope.writer.facts[pay])
            words.append(amounts.amount(facts[-1]))
        return tree.Stop(name, ", ".join(words))

    start = stop(block.start, block.pay)
    branches = tuple(
        tree.Branch(
            way.name,
            tuple(
                stop(step.name, step.pay, step.education)
                for step in scope.article.career_steps
                if step.kind == way.kind
            ),
        )
        for way in block.ways
    )
    branches = tuple(branch for branch in branches if branch.stops)
    if not branches:
        return
    scope.writer.printed_pay |= any(is_pay(fact.unit) for fact in facts)
    said = " ".join(_said(branch) for branch in branches)
    is_listed = all(scope.is_listed("career-steps", way.kind) for way in block.ways)
    names = " ".join(f"{branch.name}: {'; '.join(stop.name for stop in branch.stops)}." for branch in branches)
    alt = scope.words["paths_alt"].format(caption=block.caption, start=block.start, branches=names)
    twin = "" if is_listed else f"{_stop(start)}. {said}"
    columns = (scope.words["way"], scope.words["step"], scope.words["needs"])
    summary = scope.writer.runs(block.summary) if block.summary else ()
    note = tuple(charts.origins(scope, facts))
    id_ = anchors.figure(block.caption)
    paths = tree.Paths(id_, block.caption, start, branches, summary, alt, columns, twin, note)
    yield paths if page_room.has_room(paths, large=scope.is_large) else paths.as_table()


def _said(branch: tree.Branch) -> str:
    return f"{branch.name}: {'; '.join(map(_stop, branch.stops))}."


def _stop(stop: tree.Stop) -> str:
    return f"{stop.name} ({stop.detail})" if stop.detail else stop.name
