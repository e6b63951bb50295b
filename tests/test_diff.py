"""What changed between two articles: by id, in words with units and periods, and no more than what did."""

import json
import time
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

import pytest
from growing import DIMENSIONS, article, blocks, paragraph
from pydantic import BaseModel

from cma_content import Article, Diff, UsageError, diff, dump, export, load_text
from cma_content.insight.changes import GROUPS, Change, group_of
from cma_content.insight.diff_report import as_json, lines
from cma_content.insight.matching import match
from cma_content.model.base import FrozenDict
from cma_content.model.text import Text

Data = dict[str, Any]
WHY = {"edition": "2026.3", "why": "It has a better name."}


def edited(article: Article, edit: Callable[[Data], object]) -> Article:
    """The article with its data edited, as the next edition."""
    data = article.model_dump(mode="json", exclude_defaults=True)
    data["edition"] = "2026.3"
    edit(data)
    return Article.model_validate(data)


def found(old: Article, edit: Callable[[Data], object]) -> list[tuple[str, str, str, str]]:
    """The changes of an edit but that of the edition: kind, path and words."""
    changes = diff(old, edited(old, edit)).changes
    return [(one.kind, one.path, one.was, one.became) for one in changes if one.path != "edition"]


def by_id(data: Data, field: str, id_: str) -> Data:
    """An entry of the data."""
    entry: Data = next(one for one in data[field] if one["id"] == id_)
    return entry


def texts(data: Data, section: int = 0) -> list[Any]:
    """The blocks of a section."""
    held: list[Any] = data["sections"][section]["blocks"]
    return held


def test_nothing_changed_in_what_is_the_same(kitchen_sink: Article, guide: Article) -> None:
    """Nor on its way through JSON or YAML."""
    for one in (kitchen_sink, guide):
        assert diff(one, one) == Diff(one, one, (), ())
        assert diff(one, load_text(export(one, "json").decode())).changes == ()
    assert diff(kitchen_sink, load_text(dump(kitchen_sink))).changes == ()


def test_a_figure_is_said_with_its_unit_place_and_period(kitchen_sink: Article) -> None:
    """As one change, whichever of its fields differ; its label is another."""

    def edit(data: Data) -> None:
        by_id(data, "facts", "growth").update(value=14.5, period="2025/2035")
        by_id(data, "facts", "growth-all").update(label="Growth of all jobs", period="2025/2035")
        by_id(data, "facts", "hours").update(verified="primary")

    assert found(kitchen_sink, edit) == [
        ("changed", "facts[growth]", "12% (U.S., 2024–34)", "14.5% (U.S., 2025–35)"),
        ("changed", "facts[growth-all]", "3.1% (U.S., 2024–34)", "3.1% (U.S., 2025–35)"),
        ("changed", "facts[growth-all].label", "Growth of all work", "Growth of all jobs"),
        (
            "changed",
            "facts[hours]",
            "at least 10 hours (Texas, page undated, read October 2026), Example State, A rule, requirement, secondary",
            "at least 10 hours (Texas, page undated, read October 2026), Example State, A rule, requirement, primary",
        ),
    ]


def test_the_pay_of_an_area_is_one_change(kitchen_sink: Article) -> None:
    """With its median, its jobs and its period; or with every figure, where those stay as they are."""

    def edit(data: Data) -> None:
        data["pay"]["areas"][1]["yearly"]["median"] = 40000
        data["pay"]["areas"][1]["jobs"] = 80000

    assert found(kitchen_sink, edit) == [
        (
            "changed",
            "pay.areas[US-TX]",
            "median $39,520 a year, $19.00 an hour, 75,340 jobs (May 2025)",
            "median $40,000 a year, $19.00 an hour, 80,000 jobs (May 2025)",
        )
    ]
    ((_, _, was, became),) = found(kitchen_sink, lambda data: data["pay"]["areas"][1]["yearly"].update(p10=30001))
    assert "yearly p10 30001, p25" in became
    assert "yearly p10 30001, p25" not in was


