"""A workbook without what it hides: hidden sheets gone, hidden cells empty, formulas turned into their values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from gongkai.lib.errors import UnusableInput
from gongkai.proof.files.package import Package, attribute, child, children, local
from gongkai.proof.files.sheet import STATES, Tab, formats_of, split, tabs
from gongkai.proof.files.sheet_cells import place, plain_number, shared_strings, sheet
from gongkai.proof.redaction.charts import detach
from gongkai.proof.redaction.package import Draft, remove, strip_attributes, strip_instructions, strip_names
from gongkai.proof.redaction.terms import MARK, squeezed

if TYPE_CHECKING:
    from gongkai.proof.redaction.terms import Terms

_SORTS = frozenset(
    {"officeDocument", "worksheet", "chartsheet", "styles", "theme", "sharedStrings", "drawing", "chart", "image", "table", "hyperlink"}
)
_KEPT_OF_BOOK = frozenset({"workbookPr", "bookViews", "sheets", "definedNames"})
_KEPT_OF_SHEET = frozenset({
    "sheetPr", "sheetViews", "sheetFormatPr", "cols", "sheetData", "autoFilter", "mergeCells", "conditionalFormatting", "hyperlinks", "printOptions", "pageMargins",
    "pageSetup", "headerFooter", "rowBreaks", "colBreaks", "drawing", "picture", "tableParts",
})  # fmt: skip
_KEPT_NAMES = ("_xlnm.Print_Area", "_xlnm.Print_Titles")
_PLACES = {"sharedStrings": "单元格", "worksheet": "单元格", "drawing": "文本框", "chart": "图表", "officeDocument": "工作表名"}
_DIGITS = 15  # digits that a number in a cell keeps


def redacted(data: bytes, terms: Terms, keep: frozenset[str]) -> tuple[bytes, dict[str, int]]:
    """The new file, and how many words were replaced by place. ``keep``: codes of hidden things that stay."""
    package = Package(data)
    draft = Draft(package, _SORTS, terms)
    strings, formats = shared_strings(package), formats_of(package)
    every = list(tabs(package))
    left = [tab for tab in every if tab.state not in STATES or STATES[tab.state] in keep]
    if not any(tab.state not in STATES for tab in left):
        raise UnusableInput("工作簿里没有看得见的工作表", "请先取消隐藏要公开的工作表再试")
    for tab in every:
        if tab not in left:
            draft.drop(tab.part)
    used: dict[int, int] = {}
    for tab in left:
        root = draft.trees[tab.part]
        if local(root) == "worksheet":
            content = sheet(root, strings)
            _, hidden = split(content, formats)
            gone = {(cell.row, cell.column) for code, cells in hidden.items() if code not in keep for cell in cells}
            _cells(root, gone, used, terms, draft)
        _bare(draft, tab.part, root)
    for _, root in draft.of_sort("sharedStrings"):
        _strings(root, used)
    _book(draft, draft.trees[package.main], every, left, terms)
    _rest(draft, terms)
    draft.replace_words(lambda sort: _PLACES.get(sort, "工作簿的设置"))
    _rename_twins(draft.trees[package.main])
    return draft.written(), draft.counts


def _cells(root: etree._Element, gone: set[tuple[int, int]], used: dict[int, int], terms: Terms, draft: Draft) -> None:
    row = 0
    for entry in children(root, "sheetData"):
        row = int(attribute(entry, "r") or 0) or row + 1
        column = 0
        for cell in list(entry):
            column = place(attribute(cell, "r"))[1] or column + 1
            if (row, column) in gone or local(cell) != "c":
                entry.remove(cell)
            else:
                _cell(cell, used, terms, draft)


def _cell(cell: etree._Element, used: dict[int, int], terms: Terms, draft: Draft) -> None:
    for inner in [found for found in cell if local(found) not in ("v", "is")]:
        cell.remove(inner)
    for name in ("cm", "vm", "ph"):
        cell.attrib.pop(name, "")
    value = child(cell, "v")
    kind = attribute(cell, "t")
    if value is None:
        return
    if kind == "s" and (value.text or "").strip().isdigit():
        number = int(value.text or "0")
        value.text = str(used.setdefault(number, len(used)))
    elif kind in ("", "n") and _is_term(value.text or "", terms):
        cell.set("t", "str")
        value.text = MARK
        draft.counts["单元格"] = draft.counts.get("单元格", 0) + 1


def _is_term(text: str, terms: Terms) -> bool:
    """Whether a number is one of the words, or holds one, or is one as far as a number in a cell can."""
    shown = plain_number(text)
    if terms.spans(shown):
        return True
    long = [word for word in terms.words if len(word) > _DIGITS and word[:_DIGITS].isdigit()]
    return bool(long) and shown.isdigit() and any(shown[:_DIGITS] == word[:_DIGITS] and len(shown) == len(word) for word in long)


def _strings(root: etree._Element, used: dict[int, int]) -> None:
    """Only strings that cells still point to, in their new order, without phonetic readings."""
    entries = [entry for entry in root if local(entry) == "si"]
    for inner in list(root):
        root.remove(inner)
    for number in used:
        if number < len(entries):
            strip_names(entries[number], frozenset({"rPh", "phoneticPr"}))
            root.append(entries[number])
        else:
            etree.SubElement(root, str(root.tag).rsplit("}", 1)[0] + "}si")
    for name in ("count", "uniqueCount"):
        root.attrib.pop(name, "")


def _bare(draft: Draft, part: str, root: etree._Element) -> None:
    """A sheet without filters' criteria, links that are not for everybody, and what belongs to parts that do not come along."""
    for element in [found for found in root if local(found) not in _KEPT_OF_SHEET]:
        root.remove(element)
    for element in list(root):
        name = local(element)
        if name == "autoFilter":
            for inner in list(element):
                element.remove(inner)
        elif name == "conditionalFormatting" and any("!" in (inner.text or "") for inner in element.iter() if local(inner) == "formula"):
            root.remove(element)
        elif name == "hyperlinks":
            _links(draft, part, element)
        elif name == "sheetPr":
            element.attrib.pop("codeName", "")
    for element in list(root.iter("*")):
        for key in [key for key in element.attrib if "/relationships}" in str(key)]:
            if str(element.attrib[key]) in draft.links[part]:
                continue
            if local(element) in ("drawing", "picture", "tablePart"):
                remove(element)
            else:
                del element.attrib[key]


