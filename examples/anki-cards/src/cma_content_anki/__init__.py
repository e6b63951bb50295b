"""Cards for Anki, as the text file that it imports: a question or a word in front, its answer or meaning behind."""

from collections.abc import Iterator
from html import escape

from cma_content import Handout
from cma_content.handout import tree

Card = tuple[str, str, str, str]


class AnkiExporter:
    """Writes a card on each line. Imported again, a card is changed and not added: its id is that of the article."""

    media_type = "text/plain"
    suffix = ".anki.txt"
    named_by = ("layout", "region", "audience")

    def export(self, handout: Handout, /) -> bytes:
        """The cards, UTF-8."""
        head = ["#separator:tab", "#html:true", "#guid column:1", "#notetype:Basic", "#tags column:4"]
        deck = f"#deck:{_field(handout.meta.title)}"
        lines = ("\t".join(card) for card in _cards(handout))
        return "\n".join([*head, deck, *lines, ""]).encode()


def _cards(handout: Handout) -> Iterator[Card]:
    """The id of a card, its front, its back and its tag; each once, though a handout may print it twice."""
    seen: set[str] = set()
    for line in tree.walk(handout.body):
        match line.node:
            case tree.Entry(kind="question") as entry if line.role == "heading":
                back = "<br>".join(_field(answer.words) for answer in tree.walk(entry.blocks))
                card = (f"{handout.article.id}:faq:{entry.id}", _field(entry.title), back, "question")
            case tree.Definition() as word:
                card = (f"{handout.article.id}:{word.id}", _field(word.term), _field(tree.plain(word.runs)), "word")
            case _:
                continue
        if card[0] not in seen:
            seen.add(card[0])
            yield card


def _field(words: str) -> str:
    """Words as Anki shows them, whatever they are in HTML or in its own markup."""
    return escape(" ".join(words.split())).replace("{", "&#123;").replace("[", "&#91;")
