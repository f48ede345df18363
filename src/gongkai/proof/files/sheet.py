"""What a workbook shows, and what it holds beside that: hidden sheets, rows and columns, comments, caches, names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from gongkai.proof.files import common
from gongkai.proof.files.model import NOTE, Content, Piece, squeezed
from gongkai.proof.files.package import Package, attribute, child, children, local, words
from gongkai.proof.files.sheet_cells import Cell, Sheet, ranges, shared_strings, sheet
from gongkai.proof.files.sheet_styles import Formats

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml import etree

STATES = {"hidden": "hidden_sheet", "veryHidden": "very_hidden_sheet"}
_BY_SORT = {
    "pivotCacheDefinition": "pivot_cache", "pivotCacheRecords": "pivot_cache", "externalLink": "external_link", "connections": "connection",
    "queryTable": "connection", "powerPivotData": "connection", "customData": "connection", "revisionHeaders": "revision_log", "revisionLog": "revision_log",
    "usernames": "revision_log", "customProperty": "custom_property", "slicerCache": "pivot_cache", "timelineCache": "pivot_cache", "xmlMaps": "custom_xml",
    "volatileDependencies": "connection", "comments": "comment", "threadedComment": "comment", "webExtension": "custom_xml",
}  # fmt: skip
_SENTENCES = {
    "pivot_cache": "数据透视表里存着整份源数据", "external_link": "表格引用了别的文件，并存着那份文件的内容", "connection": "表格里存着数据连接的设置",
    "revision_log": "共享工作簿的修改记录还在文件里", "custom_xml": "表格里存着自定义数据", "custom_property": "表格里存着自定义数据",
}  # fmt: skip
_KNOWN = {
    "officeDocument", "worksheet", "styles", "theme", "calcChain", "image", "drawing", "chart", "chartsheet", "core-properties", "extended-properties", "custom-properties",
    "customXml", "customXmlProps", "sharedStrings", "person", "vmlDrawing", "chartStyle", "chartColorStyle", *_BY_SORT,
}  # fmt: skip


class Tab(NamedTuple):
    """A sheet by its name in the workbook."""

    name: str
    state: str
    part: str
    sort: str


def read(data: bytes) -> Content:
    """An .xlsx, .xlsm or .xltx file."""
    package = Package(data)
    strings = shared_strings(package)
    formats = formats_of(package)
    pages: list[str] = []
    pieces: list[Piece] = []
    used: set[int] = set()
    for tab in tabs(package):
        title = f"工作表“{tab.name}”"
        content = sheet(package.tree(tab.part), strings) if tab.sort == "worksheet" else Sheet([], {}, {}, set(), [])
        used |= content.used
        if tab.state in STATES:
            pieces.append(_hidden_tab(tab, content, package))
            continue
        shown, hidden = split(content, formats)
        page = "\n".join(filter(None, (_text(shown), _drawn(package, tab.part), _headings(package.tree(tab.part)))))
        pages.append(page)
        pieces.append(Piece("", title, page))
        pieces += _hidden_cells(title, hidden, content)
    seen = "\n".join(pages)
    for tab in tabs(package):
        pieces += _beside(package, tab, squeezed(seen))
    pieces += _orphan_strings(strings, used)
    pieces += _names(package)
    pieces += _parts(package)
    pieces += common.pieces(package, "\n".join([seen, *(tab.name for tab in tabs(package) if tab.state not in STATES)]))
    return Content("xlsx", pieces, pages, common.embedded(package))


def tabs(package: Package) -> Iterator[Tab]:
    """The sheets of a workbook in their order."""
    links = package.relations(package.main)
    for entry in children(package.tree(package.main), "sheets"):
        link = links.get(attribute(entry, "id"))
        if link is not None and link.target in package:
            yield Tab(attribute(entry, "name"), attribute(entry, "state"), link.target, link.sort)


def formats_of(package: Package) -> Formats:
    """The cell formats of a workbook."""
    names = package.targets(package.main, "styles")
    return Formats(package.tree(names[0]) if names else None)


def _hidden_tab(tab: Tab, content: Sheet, package: Package) -> Piece:
    text = "\n".join(
        filter(None, (_text(content.cells), _drawn(package, tab.part), words(package.tree(tab.part)) if tab.sort != "worksheet" else ""))
    )
    rows = len({cell.row for cell in content.cells if cell.text})
    how = "是深度隐藏的（界面上取消隐藏里也看不到）" if tab.state == "veryHidden" else "是隐藏的"
    return Piece(STATES[tab.state], f"工作表“{tab.name}”", text, f"工作表“{tab.name}”{how}，有 {rows} 行内容")


def split(content: Sheet, formats: Formats) -> tuple[list[Cell], dict[str, list[Cell]]]:
    """The cells that are shown, and the others by the code of why not."""
    shown: list[Cell] = []
    hidden: dict[str, list[Cell]] = {}
    for cell in content.cells:
        code = content.hidden_rows.get(cell.row) or ("hidden_column" if content.hidden_column(cell.column) else "")
        code = code or ("covered_cell" if (cell.row, cell.column) in content.covered else formats.why(cell.format))
        if code and cell.text:
            hidden.setdefault(code, []).append(cell)
        elif not code:
            shown.append(cell)
    return shown, hidden


def _hidden_cells(title: str, hidden: dict[str, list[Cell]], content: Sheet) -> Iterator[Piece]:
    for code, cells in hidden.items():
        if code in ("hidden_row", "filtered_row"):
            rows = {cell.row for cell in cells}
            where, how = f"{title}第 {ranges(rows)} 行", "被筛选隐藏，内容还在" if code == "filtered_row" else "是隐藏的"
            yield Piece(code, where, _text(cells), f"{where}{how}（共 {len(rows)} 行）")
        elif code == "hidden_column":
            columns = {cell.column for cell in cells}
            where = f"{title}第 {ranges(columns, columns=True)} 列"
            yield Piece(code, where, _text(cells), f"{where}是隐藏的（共 {len(columns)} 列）")
        else:
            first = cells[0]
            yield Piece(
                code, f"{title}的 {first.address} 等 {len(cells)} 格" if len(cells) > 1 else f"{title}的 {first.address}", _text(cells)
            )


def _text(cells: Iterable[Cell]) -> str:
    rows: dict[int, list[str]] = {}
    for cell in cells:
        if cell.text:
            rows.setdefault(cell.row, []).append(cell.text)
    return "\n".join("\t".join(row) for row in rows.values())


def _drawn(package: Package, part: str) -> str:
    """Words in the text boxes and charts of a sheet."""
    found = []
    waiting = [(part, {"drawing", "chart", "chartUserShapes", "chartEx", "diagramData"})]
    while waiting:
        name, sorts = waiting.pop()
        for sort in sorts:
            for target in package.targets(name, sort):
                if target.endswith(".xml"):
                    found.append("\n".join(_runs(package.tree(target))))
                waiting.append((target, sorts - {sort}))
    return "\n".join(filter(None, found))


def _runs(root: etree._Element) -> Iterator[str]:
    """Paragraphs of text, and the values that a chart keeps."""
    for element in root.iter():
        name = local(element)
        if name == "p":
            yield "".join(inner.text or "" for inner in element.iter() if local(inner) == "t")
        elif name == "v" and element.text:
            yield element.text


def _headings(root: etree._Element) -> str:
    found = child(root, "headerFooter")
    return words(found) if found is not None else ""


def _beside(package: Package, tab: Tab, seen: str) -> Iterator[Piece]:
    """What a sheet holds beside its cells."""
    title = f"工作表“{tab.name}”"
    root = package.tree(tab.part)
    for element in root:
        name = local(element)
        if name == "dataValidations":
            texts = [
                words(element),
                *(attribute(entry, key) for entry in element for key in ("prompt", "promptTitle", "error", "errorTitle")),
            ]
            text = "\n".join(filter(None, texts))
            if re.search(r"[\u4e00-\u9fff]|\d{6}", text):
                yield Piece("validation", title, text)
        elif name == "scenarios":
            yield Piece("scenario", title, common.speaking(element) + "\n".join(attribute(cell, "val") for cell in element.iter()))
        elif name in ("conditionalFormatting", "extLst", "autoFilter"):
            yield Piece("", f"{title}的格式和筛选条件", f"{words(element)}\n{common.speaking(element)}")
    formulas = [
        inner.text
        for inner in root.iter()
        if local(inner) == "f" and inner.text and re.search(r'"[^"]*[\u4e00-\u9fff0-9][^"]*"|\[', inner.text)
    ]
    if formulas:
        yield Piece("formula", title, "\n".join(formulas), f"{title}的公式里写着文字或别的文件名")
    for drawing in package.targets(tab.part, "drawing"):
        yield from _shapes(package.tree(drawing), title, seen)


def _shapes(root: etree._Element, title: str, seen: str) -> Iterator[Piece]:
    for element in root.iter():
        if local(element) != "cNvPr":
            continue
        if attribute(element, "hidden") in ("1", "true"):
            holder = element.getparent()
            whole = holder.getparent() if holder is not None else None
            yield Piece("hidden_shape", title, "\n".join(_runs(whole)) if whole is not None else "")
        text = "\n".join(filter(None, (attribute(element, "title"), attribute(element, "descr"))))
        if text and squeezed(text) not in seen:
            yield Piece("alt_text", title, text)


def _orphan_strings(strings: list[str], used: set[int]) -> Iterator[Piece]:
    left = [text for number, text in enumerate(strings) if number not in used and text.strip()]
    if left:
        yield Piece("orphan_string", "工作簿", "\n".join(left), f"工作簿里还存着 {len(left)} 段没有用到的旧文字")


def _names(package: Package) -> Iterator[Piece]:
    for entry in children(package.tree(package.main), "definedNames"):
        name, text = attribute(entry, "name"), entry.text or ""
        if name.startswith("_xlnm."):
            continue
        if '"' in text or "[" in text or re.fullmatch(r"[0-9.]{6,}", text) or attribute(entry, "comment"):
            yield Piece("defined_name", f"名称“{name}”", f"{text} {attribute(entry, 'comment')}".strip())
        else:
            yield Piece("defined_name", f"名称“{name}”", f"{name} {text}", level=NOTE)


def _parts(package: Package) -> Iterator[Piece]:
    people = [
        attribute(person, "displayName") for name, sort in package.reached.items() if sort == "person" for person in package.tree(name)
    ]
    for name, sort in package.reached.items():
        if sort in ("comments", "threadedComment"):
            for comment in package.tree(name).iter():
                if local(comment) in ("comment", "threadedComment"):
                    cell = attribute(comment, "ref")
                    yield Piece("comment", f"{cell} 格的批注", words(comment), f"{cell} 格的批注还在文件里")
                elif local(comment) == "author" and comment.text:
                    people.append(comment.text)
        elif sort in _BY_SORT:
            code = _BY_SORT[sort]
            text = common.part_words(package, name) or _values(package, name)
            yield Piece(code, f"部件 {name}", text, _SENTENCES[code])
        elif sort not in _KNOWN and name.endswith((".xml", ".vml")):
            yield Piece("", f"部件 {name}", common.part_words(package, name))
    names = dict.fromkeys(name for name in people if name.strip())
    if names:
        yield Piece("comment_author", "批注", "\n".join(names), f"批注里留着 {len(names)} 个人的姓名")


def _values(package: Package, name: str) -> str:
    """All attribute values of a part whose content stands in attributes."""
    if not name.endswith(".xml"):
        return ""
    return "\n".join(str(value) for element in package.tree(name).iter("*") for value in element.attrib.values())[:20_000]
