"""Every number that a finished file prints is a figure of the article, or of a class of a closed list."""

import dataclasses
import functools
import re
import zipfile
from collections.abc import Iterator, Mapping
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from digit_classes import match
from printed import TEXT

from cma_content import Article, RenderOptions, build
from cma_content.exporting.fitting import fit
from cma_content.exporting.registry import get_exporter
from cma_content.handout import Handout
from cma_content.model import amounts
from cma_content.model.facts import Fact

GUIDE = RenderOptions()
EDITIONS = {
    "guide": GUIDE,
    "guide of two states": RenderOptions(region="CBSA-47900"),
    "sheet": RenderOptions(layout="fact-sheet", region="NY"),
    "two-sided": RenderOptions(layout="two-sided", region="TX"),
}
LEAST = {
    "guide": {"amount": 180, "wage": 280, "count": 6, "note": 310, "date": 220, "time": 25, "citation": 65},
    "guide of two states": {"amount": 180, "wage": 150, "count": 6, "note": 350, "date": 230, "citation": 100},
    "sheet": {"amount": 4, "wage": 1, "note": 1, "date": 15},
    "two-sided": {"amount": 4, "wage": 1, "note": 1, "date": 20},
}
"""As many as Markdown prints, or a few less; it draws no charts. A guide of a region has the wages of its neighbors
alone; sources that were read on one day have that date once, above their list."""
ACKNOWLEDGED = {"pay-us-median-year-ooh"}
"""Median pay that is printed beside another of the same job; the text says why they differ."""

exporter = functools.cache(get_exporter)


def drawn(handout: Handout, name: str, folder: Path) -> Path:
    """The handout in a format."""
    path = folder / f"{handout.name}.{name}"
    path.write_bytes(exporter(name).export(handout))
    return path


@pytest.mark.parametrize("name", TEXT)
@pytest.mark.parametrize("edition", EDITIONS)
def test_every_printed_number_is_typed(edition: str, name: str, guide: Article, handouts: Path, tmp_path: Path) -> None:
    """In every format; with and without a region, and on sheets."""
    options = EDITIONS[edition]
    path = handouts / f"{guide.id}.{name}"
    if options != GUIDE:
        path = drawn(fit(guide, options, exporter(name)), name, tmp_path)
    found = match(TEXT[name](path), guide, options)

    assert found.faults == []
    assert {kind: found.counts[kind] for kind, least in LEAST[edition].items() if found.counts[kind] < least} == {}


SEEDS = {
    "$45,690\xa0a\xa0year": "$45,691\xa0a\xa0year",
    "$17.35": "$25.27",
    "13,300": "13,301",
    "12.5%": "12.6%",
    "(U.S., May 2025)": "(U.S., May 2024)",
    "Reading time: about ": "Reading time: about 9",
}
"""A figure, pay of another row, jobs, a share, a date and a count: what is printed, and what is put in its place."""
NEARLY = "$45,690\xa0a\xa0year".encode(), "$45,691\xa0a\xa0year".encode()
SEEDED_FAULTS = ("$45,691 in", "$25.27 in", "13,301 in", "12.6% in", "2024 in", "minutes. Only")


def seeded(handout: Handout, seeds: Mapping[str, str]) -> Handout:
    """The handout with each seed in the first string that holds what it replaces."""
    left = dict(seeds)

    def changed(value: Any) -> Any:
        if isinstance(value, str):
            for old in [old for old in left if old in value]:
                value = value.replace(old, left.pop(old), 1)
            return value
        if isinstance(value, tuple):
            return tuple(map(changed, value))
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            fields = {field.name: getattr(value, field.name) for field in dataclasses.fields(value) if field.init}
            return dataclasses.replace(value, **{name: changed(inner) for name, inner in fields.items()})
        return value

    made = dataclasses.replace(handout, body=changed(handout.body))
    assert not left, f"nothing prints {', '.join(left)}"
    return made


def short(guide: Article) -> RenderOptions:
    """A guide of three sections, which is set in no time."""
    kept = ("pay", "outlook", "wages")
    return RenderOptions(omit=tuple(section.id for section in guide.sections if section.id not in kept))


@pytest.mark.parametrize("name", TEXT)
def test_a_seeded_number_fails_in_every_format(name: str, guide: Article, tmp_path: Path) -> None:
    """Each is named with what stands around it; without them, there is no fault."""
    options = short(guide)
    handout = build(guide, options)
    clean = match(TEXT[name](drawn(handout, name, tmp_path)), guide, options)
    found = match(TEXT[name](drawn(seeded(handout, SEEDS), name, tmp_path)), guide, options)

    assert clean.faults == []
    assert [seed for seed in SEEDED_FAULTS if not any(seed in fault for fault in found.faults)] == [], found.faults


