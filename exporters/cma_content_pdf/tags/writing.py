"""The tree as objects of the PDF."""

from collections.abc import Iterator
from typing import Any

from cma_content import deadline
from cma_content_pdf.tags.leaves import number
from cma_content_pdf.tags.node import Node


def write_tree(pdf: Any, root: Node) -> None:
    """Writes the tree under `root` and the way back to it from each mark and annotation."""
    import pydyf

    top = pdf.objects[number(pdf.catalog["StructTreeRoot"])]
    # What WeasyPrint made for the whole document is all that is left of its own tree.
    objects = {root: pdf.objects[number(top["K"][0])]}
    for node in _below(root):
        objects[node] = pydyf.Dictionary()
        pdf.add_object(objects[node])
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
    back = pydyf.Array()
    for page, marks in parents.items():
        slots = [marks.get(mark, "null") for mark in range(max(marks, default=-1) + 1)]
        back.extend((page, pydyf.Array(slots)))
    for at, (annotation, reference) in enumerate(annotations, start=len(parents)):
        annotation["StructParent"] = at
        back.extend((at, reference))
    pdf.objects[number(top["ParentTree"])]["Nums"] = back
    top["ParentTreeNextKey"] = len(parents) + len(annotations)


def _below(node: Node) -> Iterator[Node]:
    for kid in node.kids:
        if isinstance(kid, Node):
            yield kid
            yield from _below(kid)


def _value(value: Any) -> Any:
    import pydyf

    return pydyf.Array(value) if isinstance(value, list) else value