def _links(draft: Draft, part: str, element: etree._Element) -> None:
    for link in list(element):
        target = attribute(link, "id")
        if (target and target not in draft.links[part]) or (not target and "!" in attribute(link, "location")):
            element.remove(link)
    if not len(element):
        remove(element)


def _book(draft: Draft, root: etree._Element, every: list[Tab], left: list[Tab], terms: Terms) -> None:
    for element in [found for found in root if local(found) not in _KEPT_OF_BOOK]:
        root.remove(element)
    order = {number: left.index(tab) for number, tab in enumerate(every) if tab in left}
    links = draft.links[draft.package.main]
    for entry in children(root, "sheets"):
        if attribute(entry, "id") not in links:
            remove(entry)
    for entry in children(root, "definedNames"):
        name, text = attribute(entry, "name"), entry.text or ""
        local_id = attribute(entry, "localSheetId")
        if name not in _KEPT_NAMES or not local_id.isdigit() or int(local_id) not in order or terms.spans(text) or "[" in text:
            remove(entry)
        else:
            entry.set("localSheetId", str(order[int(local_id)]))
            entry.attrib.pop("comment", "")
    names = child(root, "definedNames")
    if names is not None and not len(names):
        remove(names)
    first = next(number for number, tab in enumerate(left) if tab.state not in STATES)
    for view in children(root, "bookViews"):
        view.set("activeTab", str(first))
        view.attrib.pop("firstSheet", "")
    properties = child(root, "workbookPr")
    if properties is not None:
        properties.attrib.pop("codeName", "")


def _rest(draft: Draft, terms: Terms) -> None:
    """Drawings, charts and tables; then what is alike in all parts."""
    for part, root in draft.of_sort("drawing"):
        _drawing(draft, part, root)
    for _, root in draft.of_sort("chart"):
        detach(root)
    for part, root in draft.of_sort("table"):
        _table(draft, part, root, terms)
    for _, root in draft.of_sort(*_SORTS):
        strip_instructions(root)
        strip_attributes(root, lambda name, namespace: name == "uid" and "revision" in namespace)
        strip_names(root, frozenset({"extLst"}))


def _drawing(draft: Draft, part: str, root: etree._Element) -> None:
    for element in list(root.iter("*")):
        hidden = local(element) == "cNvPr" and attribute(element, "hidden") in ("1", "true")
        ids = [str(value) for key, value in element.attrib.items() if "/relationships}" in str(key)]
        broken = any(link and link not in draft.links[part] for link in ids)
        if broken and local(element) in ("hlinkClick", "hlinkHover"):
            remove(element)
        elif hidden or broken:
            holder = next((above for above in (element, *element.iterancestors()) if above.getparent() is root), None)
            if holder is not None:
                remove(holder)


def _table(draft: Draft, part: str, root: etree._Element, terms: Terms) -> None:
    """A table keeps its stripes. One with a word to go in its headings goes: its headings and cells must be alike."""
    if any(terms.spans(str(value)) for element in root.iter("*") for value in element.attrib.values()):
        _without_table(draft, part)
        return
    strip_names(root, frozenset({"calculatedColumnFormula", "totalsRowFormula", "sortState", "filterColumn", "xmlColumnPr"}))
    for element in root.iter():
        for name in ("queryTableFieldId", "connectionId", "tableType", "comment"):
            element.attrib.pop(name, "")


def _without_table(draft: Draft, part: str) -> None:
    for source, links in list(draft.links.items()):
        for key, link in list(links.items()):
            if link.target == part:
                for element in [
                    found for found in draft.trees[source].iter() if local(found) == "tablePart" and attribute(found, "id") == key
                ]:
                    remove(element)
    draft.drop(part)


def _rename_twins(root: etree._Element) -> None:
    """Sheets whose names became the same by replacing are told apart."""
    seen: set[str] = set()
    for number, entry in enumerate(children(root, "sheets"), 1):
        name = attribute(entry, "name")
        if squeezed(name) in seen or len(name) > 31:
            entry.set("name", f"{name[:24]} {number}")
        seen.add(squeezed(attribute(entry, "name")))
