"""What a scan finds, and how pieces of a file become findings."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from gongkai.lib.errors import UnusableInput
from gongkai.proof import personal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

BLOCK, NOTE = "block", "note"
# Findings of one code in one file beyond this are told as a number.
_MOST = 100
MOST_TEXT = 5_000_000  # characters that one scan looks through
_SHOWN = 6  # characters of hidden content that a message may show

# Every code: what a person reads, and whether publication waits for an answer.
LABELS: dict[str, tuple[str, str]] = {
    "hidden_sheet": ("隐藏的工作表", BLOCK),
    "very_hidden_sheet": ("深度隐藏的工作表", BLOCK),
    "hidden_row": ("隐藏的行", BLOCK),
    "filtered_row": ("被筛选隐藏的行", BLOCK),
    "hidden_column": ("隐藏的列", BLOCK),
    "covered_cell": ("合并单元格下面的内容", BLOCK),
    "hidden_format": ("用格式藏起来的内容", BLOCK),
    "white_text": ("与底色相同的文字", BLOCK),
    "hidden_text": ("隐藏文字", BLOCK),
    "tiny_text": ("小得看不见的文字", BLOCK),
    "hidden_shape": ("隐藏的图形", BLOCK),
    "hidden_slide": ("隐藏的幻灯片", BLOCK),
    "speaker_notes": ("演讲者备注", BLOCK),
    "orphan_note": ("没有引用的脚注", BLOCK),
    "comment": ("批注", BLOCK),
    "comment_author": ("批注人姓名", BLOCK),
    "tracked_insertion": ("修订中的插入", BLOCK),
    "tracked_deletion": ("修订中的删除", BLOCK),
    "tracked_format": ("修订中的格式改动", BLOCK),
    "revision_log": ("共享工作簿的修改记录", BLOCK),
    "metadata": ("文件属性", BLOCK),
    "software": ("制作软件的信息", NOTE),
    "custom_property": ("自定义属性", BLOCK),
    "custom_xml": ("自定义数据", BLOCK),
    "document_variable": ("文档变量", BLOCK),
    "field_code": ("域代码", BLOCK),
    "content_control": ("内容控件的设置", NOTE),
    "alt_text": ("替代文字", NOTE),
    "embedded_object": ("嵌入的文件", BLOCK),
    "attachment": ("附件", BLOCK),
    "macro": ("宏代码", BLOCK),
    "external_link": ("指向本机或外部文件的链接", BLOCK),
    "connection": ("数据连接", BLOCK),
    "pivot_cache": ("数据透视表缓存", BLOCK),
    "defined_name": ("名称里的内容", BLOCK),
    "orphan_string": ("没有用到的旧文字", BLOCK),
    "validation": ("数据验证的内容", NOTE),
    "formula": ("公式", NOTE),
    "scenario": ("方案管理器的内容", BLOCK),
    "printer_settings": ("打印机设置", NOTE),
    "glossary": ("自动图文集", BLOCK),
    "orphan_part": ("压缩包里没有用到的部分", BLOCK),
    "archive_leftover": ("压缩包里的多余数据", BLOCK),
    "xml_comment": ("代码注释", BLOCK),
    "thumbnail": ("缩略图", BLOCK),
    "image_metadata": ("图片的拍摄信息", BLOCK),
    "image_location": ("图片的拍摄位置", BLOCK),
    "cropped_image": ("裁掉但仍保存的图片部分", NOTE),
    "unread_picture": ("图片里的字无法检查", NOTE),
    "signature": ("电子签名信息", NOTE),
    "pdf_annotation": ("注释", BLOCK),
    "pdf_form": ("表单内容", BLOCK),
    "pdf_script": ("脚本", BLOCK),
    "pdf_layer": ("关闭的图层", BLOCK),
    "pdf_invisible_text": ("看不见的文字", BLOCK),
    "pdf_text_under_box": ("色块或图片下面的文字", BLOCK),
    "pdf_picture_under_box": ("色块下面的图片内容", BLOCK),
    "pdf_off_page": ("页面以外的文字", BLOCK),
    "pdf_ocr_layer": ("扫描件的识别文字层", NOTE),
    "pdf_earlier_revision": ("早先保存的版本", BLOCK),
    "pdf_unreferenced": ("没有用到的旧对象", BLOCK),
    "pdf_replacement_text": ("与所见不同的替换文字", BLOCK),
    "pdf_bookmark": ("书签", NOTE),
    "pdf_private_data": ("编辑软件的私有数据", BLOCK),
    "not_scanned": ("不能检查的文件", BLOCK),
    **{kind: (label, BLOCK) for kind, label in personal.LABELS.items()},
}  # fmt: skip
PERSONAL = frozenset(personal.LABELS)


class Hidden(NamedTuple):
    """One finding.

    ``code`` is a key of :data:`LABELS`, ``level`` BLOCK (must be removed or answered) or NOTE. ``place`` and ``message``
    are Chinese; ``excerpt`` never shows the whole of what is hidden. ``fingerprint`` is the same for the same content at
    the same place, so that an answer holds when the same bytes are scanned again. ``times``: how many of them.
    """

    code: str
    level: str
    place: str
    message: str
    excerpt: str
    fingerprint: str
    times: int = 1


class Scan(NamedTuple):
    """What a file hides (``findings``), and what it shows, by page or sheet (``pages``). ``kind``: docx, xlsx, pdf …"""

    kind: str
    findings: tuple[Hidden, ...]
    pages: tuple[str, ...]

    @property
    def blocking(self) -> tuple[Hidden, ...]:
        """The findings that must be removed or answered before publication."""
        return tuple(finding for finding in self.findings if finding.level == BLOCK)


class Piece(NamedTuple):
    """Something in a file, as its reader hands it over: where, what sort, and its whole content.

    ``code`` "" marks text that is shown: it is looked through for personal data and is no finding itself.
    ``message`` stands in for the usual sentence.
    """

    code: str
    place: str
    text: str
    message: str = ""
    level: str = ""


class Content(NamedTuple):
    """What the reader of one kind of file returns. ``inner`` are files inside it: where they stand, their names, their bytes."""

    kind: str
    pieces: list[Piece]
    pages: list[str]
    inner: Sequence[tuple[str, str, bytes]] = ()


def fingerprint(code: str, place: str, content: str) -> str:
    """The name of a finding that stays the same as long as its place and content do."""
    return hashlib.sha256(f"{code}\0{place}\0{content}".encode("utf-8", "surrogatepass")).hexdigest()


def excerpt(text: str) -> str:
    """The first characters of hidden content and how much there is, never all of it."""
    line = " ".join(text.split())
    if not line:
        return ""
    if len(line) < 3:
        return "＊" * len(line)
    return f"{line[: min(_SHOWN, max(1, len(line) // 3))]}…（共 {len(line)} 字）"


def findings(pieces: Iterable[Piece]) -> tuple[Hidden, ...]:
    """The findings of the pieces, in their order; personal data are told once for each place and kind."""
    pieces = list(pieces)
    if sum(len(piece.text) for piece in pieces) > MOST_TEXT:
        raise UnusableInput(f"文件里的文字超过 {MOST_TEXT // 10_000} 万字", "请分成几个文件再试")
    seen: dict[str, list[Hidden]] = defaultdict(list)
    numbers: dict[tuple[str, str, bool], list[personal.Personal]] = {}
    for piece in pieces:
        if piece.code:
            seen[piece.code].append(_hidden(piece))
        place = _inside(piece)
        for item in personal.personal(piece.text):
            numbers.setdefault((item.kind, place, item.certain), []).append(item)
    found = [item for code, items in seen.items() for item in _bounded(code, items)]
    return (*found, *(_personal(place, items) for (_, place, _), items in numbers.items()))


def _inside(piece: Piece) -> str:
    if not piece.code:
        return piece.place
    label = LABELS[piece.code][0]
    return piece.place if label in piece.place else f"{piece.place}（{label}）"


def _hidden(piece: Piece) -> Hidden:
    label, level = LABELS[piece.code]
    message = piece.message or f"{piece.place}有{label}"
    return Hidden(
        piece.code, piece.level or level, piece.place, message, excerpt(piece.text), fingerprint(piece.code, piece.place, piece.text)
    )


def _bounded(code: str, items: list[Hidden]) -> Iterator[Hidden]:
    """No more than a list can show; the rest as one finding."""
    yield from items[:_MOST]
    rest = items[_MOST:]
    if rest:
        level = BLOCK if any(item.level == BLOCK for item in rest) else NOTE
        mark = fingerprint(code, "…", "".join(item.fingerprint for item in rest))
        yield Hidden(code, level, "其余", f"还有 {len(rest)} 处{LABELS[code][0]}", "", mark, len(rest))


def _personal(place: str, items: list[personal.Personal]) -> Hidden:
    first = items[0]
    number = f"有 {len(items)} 个" if len(items) > 1 else "有"
    message = f"{place}{number}{first.label}" if first.certain else f"{place}可能{number}{first.label}，请看是不是个人的"
    mark = fingerprint(first.kind, place, "\n".join(item.content for item in items))
    return Hidden(first.kind, BLOCK if first.certain else NOTE, place, message, first.masked(), mark, len(items))


_BLANK = re.compile(r"\s+")


def squeezed(text: str) -> str:
    """Text without any white space, to ask whether it is shown somewhere."""
    return _BLANK.sub("", text)
