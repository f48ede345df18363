"""A Word document without what it hides: changes accepted, comments gone, hidden words gone, settings bare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.proof.files.model import squeezed
from gongkai.proof.files.package import Package, attribute, child, local
from gongkai.proof.files.word import dark_page, judged, styles_of
from gongkai.proof.files.word_story import CHANGES, DELETED, INSERTED, At, Story
from gongkai.proof.redaction.charts import detach
from gongkai.proof.redaction.package import Draft, remove, strip_attributes, strip_instructions, strip_names, unwrap

if TYPE_CHECKING:
    from lxml import etree

    from gongkai.proof.redaction.terms import Terms

_SORTS = frozenset({
    "officeDocument", "styles", "settings", "fontTable", "numbering", "theme", "header", "footer", "footnotes", "endnotes", "image", "chart", "themeOverride",
    "diagramData", "diagramLayout", "diagramQuickStyle", "diagramColors", "diagramDrawing",
})  # fmt: skip
_PLACES = {"header": "页眉", "footer": "页脚", "footnotes": "脚注", "endnotes": "尾注", "chart": "图表", "officeDocument": "正文"}
_STORIES = ("officeDocument", "header", "footer", "footnotes", "endnotes")
_GONE = frozenset({
    "commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef", "proofErr", "permStart", "permEnd", "moveFromRangeStart", "moveFromRangeEnd",
    "moveToRangeStart", "moveToRangeEnd", "customXmlInsRangeStart", "customXmlInsRangeEnd", "customXmlDelRangeStart", "customXmlDelRangeEnd",
    "customXmlMoveFromRangeStart", "customXmlMoveFromRangeEnd", "customXmlMoveToRangeStart", "customXmlMoveToRangeEnd", "altChunk", "subDoc", "control",
    "lastRenderedPageBreak", "contentPart", "cellMerge", "printerSettings", "divId", "fldData", "OLEObject", "smartTagPr", "customXmlPr", "sdtPr", "sdtEndPr",
    "embedRegular", "embedBold", "embedItalic", "embedBoldItalic",
})  # fmt: skip
_KEPT_SETTINGS = frozenset({
    "zoom", "mirrorMargins", "alignBordersAndEdges", "bordersDoNotSurroundHeader", "bordersDoNotSurroundFooter", "gutterAtTop", "defaultTabStop", "autoHyphenation",
    "evenAndOddHeaders", "bookFoldPrinting", "drawingGridHorizontalSpacing", "drawingGridVerticalSpacing", "displayHorizontalDrawingGridEvery",
    "displayVerticalDrawingGridEvery", "characterSpacingControl", "noLineBreaksAfter", "noLineBreaksBefore", "footnotePr", "endnotePr", "compat", "mathPr",
    "themeFontLang", "clrSchemeMapping", "decimalSymbol", "listSeparator", "displayBackgroundShape", "hdrShapeDefaults", "shapeDefaults",
})  # fmt: skip
_PLAIN_NOTES = ("separator", "continuationSeparator", "continuationNotice")


def redacted(data: bytes, terms: Terms, keep: frozenset[str]) -> tuple[bytes, dict[str, int]]:
    """The new file, and how many words were replaced by place. ``keep``: codes of hidden things that stay."""
    draft = Draft(Package(data), _SORTS, terms)
    shown = squeezed(_shown(draft))
    styles = styles_of(draft.package)
    shaded = dark_page(draft.package)
    notes: set[str] = set()
    for _, root in draft.of_sort(*_STORIES):
        _accept(root)
        story = Story(styles, "正文", numbered=False)
        story.read(root, At("正文", shaded=shaded))
        notes |= story.notes
        _remove_unseen(story, root, keep)
        _bare(draft, root)
        _fields(root, shown)
    for sort in ("footnotes", "endnotes"):
        for _, root in draft.of_sort(sort):
            _used_notes(root, sort, notes)
    for _, root in draft.of_sort("settings"):
        for entry in [found for found in root if local(found) not in _KEPT_SETTINGS]:
            root.remove(entry)
    for _, root in draft.of_sort("chart"):
        detach(root)
    for _, root in draft.of_sort(*_SORTS):
        _tidy(root)
    draft.replace_words(lambda sort: _PLACES.get(sort, "文件的设置"))
    return draft.written(), draft.counts


def _shown(draft: Draft) -> str:
    return "\n".join("".join(inner.text or "" for inner in root.iter() if local(inner) == "t") for _, root in draft.of_sort(*_STORIES))


def _accept(root: etree._Element) -> None:
    """Accept all changes: what was deleted is gone, what was inserted is plain text."""
    for row in [found for found in root.iter() if local(found) == "tr"]:
        properties = child(row, "trPr")
        if properties is not None and any(local(inner) == "del" for inner in properties):
            remove(row)
    for paragraph in [found for found in root.iter() if local(found) == "p"]:
        if _mark_is_deleted(paragraph):
            _join_with_next(paragraph)
    for element in [found for found in root.iter() if local(found) in DELETED]:
        remove(element)
    for element in [found for found in root.iter() if local(found) in INSERTED]:
        if len(element):
            unwrap(element)
        else:
            remove(element)
    strip_names(root, frozenset(CHANGES | {"cellIns", "cellDel", "delText", "delInstrText"}))


def _mark_is_deleted(paragraph: etree._Element) -> bool:
    properties = child(paragraph, "pPr", "rPr")
    return properties is not None and any(local(inner) in DELETED for inner in properties)


def _join_with_next(paragraph: etree._Element) -> None:
    """The mark between two paragraphs was deleted: they are one, in the shape of the second."""
    following = paragraph.getnext()
    if following is None or local(following) != "p":
        return
    start = 1 if len(following) and local(following[0]) == "pPr" else 0
    for offset, inner in enumerate(found for found in list(paragraph) if local(found) != "pPr"):
        following.insert(start + offset, inner)
    remove(paragraph)


def _remove_unseen(story: Story, root: etree._Element, keep: frozenset[str]) -> None:
    for run, code in story.unseen:
        if code not in keep:
            remove(run)
    if "hidden_shape" in keep:
        return
    for row in [found for found in root.iter() if local(found) == "tr"]:
        hidden = child(row, "trPr", "hidden")
        if hidden is not None and not any(local(inner) == "t" for inner in row.iter()):
            remove(row)
    for shape in [found for found in root.iter() if local(found) in ("anchor", "inline", "shape", "rect", "oval", "roundrect")]:
        drawn = child(shape, "docPr")
        style = attribute(shape, "style").replace(" ", "") if local(shape) not in ("anchor", "inline") else ""
        if (
            "visibility:hidden" in style
            or (drawn is not None and attribute(drawn, "hidden") in ("1", "true"))
            or (local(shape) == "anchor" and attribute(shape, "hidden") in ("1", "true"))
        ):
            remove(shape)


def _bare(draft: Draft, root: etree._Element) -> None:
    """Without comments' marks, controls, tags, embedded things, and links that are not for everybody."""
    strip_names(root, _GONE)
    for element in [found for found in root.iter() if local(found) in ("sdtContent", "sdt", "smartTag", "customXml")]:
        unwrap(element)
    for element in root.iter():
        if local(element) == "object":
            element.tag = str(element.tag).rsplit("}", 1)[0] + "}pict"
    part = next(name for name, tree in draft.trees.items() if tree is root)
    for element in [found for found in root.iter() if local(found) == "hyperlink"]:
        link = attribute(element, "id")
        if link and link not in draft.links[part]:
            unwrap(element)
    for element in [found for found in root.iter() if local(found) in ("blip", "imagedata", "fill")]:
        for key in [key for key in element.attrib if str(key).endswith(("}link", "}href", "}pict"))]:
            del element.attrib[key]
        for inner in [found for found in element if local(found) == "extLst"]:
            element.remove(inner)
    _dangling(draft, part, root)


