"""Ways in and ways on as blocks: training, credentials, other jobs, places of work."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from cma_content.handout import anchors, tree
from cma_content.handout.entries import field
from cma_content.handout.scope import Scope
from cma_content.model import amounts
from cma_content.model.article import Article
from cma_content.model.careers import Credential, Fee, WorkSetting
from cma_content.model.currencies import is_pay
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
    ask = scope.words["ask_issuer"]
    rows = []
    printed: list[str] = []
    for credential in _credentials(scope, only):
        ids = (credential.questions, credential.minutes, None, credential.attempts, credential.validity)
        cells = [_sourced(scope, id_) if id_ else (ask,) for id_ in ids]
        if credential.fees:
            cells[2] = _fees(scope, credential.fees, _sourced)
        rows.append(((_mark(scope, credential),), *cells))
        printed += [*filter(None, ids), *(fee.amount for fee in credential.fees)]
    names = ("credential", "questions", "minutes", "fee", "attempts", "validity")
    caption = scope.words["credential_table"]
    columns = tuple(scope.words[f"column_{name}"] for name in names)
    yield tree.Grid(anchors.figure(caption), caption, columns, tuple(rows), note=_vintages(scope, printed))


def _sourced(scope: Scope, id_: str) -> tree.Runs:
    """A figure with its source, in a table that says below where and when it holds."""
    fact = scope.writer.facts[id_]
    return (*_amount(scope, id_), scope.writer.note(fact.source))


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
        made += [*(["; "] if made else []), *figure(scope, fee.amount), f" ({fee.who})"]
    return tuple(made)


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
    rows: tuple[tuple[tree.Runs, ...], ...] = tuple(
        (
            (Strong(job.name), ": ", *scope.writer.runs(job.what), *scope.writer.notes(job.sources)),
            scope.writer.runs(job.training),
            scope.writer.runs(job.license),
            _amount(scope, job.pay),
            _amount(scope, job.growth),
        )
        for job in scope.article.similar_jobs
    )
    columns = tuple(scope.words[name] for name in ("job", "training", "license_asked", "median_pay", "growth"))
    caption = scope.words["similar_jobs"]
    pay = [job.pay for job in scope.article.similar_jobs]
    growth = [job.growth for job in scope.article.similar_jobs]
    note = _releases(scope, {columns[3]: pay, columns[4]: growth})
    yield tree.Grid(anchors.figure(caption), caption, columns, rows, frozenset({3, 4}), note, answer=3)


def work_settings(scope: Scope, only: str | None) -> Iterator[tree.Block]:
    """Places of work: how many jobs they have, their share of all, and what they pay."""
    settings = scope.article.work_settings
    figures = _figures_of(settings)
    names = [_setting(scope, setting) for setting in settings]
    if settings and not figures:
        yield tree.Bullets(tuple(names))
        return
    rows = tuple(
        (name, *(_amount(scope, ids[number]) for ids in figures.values())) for number, name in enumerate(names)
    )
    columns = (scope.words["setting"], *(scope.words[name] for name in figures))
    caption = scope.words["work_settings" if "median_pay" in figures else "work_settings_alone"]
    note = _releases(scope, dict(zip(columns[1:], figures.values(), strict=True)))
    numbers = frozenset(range(1, len(columns)))
    answer = 1 + list(figures).index("median_pay") if "median_pay" in figures else 0
    yield tree.Grid(anchors.figure(caption), caption, columns, rows, numbers, note, answer=answer)


def _figures_of(settings: Sequence[WorkSetting]) -> dict[str, list[str | None]]:
    """The ids of the figures of each column, where any place of work has one."""
    columns = {"jobs": "jobs", "share": "share", "median_pay": "pay"}
    found = {name: [getattr(setting, field) for setting in settings] for name, field in columns.items()}
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


def _amount(scope: Scope, id_: str | None) -> tree.Runs:
    """A figure alone, in a column whose releases are named below the table."""
    if id_ is None:
        return ("\N{EN DASH}",)
    fact = scope.writer.facts[id_]
    scope.writer.printed_pay |= is_pay(fact.unit)
    return (amounts.amount(fact),)


def _releases(scope: Scope, columns: Mapping[str, Iterable[str | None]]) -> tree.Runs:
    """Where, when and from whom the figures of each column are, or of each row."""
    made: list[tree.Run] = []
    for name, ids in columns.items():
        facts = [scope.writer.facts[id_] for id_ in ids if id_]
        origins = dict.fromkeys((scope.writer.vintage(fact), scope.writer.note(fact.source)) for fact in facts)
        for vintage, note in origins:
            made += [*([" "] if made else []), f"{name}: {vintage}.", note]
    return tuple(made)