def test_hundreds_of_areas_are_summarized_for_people_alone(guide: Article) -> None:
    """The nation, how many rose and fell, and what moved most; programs get all."""

    def edit(data: Data) -> None:
        data["pay"]["period"] = "2026-05"
        by_id(data, "facts", "pay-all-jobs-median-year")["period"] = "2026-05"  # Which pay is compared with.
        for number, area in enumerate((*data["pay"]["areas"], *data["pay"]["local"])):
            yearly = area["yearly"]
            by = 1 + (number - 20) / 10_000
            area["yearly"] = {level: round(value * by) for level, value in yearly.items()}

    new = edited(guide, edit_pay_alone(edit))
    changed = diff(guide, new)
    areas = [change for change in changed.changes if change.path.startswith(("pay.areas", "pay.local"))]
    assert len(areas) > 500
    told = [line for line in lines(changed) if "pay" in line.casefold()]
    assert sum("pay.areas[" in line or "pay.local[" in line for line in told) == 1
    assert any("pay.areas[US]" in line for line in told)
    (summary,) = (line for line in told if "by area" in line)
    assert summary.strip().startswith(f"Median yearly pay by area: higher in {len(areas) - 20:,}, lower in 20")
    assert len(json.loads(as_json(changed))["changes"]) == len(changed.changes)


def edit_pay_alone(edit: Callable[[Data], None]) -> Callable[[Data], None]:
    """The edit, with the facts that are taken from pay as they become with it."""

    def both(data: Data) -> None:
        edit(data)
        for fact in data["facts"]:
            if fact.get("from_pay"):
                for name in ("value", "statistic", "period", "source", "verified"):
                    fact.pop(name, None)

    return both


def test_what_the_law_says_is_a_group_of_its_own(kitchen_sink: Article) -> None:
    """Status by status, whatever their order."""

    def edit(data: Data) -> None:
        rules = data["state_rules"][0]["rules"]
        rules[0]["status"] = "not-allowed"
        rules.reverse()

    new = edited(kitchen_sink, edit)
    (change,) = (change for change in diff(kitchen_sink, new).changes if change.path != "edition" and change.became)
    assert (change.group, change.kind, change.title) == ("law", "changed", "Texas: blood draw: status")
    assert (change.was, change.became) == ("on-terms", "not-allowed")


def test_entries_come_and_go_by_id(kitchen_sink: Article) -> None:
    """One that is gone without being retired is a warning; one that is retired says why."""

    def edit(data: Data) -> None:
        data["duties"].append({"id": "sing", "name": "Sing", "side": "clinical", "involves": ["Sing <fact:growth>."]})
        data["skills"] = []
        data["fact_sheet"] = []

    changed = diff(kitchen_sink, edited(kitchen_sink, edit))
    kinds = {change.path: change for change in changed.changes}
    assert kinds["duties[sing]"].kind == "added"
    assert kinds["duties[sing]"].became == "Sing 12%."
    assert (kinds["skills[listen]"].kind, kinds["skills[listen]"].why) == ("removed", "")
    assert changed.warnings == (
        "the skill 'listen' is gone and was not retired: add it to retired, with its successor if it has one",
    )
    retired = edited(
        edited(kitchen_sink, edit), lambda data: data.update(retired=[{"kind": "skill", "id": "listen", **WHY}])
    )
    again = diff(kitchen_sink, retired)
    assert again.warnings == ()
    assert next(one for one in again.changes if one.path == "skills[listen]").why == WHY["why"]


def test_many_ids_that_vanish_are_few_warnings(kitchen_sink: Article) -> None:
    """And other articles have other ids."""
    many = edited(
        kitchen_sink,
        lambda data: data["tools"].extend({"id": f"t{number}", "name": "T", "use": "U."} for number in range(500)),
    )
    changed = diff(many, kitchen_sink)

    assert len(changed.warnings) == 11
    assert changed.warnings[-1] == "490 more ids of a tool are gone and were not retired"
    assert diff(many, kitchen_sink.replace(id="another")).warnings == ()