@pytest.mark.parametrize("name", ["docx", "epub", "html", "md"])
def test_a_number_changed_in_the_finished_file_fails(name: str, guide: Article, tmp_path: Path) -> None:
    """As a hand, or a program that comes after, would change it."""
    options = short(guide)
    path = drawn(build(guide, options), name, tmp_path)
    changed = tmp_path / f"changed.{name}"
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as old, zipfile.ZipFile(changed, "w") as new:
            for part in old.namelist():
                new.writestr(part, old.read(part).replace(*NEARLY))
    else:
        changed.write_bytes(path.read_bytes().replace(*NEARLY))
    found = match(TEXT[name](changed), guide, options)

    assert [fault for fault in found.faults if not fault.startswith("$45,691 in ")] == []
    assert found.faults


def test_a_figure_of_another_row_fails(guide: Article, tmp_path: Path) -> None:
    """Of another job, of another kind of workplace, of another state; each exists, and none is right there."""
    handout = build(guide)
    text = TEXT["md"](drawn(handout, "md", tmp_path))
    jobs = [amounts.bare(guide.fact(job.pay)) for job in guide.similar_jobs[1:3] if job.pay]
    places = [amounts.bare(guide.fact(setting.pay)) for setting in guide.work_settings[:2] if setting.pay]
    for first, second in (jobs, places, ("$17.35", "$25.27"), ("13,300", "2,140")):
        assert first in text
        swapped = text.replace(second, "\0").replace(first, second).replace("\0", first)
        faults = match(swapped, guide, GUIDE).faults
        assert any(second.split()[0] in fault for fault in faults), (first, second)


def occupation(fact: Fact) -> str:
    """Of whom a figure of pay speaks, by its label."""
    words = re.sub(r"(?i)\b(median pay|of|all|in the handbook)\b|[,.]", " ", fact.label)
    return " ".join(words.casefold().split())


def medians(article: Article) -> Iterator[tuple[str, Fact]]:
    """Yearly median pay, by the job that it is of: by its code, and by what it is called."""
    jobs = [(job.soc, job.pay) for job in article.similar_jobs]
    jobs += [(step.soc, step.pay) for step in article.career_steps]
    own = {code.code for code in article.codes if code.scheme == "SOC"}
    for fact in article.facts:
        if (fact.statistic, fact.unit) == ("median", "USD/year"):
            names = {occupation(fact), *(soc for soc, pay in jobs if soc and pay == fact.id)}
            names |= own if fact.from_pay else set()
            yield from ((f"{name} in {fact.place}", fact) for name in names)


def two_pays(article: Article) -> list[str]:
    """Each job with two median pays in a year, but for what stands beside another on purpose."""
    held = [(job, fact) for job, fact in medians(article) if fact.id not in ACKNOWLEDGED]
    return [
        f"{job}: {first.id} is {first.value:,}, {second.id} is {second.value:,}"
        for (job, first), (other, second) in combinations(held, 2)
        if job == other and first.value != second.value
    ]


def test_no_job_has_two_pays(guide: Article) -> None:
    """By code and by name; the Handbook's older figure stands beside the newer one, and the text says why."""
    assert len(list(medians(guide))) > 20
    assert two_pays(guide) == []
    assert guide.pay
    assert guide.pay.nation
    (own,) = {fact.value for job, fact in medians(guide) if job == "31-9092 in US"}
    assert own == guide.pay.nation.yearly.median
    ours = [fact for job, fact in medians(guide) if job == "medical assistants in US"]
    assert {fact.id for fact in ours if fact.value != own} == ACKNOWLEDGED
    blocks = [str(block.model_dump()) for section in guide.sections for block in section.blocks]
    explained = [block for block in blocks if any(f"<fact:{id_}>" in block for id_ in ACKNOWLEDGED)]
    assert len(explained) == 1
    assert "newer release" in explained[0]


def test_a_second_pay_is_found(guide: Article) -> None:
    """Under the same name, and of the same code under another."""
    held = {fact.id: fact for fact in guide.facts}
    nurse = held["pay-lpn-median-year"].replace(id="pay-again", value=64_401)
    named = guide.model_copy(update={"facts": (*guide.facts, nurse)})
    assert [fault for fault in two_pays(named) if "pay-again is 64,401" in fault]

    other = nurse.replace(label="Nurses of another kind")
    steps = tuple(step.replace(pay="pay-again") if step.pay == "pay-lpn-median-year" else step
                  for step in guide.career_steps)  # fmt: skip
    coded = guide.model_copy(update={"facts": (*guide.facts, other), "career_steps": steps})
    assert [fault for fault in two_pays(coded) if fault.startswith("29-2061 in US")]
