"""The cards keep the contract of an exporter, and their ids keep to the article's."""

import html
from collections.abc import Iterable

from cma_content_anki import AnkiExporter

from cma_content import Handout, build, load
from cma_content.handout import tree
from cma_content.testing import ExporterContract


class TestAnki(ExporterContract):
    """Of a handout, the questions and the glossary alone."""

    exporter = AnkiExporter

    def lines(self, handout: Handout) -> Iterable[tree.Line]:
        """The questions with their answers, and the words with their meanings."""
        for line in tree.walk(handout.body):
            if isinstance(line.node, tree.Entry) and line.node.kind == "question":
                yield from tree.walk([line.node])
            elif isinstance(line.node, tree.Definition):
                yield line

    def text(self, content: bytes) -> str:
        """What Anki shows."""
        cards = (line.split("\t") for line in content.decode().splitlines() if not line.startswith("#"))
        return "\n".join(html.unescape(f"{front}\n{back}".replace("<br>", "\n")) for _, front, back, _ in cards)


def test_a_card_keeps_its_id_when_its_words_change() -> None:
    """What Anki goes by when a file is imported again."""
    guide = load()
    *rest, last = guide.faqs
    changed = guide.replace(faqs=(*rest, last.model_copy(update={"question": "Another question?"})))
    before, after = (_fronts(AnkiExporter().export(build(article))) for article in (guide, changed))

    assert before.keys() == after.keys()
    assert [id_ for id_ in before if before[id_] != after[id_]] == [f"{guide.id}:faq:{last.id}"]


def _fronts(content: bytes) -> dict[str, str]:
    """The front of each card by its id; no id stands twice."""
    cards = [line.split("\t") for line in content.decode().splitlines() if not line.startswith("#")]
    assert len({card[0] for card in cards}) == len(cards) > 20
    return {card[0]: card[1] for card in cards}