def _dangling(draft: Draft, part: str, root: etree._Element) -> None:
    """What refers to a part that did not come along goes too."""
    for element in list(root.iter("*")):
        wanted = [str(value) for key, value in element.attrib.items() if "/relationships}" in str(key)]
        if wanted and not all(link in draft.links[part] or not link for link in wanted):
            _remove_holder(element)


def _remove_holder(element: etree._Element) -> None:
    """The drawing around a broken reference; the element itself where it is none of a drawing."""
    names = ("drawing", "pict") if local(element) in ("chart", "relIds", "blip", "imagedata", "contentPart", "wsp") else ()
    holder = next((above for above in element.iterancestors() if local(above) in names), None)
    remove(holder if holder is not None else element)


def _fields(root: etree._Element, shown: str) -> None:
    """Fields whose code tells more than they show become what they show."""
    open_fields: list[tuple[list[etree._Element], list[str]]] = []
    for element in list(root.iter()):
        name = local(element)
        if name == "fldSimple" and judged(attribute(element, "instr"), shown):
            unwrap(element)
        elif name == "fldChar":
            kind = attribute(element, "fldCharType")
            for inner in list(element):
                element.remove(inner)
            if kind == "begin":
                open_fields.append(([], []))
            if open_fields:
                open_fields[-1][0].append(element)
            if kind == "end" and open_fields:
                marks, codes = open_fields.pop()
                if judged("".join(codes), shown):
                    for mark in marks:
                        remove(mark)
        elif name == "instrText" and open_fields:
            open_fields[-1][0].append(element)
            open_fields[-1][1].append(element.text or "")


def _used_notes(root: etree._Element, sort: str, notes: set[str]) -> None:
    for note in list(root):
        if attribute(note, "type") not in _PLAIN_NOTES and sort[:3] + attribute(note, "id") not in notes:
            root.remove(note)


def _tidy(root: etree._Element) -> None:
    strip_instructions(root)
    strip_attributes(root, lambda name, namespace: name.startswith("rsid") or (name in ("paraId", "textId") and "wordml" in namespace))
    strip_names(root, frozenset({"rsid", "rsids"}))
