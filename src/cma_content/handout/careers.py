"""Ways in and ways on as blocks: training, credentials, other jobs, places of work."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from cma_content.handout import anchors, columns, tree
from cma_content.handout.entries import field
from cma_content.handout.scope import Scope
from cma_content.model.article import Article
from cma_content.model.careers import Credential, Fee, WorkSetting
from cma_content.model.inline import Link, Strong


def education_paths(scope: Scope, only: str | None) -> Iterator[tree.Block]:
    """Each way in: how long, what it earns and costs, which exams it opens, whom it suits, what to check."""
    for path in scope.article.education_paths:
        scope.writer.start_block()
        time = _figure(scope, path.time)
        length = (*time, *([". "] if time else []), *scope.writer.runs(path.length))
        opens = "; ".join(_mark(scope, scope.article.credential(id_)) for id_ in path.opens)
        fields = (
            tree.Field(scope.words["length"], length),
            field(scope, "award", path.award),
            field(scope, "cost", path.cost),
            *([tree.Field(scope.words["opens"], (opens,))] if opens else []),
            field(scope, "good_for", path.good_for),
            field(scope, "watch_for", path.watch_for, path.sources),
        )
        yield tree.Entry(path.id, path.name, fields)


def _mark(scope: Scope, credential: Credential) -> str:
    """The mark, with its issuer where paths and tables print it for the first time."""
    is_new = credential.id not in scope.writer.named
    scope.writer.named.add(credential.id)
    return f"{credential.mark}, {credential.issuer}" if is_new else credential.mark


def _credentials(scope: Scope, only: str | None) -> Sequence[Credential]:
    chosen = (credential for credential in scope.article.credentials if only in (None, credential.side))
    return sorted(chosen, key=lambda credential: credential.issuer)


def credentials(scope: Scope, only: str | None) -> Iterator[tree.Block]:
    """Each credential by its issuer's own name for it."""
    for credential in _credentials(scope, only):
        scope.writer.start_block()
        blocks: list[tree.Block] = [
            tree.Field(scope.words["full_name"], (credential.name,)),
            tree.Field(scope.words["issuer"], (Link(credential.address, credential.issuer),)),
        ]
        if credential.accredited_by:
            blocks.append(field(scope, "accredited_by", credential.accredited_by))
        routes = tuple(scope.writer.runs(route.text) for route in credential.routes)
        if routes:
            blocks += [tree.Paragraph((f"{scope.words['routes']}:",), role="intro"), tree.Bullets(routes)]
        if credential.retake:
            blocks.append(field(scope, "retake", credential.retake))
        if credential.upkeep:
            blocks.append(field(scope, "renewal", credential.upkeep))
        figures = {
            "window": _figure(scope, credential.window),
            "upkeep_fees": _fees(scope, credential.upkeep_fees, _figure),
            "pass_rate": _figure(scope, credential.pass_rate),
        }
        blocks += [tree.Field(scope.words[label], runs) for label, runs in figures.items() if runs]
        notes = scope.writer.notes(credential.sources)
        if credential.note:
            blocks.append(tree.Paragraph((*scope.writer.runs(credential.note), *notes)))
        else:
            blocks.append(tree.Field(scope.words["sources"], notes))
        yield tree.Entry(credential.id, credential.mark, tuple(blocks))


def credential_table(scope: Scope, only: str | None) -> Iterator[tree.Block]:
    """Credentials side by side: the exam in minutes, every other time in months; what was not found says so.

    Each figure has its source beside it, and below the table stands where and when the figures of each source hold.
    """
    held = _credentials(scope, only)
    ids = {name: [getattr(one, name) for one in held] for name in ("questions", "minutes", "attempts", "validity")}
    units = {name: columns.shared_unit(scope, of_all) for name, of_all in ids.items()}
    names = ("questions", "minutes", "fee", "attempts", "validity")
    rows = []
    printed: list[str] = []
    for number, credential in enumerate(held):
        cells = [
            _fees(scope, credential.fees, _sourced) or (scope.words["ask_issuer"],)
            if name == "fee"
            else _sourced(scope, ids[name][number], units[name])
            for name in names
        ]
        rows.append(((_mark(scope, credential),), *cells))
        printed += filter(
            None, [*(of_all[number] for of_all in ids.values()), *(fee.amount for fee in credential.fees)]
        )
    caption = scope.words["credential_table"]
    heads = (columns.head(scope, f"column_{name}", ids.get(name, ())) for name in ("credential", *names))
    yield tree.Grid(anchors.figure(caption), caption, tuple(heads), tuple(rows), note=_vintages(scope, printed))


def _sourced(scope: Scope, id_: str | None, unit: str = "") -> tree.Runs:
    """A figure with its source, in a table that says below where and when it holds; or whom to ask for it."""
    if id_ is None:
        return (scope.words["ask_issuer"],)
    return (*columns.cell(scope, id_, unit), scope.writer.note(scope.writer.facts[id_].source))