def test_a_retired_id_leads_to_its_successor(kitchen_sink: Article) -> None:
    """One change for the entry, with why; none for all that refers to it."""

    def rename(data: Data) -> None:
        by_id(data, "facts", "pay-p10")["id"] = "pay-low"
        by_id(data, "duties", "draw").update(id="draw-blood", not_yours="Reading the results.")
        by_id(data, "sections", "text")["id"] = "words"
        data["retired"] = [
            {"kind": "fact", "id": "pay-p10", "successor": "pay-low", **WHY},
            {"kind": "duty", "id": "draw", "successor": "pull-blood", **WHY},
            {"kind": "duty", "id": "pull-blood", "successor": "draw-blood", **WHY},
            {"kind": "section", "id": "text", "successor": "words", **WHY},
        ]

    data = json.loads(kitchen_sink.model_dump_json(exclude_defaults=True))
    rename(data)
    text = json.dumps(data).replace("](#text)", "](#words)").replace('["draw"', '["draw-blood"')
    new = load_text(text.replace("<fact:pay-p10>", "<fact:pay-low>"))
    changed = diff(kitchen_sink, new)

    assert [(one.kind, one.path, one.before, one.after, one.why) for one in changed.changes if one.why] == [
        ("renamed", "facts[pay-low]", "pay-p10", "pay-low", WHY["why"]),
        ("renamed", "duties[draw-blood]", "draw", "draw-blood", WHY["why"]),
        ("renamed", "sections[words]", "text", "words", WHY["why"]),
    ]
    # A pick of the sheet names its ids without saying of what.
    rest = [one.path for one in changed.changes if not one.why and not one.path.startswith("fact_sheet[picked]")]
    assert rest == ["duties[draw-blood].not_yours"]
    assert changed.warnings == ()
    assert "draw was renamed to draw-blood" in "\n".join(lines(changed))


def test_an_entry_that_another_took_over_is_replaced(kitchen_sink: Article) -> None:
    """Where the successor was there before; what referred to it is no change."""
    old = edited(
        kitchen_sink,
        lambda data: (
            data["tools"].append({"id": "pencil", "name": "Pencil", "use": "Writing, <term:lead>."}),
            data["glossary"].append({"id": "lead", "term": "lead", "plain": "what writes"}),
        ),
    )

    def edit(data: Data) -> None:
        data["tools"].pop()
        data["retired"] = [{"kind": "tool", "id": "pencil", "successor": "pen", **WHY}]

    assert found(old, edit) == [("replaced", "tools[pencil]", "pencil", "pen")]


def test_prose_is_matched_by_content_and_by_most_of_its_words(kitchen_sink: Article) -> None:
    """An edited paragraph among others is one change; what is new, or gone, leaves the others alone."""
    first, second, third = (paragraph(f"Here stands {words}.") for words in ("one thing", "quite another", "the last"))
    old = edited(kitchen_sink, lambda data: texts(data).extend([first, second, third]))

    def edit(data: Data) -> None:
        held = texts(data)
        held.insert(0, paragraph("This is entirely new."))
        held[-2] = paragraph("Here stands quite another matter.")
        held.pop()

    last = len(old.sections[0].blocks)
    assert found(old, edit) == [
        ("added", "sections[text].blocks[1]", "", "This is entirely new."),
        (
            "changed",
            f"sections[text].blocks[{last}].text",
            "Here stands quite another.",
            "Here stands quite another matter.",
        ),
        ("removed", f"sections[text].blocks[{last}]", "Here stands the last.", ""),
    ]


def test_order_is_one_change(kitchen_sink: Article) -> None:
    """Of a list that has another order, however many of its items moved."""

    def edit(data: Data) -> None:
        data["facts"].reverse()
        data["sections"].reverse()

    assert found(kitchen_sink, edit) == [("reordered", "facts", "", ""), ("reordered", "sections", "", "")]


