"""A letter that went out for editing and came back: is everything still there that no one may change?

Wording may change. The 文号, every date, every clause cited, the remedy sentence, the organ and the
addressee may not; neither may a revision that nobody accepted stay in the file. Each difference is one Chinese sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from gongkai.lib.archive import Archive, whole
from gongkai.lib.errors import UnusableInput
from gongkai.lib.ooxml import W
from gongkai.notices.base import LETTER
from gongkai.notices.letter import Paragraph, Signature, body_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

    from gongkai.notices.letter import Letter

_DATE = re.compile(r"[12]\d{3}年\d{1,2}月\d{1,2}日")
_NUMBER = re.compile(r"[^\s，。；：“”（）、《》〔〕]{1,20}〔\d{4}〕\d+号")
# A clause with what stands before it: a title in 《》, or 、 and 和 behind another clause.
_CLAUSE = re.compile(
    r"(?:《[^《》]{2,60}》(?:（[^（）]{2,30}）)?)?(?:第[零一二三四五六七八九十百]+条(?:第[零一二三四五六七八九十]+款)?(?:第（[零一二三四五六七八九十]+）项)?|(?<=》)|(?<=号）))"
)
_TITLE = re.compile(r"《[^《》]+》")
_REMEDY = re.compile(r"申请行政复议|提起行政诉讼")
# What programs too old for a drawing show in its place: the same words a second time.
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_KIND = "Word 文档"
_NOT_WORD = "请交回用 gongkai notice 生成、在 Word 或 WPS 里改过的 .docx"


class Returned(NamedTuple):
    """The text of a .docx: lines of the body in order, lines of headers and footers, revisions still open."""

    lines: tuple[str, ...]
    around: tuple[str, ...]
    revisions: int


def read(data: bytes) -> Returned:
    """The text of a .docx as it prints when all revisions are accepted. Raises :class:`UnusableInput` for anything else."""
    with whole(_KIND, _NOT_WORD):
        archive = Archive(data)
        if "word/document.xml" not in archive:
            raise UnusableInput("不是 Word 文档（.docx）", _NOT_WORD)
        root = archive.tree("word/document.xml")
        beside = [archive.tree(name) for name in archive.names() if re.fullmatch(r"word/(?:header|footer)\d*\.xml", name)]
    revisions = sum(1 for _ in root.iter(f"{{{W}}}ins", f"{{{W}}}del", f"{{{W}}}moveFrom", f"{{{W}}}moveTo"))
    return Returned(tuple(_lines(root)), tuple(line for tree in beside for line in _lines(tree)), revisions)


def _lines(root: _Element) -> Iterator[str]:
    """Paragraphs as lines; a line break inside one begins a new line."""
    for paragraph in root.iter(f"{{{W}}}p"):
        if next(paragraph.iterancestors(_FALLBACK), None) is not None:
            continue
        text = "".join(_pieces(paragraph))
        yield from (line for line in text.split("\n") if line.strip())


def _pieces(element: _Element) -> Iterator[str]:
    for child in element:
        name = str(child.tag).removeprefix(f"{{{W}}}")
        if name == "t":
            yield child.text or ""
        elif name in ("br", "cr"):
            yield "\n"
        elif name == "tab":
            yield " "
        elif name not in ("del", "moveFrom", "p", "instrText", "pPr", "rPr"):
            yield from _pieces(child)


def differences(letter: Letter, data: bytes) -> tuple[str, ...]:
    """What ``data``, the .docx that came back, has changed in ``letter`` that must not change; empty when nothing.

    Raises :class:`UnusableInput` when it is no .docx.
    """
    returned = read(data)
    lines = tuple(_bare(line) for line in returned.lines)
    around = tuple(_bare(line) for line in returned.around)
    return tuple(
        dict.fromkeys(
            [
                *_revisions(returned),
                *_standing(letter, lines, around),
                *_counted("日期", _DATE, letter, lines),
                *_counted("文号", _NUMBER, letter, lines),
                *_clauses(letter, lines),
                *_remedies(letter, lines),
            ]
        )
    )


def _revisions(returned: Returned) -> Iterator[str]:
    if returned.revisions:
        yield f"文件里还有 {returned.revisions} 处修订没有接受或者拒绝，请先处理完再交回"


def _standing(letter: Letter, lines: tuple[str, ...], around: tuple[str, ...]) -> Iterator[str]:
    """What must stand on a line of its own: 文号, title, addressee, and the signature with its organ and date."""
    if letter.number and _bare(letter.number) not in lines:
        yield f"文号“{letter.number}”被改动或者删除"
    if _bare(letter.title) not in lines:
        yield f"标题“{letter.title}”被改动或者删除"
    if letter.addressee and _bare(f"{letter.addressee}：") not in lines:
        yield f"收件人“{letter.addressee}”被改动或者删除"
    if letter.layout == LETTER and _bare(letter.organ) not in around:
        yield f"版头的机关名称“{letter.organ}”被改动或者删除"
    for block in letter.blocks:
        if isinstance(block, Signature):
            signed = [line for line, after in zip(lines, lines[1:], strict=False) if after == _bare(block.date)]
            if _bare(block.date) not in lines:
                yield f"成文日期“{block.date}”被改动或者删除"
            elif _bare(block.organ) not in signed:
                yield f"落款的机关名称“{block.organ}”被改动或者删除"


def _counted(what: str, pattern: re.Pattern[str], letter: Letter, lines: Iterable[str]) -> Iterator[str]:
    """Dates and numbers: none gone, none new, none more or less often than before."""
    before = Counter(found for line in _own(letter) for found in pattern.findall(line))
    after = Counter(found for line in lines for found in pattern.findall(line))
    for found in before - after:
        yield f"{what}“{found}”被改动或者删除"
    for found in after - before:
        yield f"多出了{what}“{found}”，原文没有"


def _clauses(letter: Letter, lines: Iterable[str]) -> Iterator[str]:
    before, after = _cited(_own(letter)), _cited(lines)
    for found in before - after:
        yield f"引用的条款“{found}”被改动或者删除"
    for found in after - before:
        yield f"多出了引用的条款“{found}”，原文没有"


def _cited(lines: Iterable[str]) -> Counter[str]:
    """Every clause with the instrument it belongs to: 「、第三十六条」 belongs to the last one named."""
    found: Counter[str] = Counter()
    for line in lines:
        title = ""
        for match in _CLAUSE.finditer(line):
            named = _TITLE.match(match[0])
            title = named[0] if named else title
            found[match[0] if named else title + match[0]] += 1
    return found


def _remedies(letter: Letter, lines: tuple[str, ...]) -> Iterator[str]:
    fixed = {_bare(block.text) for block in letter.blocks if isinstance(block, Paragraph) and block.fixed}
    own = set(_own(letter))
    for sentence in sorted(fixed - set(lines)):
        yield f"救济途径“{sentence[:24]}……”被改动或者删除，应当与原文完全一致"
    for line in lines:
        if _REMEDY.search(line) and line not in own:
            yield f"“{line[:24]}……”写到了救济途径，原文没有，请删去或者改用救济途径设置"


def _own(letter: Letter) -> list[str]:
    """The letter's lines as the body of the .docx has them: the red name over a 信函 stands in the header."""
    lines = list(body_lines(letter))[1:]
    whole_text = [letter.organ, *lines] if letter.layout != LETTER else lines
    return [_bare(piece) for line in whole_text for piece in line.split("\n")]


def _bare(text: str) -> str:
    return "".join(text.split())