def _vintages(scope: Scope, ids: Iterable[str]) -> tree.Runs:
    """Each place and time of some figures, once, with the sources that it holds for."""
    sources: dict[str, list[str]] = {}
    for fact in (scope.writer.facts[id_] for id_ in ids):
        sources.setdefault(scope.writer.vintage(fact), []).append(fact.source)
    made: list[tree.Run] = []
    for vintage, found in sources.items():
        made += [*([" "] if made else []), vintage, *scope.writer.notes(dict.fromkeys(found)), "."]
    return tuple(made)


def _fees(scope: Scope, fees: Iterable[Fee], figure: Callable[[Scope, str], tree.Runs]) -> tree.Runs:
    made: list[tree.Run] = []
    for fee in fees:
        made += [*(["; "] if made else []), *_said_of(figure(scope, fee.amount), fee.who)]
    return tuple(made)


def _said_of(figure: tree.Runs, who: str) -> Iterator[tree.Run]:
    """A figure and whom it holds for, in the parentheses that it may have, and before its notes."""
    *before, last = (run for run in figure if isinstance(run, str))
    yield from before
    yield f"{last[:-1]}; {who})" if last.endswith(")") else f"{last} ({who})"
    yield from (run for run in figure if not isinstance(run, str))


def career_steps(scope: Scope, only: str | None) -> Iterator[tree.Block]:
    """Each step: what the work is, what it takes to get there, and what it pays."""
    for step in scope.article.career_steps:
        if only not in (None, step.kind):
            continue
        scope.writer.start_block()
        blocks: list[tree.Block] = [
            tree.Paragraph((*scope.writer.runs(step.what), *scope.writer.notes(step.sources))),
            field(scope, "needs", step.needs),
        ]
        for label, words in (("education", step.education), ("license_asked", step.license)):
            if words:
                blocks.append(tree.Field(scope.words[label], (words,)))
        if step.pay:
            blocks.append(tree.Field(scope.words["median_pay"], _figure(scope, step.pay)))
        yield tree.Entry(step.id, step.name, tuple(blocks))


def similar_jobs(scope: Scope, only: str | None) -> Iterator[tree.Block]:
    """Jobs side by side: training, license, pay, growth; each column of one release, named below."""
    jobs = scope.article.similar_jobs
    figures = {"median_pay": [job.pay for job in jobs], "growth": [job.growth for job in jobs]}
    rows = tuple(
        (
            (Strong(job.name), ": ", *scope.writer.runs(job.what), *scope.writer.notes(job.sources)),
            scope.writer.runs(job.training),
            scope.writer.runs(job.license),
            *cells,
        )
        for job, *cells in zip(jobs, *(columns.cells(scope, ids) for ids in figures.values()), strict=True)
    )
    words = (scope.words[name] for name in ("job", "training", "license_asked"))
    heads = (*words, *(columns.head(scope, name, ids) for name, ids in figures.items()))
    caption = scope.words["similar_jobs"]
    note = columns.releases(scope, {scope.words[name]: ids for name, ids in figures.items()})
    yield tree.Grid(anchors.figure(caption), caption, heads, rows, frozenset({3, 4}), note, answer=3)


def work_settings(scope: Scope, only: str | None) -> Iterator[tree.Block]:
    """Places of work: how many jobs they have, their share of all, and what they pay."""
    settings = scope.article.work_settings
    figures = _figures_of(settings)
    names = [_setting(scope, setting) for setting in settings]
    if settings and not figures:
        yield tree.Bullets(tuple(names))
        return
    rows = tuple(zip(names, *(columns.cells(scope, ids) for ids in figures.values()), strict=True))
    heads = (scope.words["setting"], *(columns.head(scope, name, ids) for name, ids in figures.items()))
    caption = scope.words["work_settings" if "median_pay" in figures else "work_settings_alone"]
    note = columns.releases(scope, {scope.words[name]: ids for name, ids in figures.items()})
    numbers = frozenset(range(1, len(heads)))
    answer = 1 + list(figures).index("median_pay") if "median_pay" in figures else 0
    yield tree.Grid(anchors.figure(caption), caption, heads, rows, numbers, note, answer=answer)


def _figures_of(settings: Sequence[WorkSetting]) -> dict[str, list[str | None]]:
    """The ids of the figures of each column, where any place of work has one."""
    fields = {"jobs": "jobs", "share": "share", "median_pay": "pay"}
    found = {name: [getattr(setting, field) for setting in settings] for name, field in fields.items()}
    return {name: ids for name, ids in found.items() if any(ids)}


def columns_of(article: Article, of: str, form: str) -> int:
    """How many columns the table of a collection has; 1 where it is a list, 0 where it is neither."""
    match of, form:
        case "duties", "table":
            return 1 + len(article.limits)
        case "credentials", "table":
            return 6
        case "similar-jobs", "entries":
            return 5
        case "work-settings", "entries":
            return 1 + len(_figures_of(article.work_settings))
    return 0


def _setting(scope: Scope, setting: WorkSetting) -> tree.Runs:
    note = (": ", *scope.writer.runs(setting.note)) if setting.note else ()
    return (Strong(setting.name), *note, *scope.writer.notes(setting.sources))


def _figure(scope: Scope, id_: str | None) -> tree.Runs:
    """A figure with its place, its date and its source."""
    return scope.writer.figure(id_) if id_ else ()
