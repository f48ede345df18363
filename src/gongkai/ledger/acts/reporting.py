"""Guards of an annual report: whatever is signed was reviewed, whatever is published was signed, each the very same content."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.law.deadlines import written
from gongkai.ledger.acts.base import Case, begun, first_act, guard, irregular, its_year, needed, not_before
from gongkai.ledger.reasons import Reason
from gongkai.ledger.states.report import passed
from gongkai.ledger.vocabulary import report as e
from gongkai.ledger.vocabulary.codes import Role, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.ledger.states.report import ReportState

_REPORT, _REVIEW, _SIGN, _READ = "条例:50", "条例:17", "格式2021", "惯例"
_DIGEST = re.compile(r"[0-9a-f]{64}")
# The first report year of each form; a test holds it against the forms of ``report``.
_FIRST_YEARS = {"2019": 2019, "2021": 2021}
_OPENED = (begun("year", "这一年的年度报告还没有开始编制", _REPORT), not_before("opened_on", "开始编制的", _REPORT))


def _digest(value: str, words: str = "内容的摘要") -> Iterator[Reason]:
    if not _DIGEST.fullmatch(value):
        yield Reason(f"{words}“{value}”不是64位小写十六进制数", (_REPORT,))


@guard(e.Opened, first_act("year", "已经开始编制", _REPORT), its_year)
def why_not_open_report(case: Case) -> Iterator[Reason]:
    """Once, in the form of its year (older years in the oldest form)."""
    if case.act is None:
        return
    right = max((form for form, first in _FIRST_YEARS.items() if first <= case.act.year), default="2019")
    if case.act.form != right:
        yield Reason(f"{case.act.year}年的年度报告应当用{right}年的格式，不是“{case.act.form}”", (f"格式{right}",))


@guard(e.Reviewed, *_OPENED)
def why_not_review_report(case: Case) -> Iterator[Reason]:
    """Before it is signed, as often as there are eyes; who returns it says why (条例 Art. 17)."""
    if case.act is None:
        return
    yield from _digest(case.act.digest)
    signature = case.state.signature_of(case.act.digest)
    if signature:
        yield Reason(f"这份内容已于{written(signature.day)}签发，要改请先改内容", (_REVIEW,))
    if case.act.verdict is Verdict.RETURNED:
        yield from needed(case.act.note, "退回的意见", _REVIEW)


@guard(e.Signed, *_OPENED)
def why_not_sign_report(case: Case) -> Iterator[Reason]:
    """By the head, when the year is over, what passed review as it stands."""
    state: ReportState = case.state
    if state.year and case.on.year <= state.year:
        yield Reason(f"{state.year}年还没有过完", (_REPORT,))
    if case.act is None:
        if not state.reviewed_digest:
            yield Reason("没有审核通过的内容", (_REVIEW,))
        return
    yield from _digest(case.act.digest)
    review, signature = state.review_of(case.act.digest), state.signature_of(case.act.digest)
    if review is None or not passed(review):
        yield Reason("这份内容没有审核通过", (_REVIEW,))
    elif case.on < review.day:
        yield Reason(f"早于审核的{written(review.day)}", (_REVIEW,))
    if signature:
        yield Reason(f"这份内容已于{written(signature.day)}签发", (_SIGN,))
    if case.act.role is not Role.LEADER:
        yield Reason(f"应当由{Role.LEADER.label}签发，不是{case.act.role.label}", (_SIGN,))


def _under_signature(case: Case, content: str | None) -> Iterator[Reason]:
    """Somebody signed that very content (None: any), not later than this day."""
    state: ReportState = case.state
    if content is None:
        if not state.signed_digest:
            yield Reason("没有签发的内容", (_SIGN,))
        return
    signature = state.signature_of(content)
    if signature is None:
        yield Reason("这份内容没有签发", (_SIGN,))
    elif case.on < signature.day:
        yield Reason(f"早于签发的{written(signature.day)}", (_SIGN,))


@guard(e.SentUp, *_OPENED)
def why_not_send_report_up(case: Case) -> Iterator[Reason]:
    """What is signed; again only when it was returned."""
    yield from _under_signature(case, case.act and case.act.digest)
    if case.act is None:
        return
    yield from _digest(case.act.digest)
    yield from needed(case.act.to, "上级机关", _READ)
    waiting, reading = case.state.waiting, case.state.reading_of(case.act.digest)
    if waiting and waiting.digest == case.act.digest:
        yield Reason(f"这份内容已于{written(waiting.day)}报送，还没有审读完", (_READ,))
    elif reading and passed(reading):
        yield Reason(f"这份内容已于{written(reading.day)}审读通过", (_READ,))


@guard(e.Read, *_OPENED)
def why_not_read_report(case: Case) -> Iterator[Reason]:
    """What was sent up and not yet read; who returns it says why."""
    waiting = case.state.waiting
    if waiting is None:
        yield Reason("没有等待审读的内容", (_READ,))
    elif case.on < waiting.day:
        yield Reason(f"早于报送的{written(waiting.day)}", (_READ,))
    if case.act is None:
        return
    yield from _digest(case.act.digest)
    if waiting and case.act.digest != waiting.digest:
        yield Reason("审读的不是报送的那份内容", (_READ,))
    if case.act.verdict is Verdict.RETURNED:
        yield from needed(case.act.findings or case.act.note, "退回的意见", _READ)


@guard(e.Published, *_OPENED)
def why_not_publish_report(case: Case) -> Iterator[Reason]:
    """The content that was signed, and where the office wants it that the superior let pass; editions one after the other."""
    yield from _under_signature(case, case.act and case.act.content)
    if case.act is None:
        return
    yield from _digest(case.act.content)
    yield from _digest(case.act.digest, "全套文件的摘要")
    yield from _read_before(case)
    yield from _next_edition(case)


def _read_before(case: Case) -> Iterator[Reason]:
    reading = case.state.reading_of(case.act.content)
    if not case.act.read_first:
        return
    if reading is None or not passed(reading):
        yield Reason("这份内容没有经上级审读通过，本机关的设置是先审后发", (_READ,))
    elif case.on < reading.day:
        yield Reason(f"早于审读的{written(reading.day)}", (_READ,))


def _next_edition(case: Case) -> Iterator[Reason]:
    """Its number, its position in the ledger, and what it changes."""
    last, act = case.state.edition, case.act
    expected = last.number + 1 if last else 1
    if act.edition != expected:
        yield Reason(f"应当是第{expected}版，不是第{act.edition}版", (_REPORT,))
    if act.position < 1:
        yield Reason("没有写数字算到账本的第几条", (_REPORT,))
    if last is None:
        return
    yield from needed(act.note, "改了什么", _REPORT)
    if act.position < last.position:
        yield Reason(f"数字算到账本第{act.position}条，第{last.number}版已经算到第{last.position}条", (_REPORT,))
    if case.on < last.day:
        yield Reason(f"早于第{last.number}版公布的{written(last.day)}", (_REPORT,))
    if (act.content, act.digest) == (last.content, last.digest):
        yield Reason(f"和第{last.number}版完全一样", (_REPORT,))


@irregular(e.Published)
def _returned_and_published(case: Case) -> Iterator[Reason]:
    """The district's reading is no condition of the law: an office without that setting publishes all the same."""
    reading = case.state.reading_of(case.act.content)
    if reading and not passed(reading):
        yield Reason(f"上级{written(reading.day)}退回修改的内容没有改就公布", (_READ,))