def test_what_moved_is_not_new(kitchen_sink: Article) -> None:
    """From one section to another; a block with an id, edited as well."""

    def edit(data: Data) -> None:
        text, money = texts(data), texts(data, 1)
        money.append(text.pop(1))
        growth = next(block for block in money if block.get("id") == "growth")
        money.remove(growth)
        text.append({**growth, "caption": "Growth in bars"})

    kinds = [(kind, path.partition(".")[0]) for kind, path, _, _ in found(kitchen_sink, edit)]
    assert kinds == [
        ("moved", "sections[text]"),
        ("changed", "sections[text]"),
        ("moved", "sections[money]"),
    ]


def test_long_texts_are_said_by_what_differs(kitchen_sink: Article) -> None:
    """The words that both begin and end with are left out but for a few; a value is never longer than some lines."""
    words = [f"word{number}" for number in range(400)]
    old = edited(kitchen_sink, lambda data: data.update(main_message=" ".join(words)))

    def edit(data: Data) -> None:
        data["main_message"] = " ".join([*words[:200], "new", *words[201:]])

    (change,) = found(old, edit)
    assert change[2] == "… word197 word198 word199 word200 word201 word202 word203 …"
    assert change[3] == "… word197 word198 word199 new word201 word202 word203 …"
    (change,) = found(old, lambda data: data.update(main_message=" ".join(reversed(words))))
    assert max(map(len, change)) <= 301


def test_whatever_changed_is_said_in_words_and_in_json(kitchen_sink: Article) -> None:
    """A time of day, a number, a row of a table, a word of the article's own for a label, an order."""

    def edit(data: Data) -> None:
        by_type = {block["type"]: block for block in texts(data)}
        by_type["timeline"]["moments"][-1]["time"] = "16:45"
        by_type["table"]["rows"][0][1] = "Holds no license"
        data["fact_sheet"][0]["priority"] = 2
        data["labels"]["other"] = "A word"
        data["duties"].reverse()

    old = edited(kitchen_sink, lambda data: data["labels"].update(other="Words"))
    changed = diff(old, edited(old, edit))
    changes = {change["path"]: change for change in json.loads(as_json(changed))["changes"]}
    assert {path: tuple(change["said"].values()) for path, change in changes.items()} == {
        "sections[text].blocks[9].rows[1]": ("Nurse; Holds a license", "Nurse; Holds no license"),
        "sections[text].blocks[11].moments[2].time": ("4:00 p.m.", "4:45 p.m."),
        "fact_sheet[numbers].priority": ("1", "2"),
        "labels.other": ("Words", "A word"),
        "duties": ("", ""),
    }
    moment = changes["sections[text].blocks[11].moments[2].time"]
    assert (moment["title"], moment["from"], moment["to"]) == ("Text: Another day: 4:45 p.m.: time", "16:00", "16:45")
    assert changes["sections[text].blocks[9].rows[1]"]["to"] == ["Nurse", "Holds no license"]
    assert "\n\nEntries: 1\n  reordered  Duties  duties\n\n" in "\n".join(lines(changed))


def test_markup_alone_is_shown_as_typed(kitchen_sink: Article) -> None:
    """Where the words are the same."""
    old = edited(kitchen_sink, lambda data: data.update(main_message="Growth is 12%."))

    assert found(old, lambda data: data.update(main_message="Growth is **12%**.")) == [
        ("changed", "main_message", "Growth is 12%.", "Growth is **12%**.")
    ]


def collections(article: Article) -> Iterator[str]:
    """The fields of an article that hold several values."""
    return (name for name, value in article if isinstance(value, tuple | FrozenDict) and value and name != "retired")


