"""What a Word document shows, and what it holds beside that: hidden words, tracked changes, comments, field codes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.proof.files import common
from gongkai.proof.files.model import NOTE, Content, Piece, squeezed
from gongkai.proof.files.package import Package, attribute, child, local, words
from gongkai.proof.files.word_story import At, Story
from gongkai.proof.files.word_styles import Styles, white

if TYPE_CHECKING:
    from collections.abc import Iterator


# Fields that print a number, a date or a part of the text itself.
PLAIN_FIELDS = {
    "PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION", "TOC", "HYPERLINK", "REF", "PAGEREF", "NOTEREF", "SEQ", "STYLEREF", "EQ", "=", "SYMBOL",
    "DATE", "TIME", "LISTNUM", "ADVANCE", "FORMTEXT", "FORMCHECKBOX", "FORMDROPDOWN", "SHAPE", "INDEX", "TC", "XE",
}  # fmt: skip
_STORIES = {
    "header": "页眉", "footer": "页脚", "footnotes": "脚注", "endnotes": "尾注", "chart": "图表", "diagramData": "图示", "diagramDrawing": "图示", "chartUserShapes": "图表",
}  # fmt: skip
_KNOWN = {
    "officeDocument", "styles", "stylesWithEffects", "settings", "webSettings", "fontTable", "numbering", "theme", "comments", "commentsExtended", "commentsIds",
    "commentsExtensible", "people", "glossaryDocument", "customXml", "customXmlProps", "core-properties", "extended-properties", "custom-properties", "image",
    "diagramLayout", "diagramQuickStyle", "diagramColors", "chartStyle", "chartColorStyle", "themeOverride", *_STORIES,
}  # fmt: skip


def read(data: bytes) -> Content:
    """A .docx, .docm or .dotx file."""
    package = Package(data)
    styles = styles_of(package)
    shaded = dark_page(package)
    body = Story(styles, "正文", numbered=True)
    body.read(package.tree(package.main), At("正文", shaded=shaded))
    stories = [body, *_others(package, styles, body.notes, shaded=shaded)]
    pages = ["".join(page).strip() for page in body.pages]
    beside = "\n".join(text for story in stories[1:] for page in story.pages if (text := "".join(page).strip()))
    shown = "\n".join([*pages, beside])
    if beside:
        pages[-1] = f"{pages[-1]}\n{beside}"
    pieces = [Piece("", f"第 {number} 页" if len(pages) > 1 else "正文", page) for number, page in enumerate(pages, 1)]
    for story in stories:
        pieces += story.pieces()
        pieces += _fields(story, squeezed(shown))
    pieces += _comments(package)
    authors = dict.fromkeys(name for story in stories for name in story.authors)
    authors |= dict.fromkeys(_people(package))
    if authors:
        pieces.append(Piece("comment_author", "修订和批注", "\n".join(authors), f"修订和批注里留着 {len(authors)} 个人的姓名"))
    pieces += _settings(package)
    pieces += _glossary(package, shown)
    pieces += _rest(package)
    pieces += common.pieces(package, shown)
    return Content("docx", pieces, pages, common.embedded(package))


def styles_of(package: Package) -> Styles:
    """The styles of a Word package."""
    names = package.targets(package.main, "styles")
    return Styles(package.tree(names[0]) if names else None)


def dark_page(package: Package) -> bool:
    """Whether the pages have a colour on which white words are seen."""
    background = child(package.tree(package.main), "background")
    return background is not None and len(attribute(background, "color")) == 6 and not white(attribute(background, "color"))


def _others(package: Package, styles: Styles, notes: set[str], *, shaded: bool) -> Iterator[Story]:
    for name, sort in package.reached.items():
        if sort not in _STORIES or not name.endswith(".xml"):
            continue
        story = Story(styles, _STORIES[sort], numbered=False)
        at = At(story.title, shaded=shaded)
        root = package.tree(name)
        if sort in ("footnotes", "endnotes"):
            for note in root:
                used = (
                    attribute(note, "type") in ("separator", "continuationSeparator", "continuationNotice")
                    or sort[:3] + attribute(note, "id") in notes
                )
                if used:
                    story.read(note, at)
                else:
                    story.hidden.setdefault(("orphan_note", f"{story.title} {attribute(note, 'id')}"), []).append(words(note))
        elif sort.startswith(("chart", "diagram")):
            story.pages[0] += [words(root), "\n"]
        else:
            story.read(root, at)
        yield story


def _fields(story: Story, seen: str) -> Iterator[Piece]:
    for code in story.codes:
        told = judged(code, seen)
        if told == "external_link":
            yield Piece("external_link", story.title, code, "文件链接到本机或内网的文件，会露出路径和姓名")
        elif told:
            yield Piece("field_code", story.title, code, level=NOTE if _only_names(code) else "")
        elif code.split()[:1] == ["EQ"]:
            yield Piece("", story.title, code)


def judged(code: str, seen: str) -> str:
    """Why a field's code should go (a code of a finding), or "". ``seen``: what the document shows, without blanks."""
    name = code.split()[0].upper() if code.split() else ""
    quoted = re.findall(r'"([^"]*)"', code)
    telling = [text for text in quoted if re.search(r"[\u4e00-\u9fff]|\d{6}", text)]
    if name == "HYPERLINK" and any(common.is_local(text) for text in quoted):
        return "external_link"
    if name and name not in PLAIN_FIELDS and not name.startswith("="):
        return "field_code"
    return "" if all(squeezed(text) in seen for text in telling) else "field_code"


