"""The tree as objects of the PDF, in the place of WeasyPrint's own."""

from collections.abc import Iterator
from itertools import chain, repeat
from typing import Any

from cma_content import deadline
from cma_content_pdf.tags.node import Node


def write_tree(pdf: Any, root: Node) -> None:
    """Writes the tree under `root` and the way back to it from each mark and annotation."""
    import pydyf

    top = pdf.objects[int(pdf.catalog["StructTreeRoot"].split()[0])]
    # Freed objects would upset the numbering of pydyf's compressed ones, so they are used again.
    spare = _emptied(pdf)
    objects: dict[Node, Any] = {}
    for node in _nodes(root):
        objects[node] = next(spare)
    # Made anew whenever it is looked at.
    pages = pdf.page_references
    parents: dict[int, dict[int, bytes]] = {page: {} for page in range(len(pages))}
    annotations: list[tuple[Any, bytes]] = []
    for node, made in objects.items():
        deadline.check()
        reference = made.reference
        first = next((kid[0] for kid in node.kids if isinstance(kid, tuple)), None)
        made.update({"Type": "/StructElem", "S": f"/{node.role}"})
        made["P"] = objects[node.parent].reference if node.parent else top.reference
        if first is not None:
            made["Pg"] = pages[first]
        kids = pydyf.Array()
        for kid in node.kids:
            if not isinstance(kid, tuple):
                kids.append(objects[kid].reference)
                continue
            page, content = kid
            there = pages[page]
            if isinstance(content, int):
                parents[page][content] = reference
                kids.append(
                    content if page == first else pydyf.Dictionary({"Type": "/MCR", "Pg": there, "MCID": content})
                )
            else:
                annotations.append((content, reference))
                kids.append(pydyf.Dictionary({"Type": "/OBJR", "Obj": content.reference, "Pg": there}))
        made["K"] = kids
        if node.attributes:
            made["A"] = pydyf.Dictionary({name: _value(value) for name, value in node.attributes.items()})
        for key, text in (("Alt", node.alt), ("E", node.spelled_out), ("Lang", node.language)):
            if text:
                made[key] = pydyf.String(text)
    top["K"] = pydyf.Array([objects[root].reference])
    back = pydyf.Array()
    for page, marks in parents.items():
        slots = [marks.get(mark, "null") for mark in range(max(marks, default=-1) + 1)]
        back.extend((page, pydyf.Array(slots)))
    for number, (annotation, reference) in enumerate(annotations, start=len(parents)):
        annotation["StructParent"] = number
        back.extend((number, reference))
    pdf.objects[int(top["ParentTree"].split()[0])]["Nums"] = back
    top["ParentTreeNextKey"] = len(parents) + len(annotations)
    _drop_spare(pdf)


def _drop_spare(pdf: Any) -> None:
    """Takes the empty objects away, which stand last but for the metadata."""
    metadata = pdf.objects.pop()
    while not pdf.objects[-1]:
        pdf.objects.pop()
    pdf.add_object(metadata)
    pdf.catalog["Metadata"] = metadata.reference


def _nodes(node: Node) -> Iterator[Node]:
    yield node
    for kid in node.kids:
        if isinstance(kid, Node):
            yield from _nodes(kid)


def _emptied(pdf: Any) -> Iterator[Any]:
    """WeasyPrint's own structure elements, empty, and then new objects without end."""
    import pydyf

    old = [made for made in pdf.objects if isinstance(made, dict) and made.get("Type") in ("/StructElem", "/OBJR")]
    for made in old:
        made.clear()

    def new() -> Any:
        made = pydyf.Dictionary()
        pdf.add_object(made)
        return made

    return chain(old, (new() for _ in repeat(None)))


def _value(value: Any) -> Any:
    import pydyf

    return pydyf.Array(value) if isinstance(value, list) else value