def test_nothing_is_known_by_name(kitchen_sink: Article) -> None:
    """Whatever is taken from any field, or from any record in one, is said to be gone; a new field needs nothing."""
    for name in collections(kitchen_sink):
        value = getattr(kitchen_sink, name)
        less = FrozenDict(list(value.items())[:-1]) if isinstance(value, dict) else value[:-1]
        without = BaseModel.model_copy(kitchen_sink, update={name: less})
        changes = diff(kitchen_sink, without).changes
        assert [change.kind for change in changes] == ["removed"], name
        assert changes[0].path.partition("[")[0].partition(".")[0] == name
        assert diff(without, kitchen_sink).changes[0].kind == "added", name
        first: object = value[0] if isinstance(value, tuple) else None
        if not isinstance(first, BaseModel):
            continue
        for field, kind in type(first).model_fields.items():
            held = getattr(first, field)
            if field in ("id", "place") or not held or (kind.is_required() and not isinstance(held, tuple | Text)):
                continue
            other = Text.made_of("Other") if isinstance(held, Text) else held[:-1] if isinstance(held, tuple) else None
            changed = BaseModel.model_copy(first, update={field: other})
            edition = BaseModel.model_copy(kitchen_sink, update={name: (changed, *value[1:])})
            assert diff(edition, kitchen_sink).changes, (name, field)


def test_every_field_has_its_group(kitchen_sink: Article) -> None:
    """Figures, law, entries, prose and the rest."""
    groups = {name: group_of(name, value) for name, value in kitchen_sink if value}

    assert set(groups.values()) == set(GROUPS)
    assert groups["facts"] == groups["pay"] == "figures"
    assert groups["state_rules"] == groups["limits"] == "law"
    assert groups["duties"] == groups["faqs"] == groups["glossary"] == "entries"
    assert groups["main_message"] == groups["key_points"] == groups["sections"] == "prose"
    assert groups["edition"] == groups["sources"] == "about"


def test_the_json_form_is_what_it_says(kitchen_sink: Article) -> None:
    """Every key of it, and values as the JSON of the articles has them."""

    def edit(data: Data) -> None:
        by_id(data, "facts", "growth")["value"] = 13
        data["reviewed"] = "2026-11-02"
        data["other_names"] = ["Helper", "Aide"]

    data = json.loads(as_json(diff(kitchen_sink, edited(kitchen_sink, edit))))
    assert list(data) == ["diff", "old", "new", "changes", "warnings"]
    assert data["diff"] == 1
    assert data["old"] == {"article": "kitchen-sink", "edition": "2026.2", "title": "Kitchen Sink & <Company>"}
    changes = {change["path"]: change for change in data["changes"]}
    assert all(
        list(change) == ["group", "kind", "path", "title", "from", "to", "said", "why"] for change in data["changes"]
    )
    assert changes["facts[growth]"]["to"]["value"] == 13
    assert changes["facts[growth]"]["from"]["id"] == "growth"
    assert changes["facts[growth]"]["said"]["to"] == "13% (U.S., 2024–34)"
    assert changes["reviewed"]["from"] == "2026-11-01"
    assert changes["reviewed"]["said"]["from"] == "November 1, 2026"
    assert (changes["other_names[2]"]["from"], changes["other_names[2]"]["to"]) == (None, "Aide")


def test_two_articles_are_compared_as_well(kitchen_sink: Article) -> None:
    """And nothing is hidden of one that has nothing in common."""
    other = load_text(article())
    changed = diff(kitchen_sink, other)

    assert next(iter(lines(changed))) == "What changed: My Article (my-article)"
    assert {change.kind for change in changed.changes} >= {"added", "removed", "changed"}
    assert changed.warnings == ()
    assert [change.path for change in diff(other, kitchen_sink).changes if change.kind == "added"]