def _only_names(code: str) -> bool:
    """A field that only names a property or column: 「MERGEFIELD Nr」, 「AUTHOR」."""
    return '"' not in code and len(code) < 60 and not re.search(r"[\u4e00-\u9fff]|\d{6}", code)


def _comments(package: Package) -> Iterator[Piece]:
    for name in package.targets(package.main, "comments"):
        for number, comment in enumerate(package.tree(name), 1):
            yield Piece("comment", f"第 {number} 条批注", words(comment), f"第 {number} 条批注还在文件里")


def _people(package: Package) -> Iterator[str]:
    for name in package.targets(package.main, "comments"):
        yield from (f"{attribute(comment, 'author')}" for comment in package.tree(name) if attribute(comment, "author"))
    for name in package.targets(package.main, "people"):
        yield from (attribute(person, "author") for person in package.tree(name))


def _settings(package: Package) -> Iterator[Piece]:
    for name in package.targets(package.main, "settings"):
        for entry in package.tree(name):
            if local(entry) == "docVars":
                for variable in entry:
                    title = attribute(variable, "name")
                    yield Piece("document_variable", f"文档变量“{title}”", f"{title} {attribute(variable, 'val')}")
            elif local(entry) == "mailMerge":
                values = [str(value) for inner in entry.iter() for key, value in inner.attrib.items() if len(value) > 3]
                yield Piece("connection", "邮件合并的设置", "\n".join(values))


def _glossary(package: Package, shown: str) -> Iterator[Piece]:
    for name in package.targets(package.main, "glossaryDocument"):
        text = words(package.tree(name))
        new = "\n".join(
            line for line in text.splitlines() if squeezed(line) not in squeezed(shown) and not re.fullmatch(r"[\W\d\s]*", line)
        )
        placeholder = re.sub(
            r"单击或点击此处输入文字。?|单击此处输入文字。?|单击或点击此处|单击此处|输入文字|选择一项|Click.*", "", new
        ).strip("。\n ")
        if placeholder:
            yield Piece("glossary", "自动图文集", text)


def _rest(package: Package) -> Iterator[Piece]:
    """Parts that no reader knows are looked through for personal data."""
    for name, sort in package.reached.items():
        if sort not in _KNOWN and name.endswith((".xml", ".vml")):
            yield Piece("", f"部件 {name}", common.part_words(package, name))
        elif sort in ("officeDocument", "header", "footer", "styles", "numbering"):
            yield Piece("", f"部件 {name} 的设置", common.speaking(package.tree(name)))
