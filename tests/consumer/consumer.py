"""What another program does with this library: `test_consumer` runs it, and two type checkers read it."""

import sys
from importlib.util import find_spec

from cma_content import (
    Article,
    ArticleError,
    Duty,
    RenderOptions,
    Text,
    dump,
    export,
    load,
    load_text,
    plain,
    publish,
    records,
)

guide = load()
states = [row for row in records(guide, "pay") if row["kind"] == "state"]
print("states:", len(states), states[0]["place"], states[0]["yearly_median"])
if find_spec("pandas"):
    import pandas  # pyright: ignore[reportMissingImports]

    print("most:", pandas.DataFrame(states).set_index("place")["yearly_median"].idxmax(), file=sys.stderr)

print("duty:", guide.duty("draw-blood").name, guide.pay and guide.pay.area("US-TX").yearly.median)
print("answer:", plain(Text("Half earn **less** than <fact:pay-us-median-year>.<source:bls-ooh>"), guide))

greeting = Duty(id="greet", name="Greet", side="administrative", involves=(Text("You **greet** people."),))
head = guide.model_dump(include={"schema_version", "language", "edition", "reviewed", "next_review_due"})
terms = guide.model_dump(include={"publisher", "license", "license_address"})
mine = Article.model_validate(
    {
        **head,
        **terms,
        "id": "greeter",
        "title": "Greeter",
        "subtitle": "A look",
        "main_message": "You greet whoever comes in.",
        "call_to_action": "Visit a clinic.",
        "key_points": ["You meet people.", "You learn at work."],
        "hard_parts": ["You stand all day."],
        "unknowns": ["What you will earn."],
        "next_steps": [{"id": "visit", "do": "Visit a clinic.", "why": "You see the work."}],
        "pay_notice": "Pay differs.",
        "sections": [{"id": "duties", "title": "Duties", "blocks": [{"type": "view", "of": "duties"}]}],
    }
).replace(duties=(greeting,))
print("equal:", load_text(dump(mine)) == mine)
print("sheet:", len(export(guide, "html", RenderOptions(layout="fact-sheet", region="WA"))) > 10_000)
made = publish(mine, ["json", "md"], sys.argv[1])
print("files:", [file.path.name for file in made.files if file.path], made.failed)
try:
    load_text("titel: A Guide")
except ArticleError as error:
    print("codes:", sorted({problem.code for problem in error.problems}), error.problems[0].line)
