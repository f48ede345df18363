"""The door: take out, write anew, open again, prove."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.lib.archive import whole
from gongkai.lib.errors import UnusableInput
from gongkai.proof.files.model import LABELS, PERSONAL, Content, Hidden, findings
from gongkai.proof.files.scanner import contents, kind_of
from gongkai.proof.personal import personal
from gongkai.proof.redaction import pdf, sheet, word
from gongkai.proof.redaction.model import Box, Redacted
from gongkai.proof.redaction.proving import proven
from gongkai.proof.redaction.terms import Terms

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

# What is shown, or comes along although it is not.
_SHOWN = frozenset({"", "alt_text", "pdf_bookmark", "validation", "formula", "content_control"})
# What can stay as it is: hidden, and no more than that. A layer that is off would come to light.
KEEPABLE = frozenset({
    "hidden_sheet", "very_hidden_sheet", "hidden_row", "filtered_row", "hidden_column", "covered_cell", "hidden_format", "white_text", "tiny_text", "hidden_text",
    "hidden_shape", "pdf_invisible_text", "pdf_off_page",
})  # fmt: skip
_OFFICE = {"word": ("Word 文档", word.redacted), "sheet": ("Excel 表格", sheet.redacted)}


def redact(data: bytes, name: str, terms: Sequence[str] = (), boxes: Sequence[Box] = (), keep: Collection[str] = ()) -> Redacted:
    """The file without what it hides, without ``terms``, without what stands in ``boxes`` (PDF only), and the proof of it.

    Personal data that are certain go too, shown or not. ``keep`` has what an officer answered and what may stay: of shown
    personal data the codes or the fingerprints of the findings of :func:`gongkai.proof.files.scan`, of what is hidden the
    codes of :data:`KEEPABLE`. Everything else that is hidden goes, whatever ``keep`` says. Raises :class:`UnusableInput` for a file of
    another kind, a broken or locked one, and whenever the proof fails: what is not proven is never handed out.
    """
    kind = kind_of(data)
    if kind not in ("pdf", *_OFFICE):
        raise UnusableInput("只能处理 DOCX、XLSX 和 PDF 文件", "请另存为其中一种再试")
    if boxes and kind != "pdf":
        raise UnusableInput("只有 PDF 可以按位置遮盖", "Word 和 Excel 文件请写出要隐去的词")
    before = contents(data, name)
    kept = frozenset(code for code in keep if code not in LABELS or code in KEEPABLE or code in PERSONAL)
    words = Terms([*terms, *_personal_words(before, kept)])
    pictures: tuple[int, ...] = ()
    if kind == "pdf":
        new, counts, pictures = pdf.redacted(data, words, boxes, kept)
    else:
        title, rewrite = _OFFICE[kind]
        with whole(title):
            new, counts = rewrite(data, words, kept)
    proof, after = proven(new, name, words, before, kept)
    return Redacted(new, tuple(_removed(findings(before.pieces), after, counts, pictures)), proof, pictures)


def _personal_words(before: Content, keep: frozenset[str]) -> Iterator[str]:
    """The certain personal data of all that is shown, but for those that are kept."""
    kept = {finding.code for finding in findings(before.pieces) if finding.fingerprint in keep} | keep
    for piece in before.pieces:
        if piece.code in _SHOWN or piece.code in keep:
            yield from (item.content for item in personal(piece.text) if item.certain and item.kind not in kept)


def _removed(before: Iterable[Hidden], after: Sequence[Hidden], counts: dict[str, int], pictures: tuple[int, ...]) -> Iterator[str]:
    """What was removed, in sentences: by place first, then the words."""
    left = {(finding.code, finding.place) for finding in after}
    for finding in before:
        if (finding.code, finding.place) not in left and finding.code != "unread_picture":
            yield f"{finding.place}：已删除{LABELS[finding.code][0]}"
    for place, count in counts.items():
        yield f"{place}：隐去 {count} 处"
    for page in pictures:
        yield f"第 {page} 页：重新生成为图片，原来的文字和图形不再保留"
