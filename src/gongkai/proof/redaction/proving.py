"""The proof: open the result as anybody could, and look for what must not be in it."""

from __future__ import annotations

import base64
import json
import re
from typing import TYPE_CHECKING

from gongkai.lib.errors import UnusableInput
from gongkai.proof.files import pdf
from gongkai.proof.files.model import BLOCK, Content, Hidden, Scan, findings, squeezed
from gongkai.proof.files.package import Package, leftovers, local
from gongkai.proof.files.scanner import contents
from gongkai.proof.redaction.model import Proof
from gongkai.proof.redaction.terms import forms, sayable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gongkai.proof.redaction.terms import Terms

# Hidden content that is words of people and no readable crumbs of some binary.
_WORDY = {
    "hidden_sheet", "very_hidden_sheet", "hidden_row", "filtered_row", "hidden_column", "covered_cell", "hidden_format", "white_text", "hidden_text", "tiny_text", "orphan_note",
    "comment", "comment_author", "tracked_deletion", "metadata", "custom_property", "document_variable", "orphan_string", "defined_name", "pdf_annotation", "pdf_form",
    "pdf_layer", "pdf_invisible_text", "pdf_text_under_box", "pdf_off_page", "pdf_replacement_text", "pdf_earlier_revision",
}  # fmt: skip
_LINE = 6  # characters of a hidden line that make it its own
_SEARCH = "gongkai.proof.redaction.pdf_search"
_CPU_SECONDS, _WALL_SECONDS, _MEMORY = 40.0, 120.0, 900 * 1024 * 1024
# Two characters in UTF-16 are four bytes: in pixels and fonts chance makes those.
SURE = 6


def proven(data: bytes, name: str, terms: Terms, before: Content, keep: frozenset[str]) -> tuple[Proof, tuple[Hidden, ...]]:
    """The proof of a redacted file and all findings of it. Raises UnusableInput when anything is left."""
    after = contents(data, name)
    found = findings(after.pieces)
    kept = {(item.code, item.excerpt) for item in findings(before.pieces) if item.fingerprint in keep}
    left = [item for item in found if item.level == BLOCK and item.code not in keep and (item.code, item.excerpt) not in kept]
    if left:
        raise _failed(f"重新打开后，{left[0].message}")
    hidden = _hidden_lines(before, after, keep)
    words = {*terms.spellings, *hidden}
    shown = [*after.pages, *(piece.text for piece in after.pieces)]
    for text in shown:
        if _said(text, terms, after.kind) or any(line in squeezed(text) for line in hidden):
            raise _failed("重新打开后，还能找到要隐去的内容")
    count = _searched(data, words, terms)
    sentence = (
        f"已重新打开检查：没有隐藏内容，在 {count} 个部分里都找不到要隐去的 {len(terms.words)} 个词"
        if terms
        else f"已重新打开检查：{count} 个部分里没有隐藏内容"
    )
    return Proof(Scan(after.kind, found, tuple(after.pages)), count, sentence), found


def _said(text: str, terms: Terms, kind: str) -> bool:
    """Whether a word stands in a text: in a line or cell, of a document long ones also over lines, of a PDF all of them."""
    if kind == "pdf":
        return bool(terms.spans(text))
    over = kind == "docx" and bool(terms.spans(text, over_lines=True))
    return over or any(terms.spans(piece) for piece in re.split(r"[\n\t]", text))


def _failed(what: str) -> UnusableInput:
    return UnusableInput(what, "这份文件没有输出，请改用原始文件删去内容后重新导出，再试一次")


def _hidden_lines(before: Content, after: Content, keep: frozenset[str]) -> set[str]:
    """Lines that were hidden and that the result does not show anyhow: they must be nowhere."""
    shown = squeezed("\n".join([*before.pages, *after.pages]))
    lines = set()
    for piece in before.pieces:
        if piece.code in _WORDY and piece.code not in keep:
            lines |= {
                tight
                for line in re.split(r"[\n\t]", piece.text)
                if len(tight := squeezed(line)) >= _LINE and re.search(r"[\u4e00-\u9fff]", tight)
            }
    beside = squeezed("\n".join(piece.text for piece in before.pieces if not piece.code))
    return {line for line in lines if line not in shown and line not in beside}


def _searched(data: bytes, words: Iterable[str], terms: Terms) -> int:
    """How many parts were searched. Raises UnusableInput when a word is in one."""
    needles = sorted({form for word in words if sayable(word) for form in forms(word)})
    if data.startswith(b"PK"):
        return _searched_package(data, needles, terms)
    given = json.dumps({"data": base64.b64encode(data).decode(), "needles": [base64.b64encode(needle).decode() for needle in needles]})
    answer = pdf.asked(_SEARCH, given.encode(), cpu_seconds=_CPU_SECONDS, wall_seconds=_WALL_SECONDS, memory=_MEMORY)
    texts = answer["strings"]
    if answer["hits"] or any(terms.spans(text) for text in texts):
        raise _failed("重新打开后，在文件的数据里还能找到要隐去的内容")
    return len(texts) + int(str(answer["streams"]))


def _searched_package(data: bytes, needles: Sequence[bytes], terms: Terms) -> int:
    package = Package(data)
    count = 1
    _refuse_hit(data, [needle for needle in needles if len(needle) >= SURE])
    if any(True for _ in leftovers(data)):
        raise _failed("重新打开后，压缩包里有多余的数据")
    for part in package.names:
        content = package.read(part)
        as_text = part.endswith((".xml", ".rels", ".vml"))
        _refuse_hit(content, needles if as_text else [needle for needle in needles if len(needle) >= SURE])
        _refuse_hit(part.encode(), needles)
        if as_text:
            for text in _texts(package, part):
                if terms.spans(text):
                    raise _failed(f"重新打开后，部件 {part} 里还能找到要隐去的内容")
        count += 1
    return count


def _texts(package: Package, part: str) -> Iterator[str]:
    """Paragraphs and cells of a part, and its attributes that speak."""
    root = package.tree(part)
    for element in root.iter():
        if local(element) in ("p", "si", "is", "v"):
            yield "".join(map(str, element.itertext()))
        if isinstance(element.tag, str):
            yield from (str(value) for value in element.attrib.values() if sayable(str(value)) and not str(value).isascii())


def _refuse_hit(content: bytes, needles: Iterable[bytes]) -> None:
    if any(needle in content for needle in needles):
        raise _failed("重新打开后，在文件的数据里还能找到要隐去的内容")
