"""Charts without the tables behind them: what they show stays as plain values."""

from __future__ import annotations

from lxml import etree

from gongkai.proof.files.package import child, local
from gongkai.proof.redaction.package import remove, strip_names

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_LITERAL = {"strRef": ("strCache", "strLit"), "numRef": ("numCache", "numLit")}
_DROPPED = frozenset({"externalData", "userShapes", "pivotSource", "extLst"})


def detach(root: etree._Element) -> None:
    """Turn references to cells into the values that the chart keeps."""
    strip_names(root, _DROPPED)
    for reference in [found for found in root.iter() if local(found) in (*_LITERAL, "multiLvlStrRef")]:
        _literal(reference)


def _literal(reference: etree._Element) -> None:
    name = local(reference)
    formula = child(reference, "f")
    if name not in _LITERAL:
        if formula is not None:
            formula.text = ""
        return
    cache_name, literal_name = _LITERAL[name]
    cache, parent = child(reference, cache_name), reference.getparent()
    if parent is None:
        return
    if cache is None:
        remove(parent if local(parent) in ("cat", "val", "xVal", "yVal", "bubbleSize") else reference)
        return
    namespace = str(reference.tag).rsplit("}", 1)[0] + "}"
    if local(parent) == "tx":
        text = next((found.text or "" for found in cache.iter() if local(found) == "v"), "")
        for inner in list(reference):
            reference.remove(inner)
        holder = parent.getparent()
        if holder is not None and local(holder) == "title":
            _written(reference, namespace, text)
        else:
            reference.tag, reference.text = f"{namespace}v", text
        return
    for inner in list(reference):
        reference.remove(inner)
    for inner in list(cache):
        reference.append(inner)
    reference.tag = f"{namespace}{literal_name}"


def _written(reference: etree._Element, namespace: str, text: str) -> None:
    """A title: words of its own in place of those of a cell."""
    reference.tag = f"{namespace}rich"
    etree.SubElement(reference, f"{_DRAWING}bodyPr")
    run = etree.SubElement(etree.SubElement(reference, f"{_DRAWING}p"), f"{_DRAWING}r")
    etree.SubElement(run, f"{_DRAWING}t").text = text