@pytest.mark.parametrize(
    ("old", "new", "pairs"),
    [
        (("a", "b", "c"), ("a", "c"), ((0, 0), (2, 1))),
        (("a", "a"), ("a",), ((0, 0),)),
        (("x y z",), ("p q r",), ((0, 0),)),
        (("x y z", "k"), ("p q r", "k l"), ((1, 1),)),
        ((), ("a",), ()),
    ],
)
def test_items_without_names_are_matched(
    old: tuple[str, ...], new: tuple[str, ...], pairs: tuple[tuple[int, int], ...]
) -> None:
    """By content, then by words; where one is left on each side, that one."""
    assert match(old, new).pairs == pairs


HOSTILE: Mapping[str, tuple[Callable[[int], str], Callable[[int], str]]] = {
    "the same words but one": (
        lambda number: f"The same words in every one of many paragraphs {number}",
        lambda number: f"The same words in every one of many paragraphs {number}x",
    ),
    "other words": (
        lambda number: f"a{number} b{number} c{number}",
        lambda number: f"c{number} b{number} d{number}",
    ),
    "long texts of one word": (lambda _: "w " * 400, lambda number: "w " * 400 + str(number)),
    "copies": (lambda _: "same", lambda number: "same" if number % 2 else "other"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_pair_takes_linear_time(name: str) -> None:
    """Four times as many paragraphs, not sixteen times as long."""

    def seconds(size: int) -> float:
        old, new = (load_text(blocks(*(paragraph(words(number)) for number in range(size)))) for words in HOSTILE[name])
        start = time.perf_counter()
        changed = diff(old, new)
        list(lines(changed))
        as_json(changed)
        return time.perf_counter() - start

    assert min(seconds(1600) for _ in range(2)) < 8 * min(seconds(400) for _ in range(3))


@pytest.mark.parametrize("name", ["figures of areas", "cited sources", "statements"])
def test_an_article_that_grew_is_compared_in_time(name: str) -> None:
    """Thousands of entries, half of which are new."""
    old, new = (load_text(DIMENSIONS[name](size)) for size in (1000, 2000))
    start = time.perf_counter()
    changed = diff(old, new)
    assert changed.changes
    assert time.perf_counter() - start < 5


def test_thousands_of_renames_take_linear_time(kitchen_sink: Article) -> None:
    """Each with a successor of its own."""
    size = 2000
    tools = [{"id": f"t{number}", "name": f"T{number}", "use": "U."} for number in range(size)]
    old = edited(kitchen_sink, lambda data: data.update(tools=tools))

    def edit(data: Data) -> None:
        data["tools"] = [{**tool, "id": f"{tool['id']}x"} for tool in tools]
        data["retired"] = [{"kind": "tool", "id": tool["id"], "successor": f"{tool['id']}x", **WHY} for tool in tools]

    new = edited(old, edit)
    start = time.perf_counter()
    changed = diff(old, new)
    assert time.perf_counter() - start < 2
    assert {change.kind for change in changed.changes} == {"renamed"}
    assert len(changed.changes) == size


def test_changes_are_values(kitchen_sink: Article) -> None:
    """Frozen, equal to each other, and hashed; the same each time."""
    new = edited(kitchen_sink, lambda data: by_id(data, "facts", "growth").update(value=13))
    one, other = diff(kitchen_sink, new), diff(kitchen_sink, new)

    assert one == other
    assert hash(one) == hash(other)
    assert isinstance(one.changes[0], Change)
    assert one.changes[0].after.value == Decimal(13)
    assert one.changes[0].before == kitchen_sink.fact("growth")


def test_only_articles_are_compared(kitchen_sink: Article) -> None:
    """A path is not read here."""
    name: Any = "old.yaml"
    with pytest.raises(UsageError, match=r"diff takes two articles, as load gives them, not 'old\.yaml'"):
        diff(name, kitchen_sink)


def test_a_text_made_of_runs_is_not_parsed() -> None:
    """So that any words can be printed as they are."""
    text = Text.made_of("**no** ](b", " <fact:x>")

    assert text.runs == ("**no** ](b", " <fact:x>")
    assert text == "**no** ](b <fact:x>"
