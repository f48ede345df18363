"""Is a published edition still what was sealed? Files, event, row and ledger, each counted again and compared."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from gongkai.lib.errors import UnusableInput
from gongkai.report import codec
from gongkai.web.events import heads, store
from gongkai.web.reporting.models import Edition
from gongkai.web.reporting.selectors.content import digest_of
from gongkai.web.reporting.selectors.history import report_from
from gongkai.web.vault import files
from gongkai.web.vault.cipher import Unsealable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gongkai.ledger.states.report import Edition as Published
    from gongkai.ledger.states.report import ReportState
    from gongkai.web.reporting.models import AnnualReport, EditionFile

SUFFIXES = (".docx", ".pdf", ".html", ".xlsx", ".json")


class Checked(NamedTuple):
    """One thing that was counted again: what, whether it is as sealed, how that was seen or what is wrong."""

    what: str
    right: bool
    words: str


def check(edition: Edition, state: ReportState) -> list[Checked]:
    """Everything about the edition; ``state`` is that of its report. Reads all files and the ledger up to the edition's position."""
    held = {each.suffix: each for each in edition.files.select_related("file")}
    read = {suffix: _read(held[suffix]) for suffix in SUFFIXES if suffix in held}
    lines = [_file(edition, suffix, read.get(suffix, "没有这个文件")) for suffix in SUFFIXES]
    return [*lines, _manifest(edition), _content(edition, read.get(".json", b"")), _event(edition, state), _ledger(edition)]


def differs(annual: AnnualReport, state: ReportState) -> str:
    """What the rows of the editions have another than the ledger; "" where they agree. Reads no file."""
    rows = {each.number: each for each in Edition.objects.filter(report=annual.pk).prefetch_related("files")}
    for published in state.editions:
        row = rows.pop(published.number, None)
        if row is None:
            return f"账本里公布了第{published.number}版，登记表里没有"
        wrong = _disagreements(row, published)
        if wrong:
            return f"第{published.number}版的{'、'.join(wrong)}和账本不一致"
        if {each.suffix for each in row.files.all()} != set(SUFFIXES):
            return f"第{published.number}版的全套文件不全"
    return f"登记表里有第{min(rows)}版，账本里没有公布" if rows else ""


def _disagreements(row: Edition, published: Published) -> list[str]:
    pairs = (
        ("全套文件的摘要", row.digest, published.digest), ("内容的摘要", row.content, published.content),
        ("账本位置", row.position, published.position), ("公布日期", row.published_on, published.day),
    )  # fmt: skip
    return [words for words, kept, said in pairs if kept != said]


def _read(held: EditionFile) -> bytes | str:
    """The bytes, or why they cannot be had."""
    try:
        return files.read(held.file)
    except UnusableInput as unusable:
        return unusable.problem
    except Unsealable as unsealable:
        return str(unsealable)


def _file(edition: Edition, suffix: str, data: bytes | str) -> Checked:
    if isinstance(data, str):
        return Checked(f"{suffix} 文件", False, data)
    counted = hashlib.sha256(data).hexdigest()
    sealed = next((line.partition("  ")[0] for line in edition.manifest.splitlines() if line.endswith(suffix)), "")
    return Checked(f"{suffix} 文件", counted == sealed, f"摘要 {counted}" if counted == sealed else f"摘要 {counted}，封存的是 {sealed}")


def _manifest(edition: Edition) -> Checked:
    counted = hashlib.sha256(edition.manifest.encode("utf-8")).hexdigest()
    right = counted == edition.digest
    return Checked("全套文件的清单", right, f"摘要 {counted}" if right else f"摘要 {counted}，封存的是 {edition.digest}")


def _content(edition: Edition, data: bytes | str) -> Checked:
    """The data file gives the content that was signed, and the row keeps the same report."""
    try:
        report = codec.loads(data.decode("utf-8")) if isinstance(data, bytes) else None
    except (UnusableInput, ValueError):
        report = None
    if report is None:
        return Checked("内容", False, ".json 文件读不出报告")
    if digest_of(report) != edition.content:
        return Checked("内容", False, f"摘要 {digest_of(report)}，签发的是 {edition.content}")
    same = report_from(edition.document) == report
    return Checked("内容", same, f"摘要 {edition.content}" if same else "登记表里的数字和 .json 文件不一样")


def _event(edition: Edition, state: ReportState) -> Checked:
    published = next((each for each in state.editions if each.number == edition.number), None)
    if published is None:
        return Checked("账本的记载", False, "账本里没有公布这一版")
    wrong = _disagreements(edition, published)
    return Checked("账本的记载", not wrong, f"{'、'.join(wrong)}不一致" if wrong else f"第{published.step}步，摘要一致")


def _ledger(edition: Edition) -> Checked:
    if edition.position > store.position():
        return Checked("账本", False, f"数字算到第{edition.position}条，账本只有{store.position()}条")
    counted = heads.at(edition.position)
    right = counted == edition.ledger_head
    return Checked(
        f"账本（到第{edition.position}条）", right, f"链头 {counted}" if right else f"链头 {counted}，封存时是 {edition.ledger_head}"
    )  # fmt: skip


def all_right(found: Iterable[Checked]) -> bool:
    """Whether everything is as sealed."""
    return all(each.right for each in found)
