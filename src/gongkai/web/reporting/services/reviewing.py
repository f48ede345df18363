"""先审查后公开 (条例 Art. 17): reviewed, signed, read by the superior. Each speaks of one content, named by its digest.

Every act first collects all that is against it, in the content and in the ledger; only then is anything written.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import transaction

from gongkai.ledger import guards
from gongkai.ledger.reasons import NotAllowed, Reason
from gongkai.ledger.vocabulary import report as r
from gongkai.ledger.vocabulary.codes import Verdict
from gongkai.report import codec
from gongkai.web.organs.selectors import calendar_of
from gongkai.web.reporting.models import Note
from gongkai.web.reporting.selectors.present import CONTENT, PENDING, kept, same_code, standing_of, why_not
from gongkai.web.reporting.services.acting import ROLES, act, actor_of, locked, note, state_of
from gongkai.web.reporting.services.projecting import catch_up
from gongkai.web.vault import files
from gongkai.web.vault.kinds import PAPERS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from gongkai.web.accounts.models import User
    from gongkai.web.organs.models import Organ
    from gongkai.web.reporting.models import AnnualReport
    from gongkai.web.reporting.selectors.present import Marked, Standing
    from gongkai.web.reporting.services.acting import Done
    from gongkai.web.vault.files import Upload

PURPOSE = "annual_report"
_REPORT, _REVIEW, _READ = ("条例:50",), ("条例:17",), ("惯例",)


@transaction.atomic
def review(
    *, annual: AnnualReport, digest: str, verdict: Verdict, role: str, by: User, moment: datetime, on: date, opinion: str = "", seen: int | None = None
) -> Done:  # fmt: skip
    """Let the content pass, or return it with an opinion. Nobody lets pass what he wrote last. Raises :class:`NotAllowed`."""
    now = judged(annual, on)
    event = r.Reviewed(verdict=verdict, role=ROLES[role], digest=digest, note=_pending(opinion))
    passing = verdict is Verdict.PASSED
    refuse(why_not(now, event, digest, complete=passing), why_not_by(annual=now.annual, by=by) if passing else ())
    said = note(stream=annual.pk, key="review", text=opinion, by=by, moment=moment)
    return act(annual=annual, events=[(replace(event, note=said), on)], by=by, moment=moment, seen=seen)


@transaction.atomic
def sign(
    *, annual: AnnualReport, digest: str, role: str, by: User, moment: datetime, on: date, scan: Upload | None = None, signed_by: str = "",
    code: str = "", seen: int | None = None,
) -> Done:  # fmt: skip
    """Sign the content, on the screen, or on paper: with the scan, the name under it and the ``code`` of the content that is printed on it.

    What was signed is kept whole. Raises :class:`NotAllowed`, :class:`UnusableInput` for a scan that is none.
    """
    now = judged(annual, on)
    event = r.Signed(role=ROLES[role], digest=digest, paper=PENDING if scan else "")
    refuse(why_not(now, event, digest), _wrong_paper(digest, signed_by, code) if scan else ())
    _keep(now, by=by, moment=moment)
    paper = ""
    if scan is not None:
        stored = files.store(
            name=scan.name, data=scan.data, purpose=PURPOSE, stream=annual.pk, organ=annual.organ_id, by=actor_of(by), moment=moment,
            allowed=PAPERS,
        )  # fmt: skip
        paper = note(stream=annual.pk, key="signature", text=signed_by, by=by, moment=moment, file=stored)
    return act(annual=annual, events=[(replace(event, paper=paper), on)], by=by, moment=moment, seen=seen)


@transaction.atomic
def send_up(*, annual: AnnualReport, digest: str, to: Organ, by: User, moment: datetime, on: date, seen: int | None = None) -> Done:
    """Hand the signed content to the superior. Raises :class:`NotAllowed`."""
    now = judged(annual, on)
    event = r.SentUp(digest=digest, to=str(to.pk))
    wrong = () if to.pk == now.annual.organ.parent_id else (Reason(f"{to.name}不是本机关的上级", _READ),)
    refuse(why_not(now, event, digest), wrong)
    _keep(now, by=by, moment=moment)
    return act(annual=annual, events=[(event, on)], by=by, moment=moment, seen=seen)


@transaction.atomic
def read(
    *, annual: AnnualReport, digest: str, verdict: Verdict, marked: Sequence[Marked], by: User, body: Organ, moment: datetime, on: date,
    opinion: str = "", seen: int | None = None,
) -> Done:  # fmt: skip
    """The superior lets what was sent up pass or returns it, with what is to be mended. What became of the draft since does not matter.

    Raises :class:`NotAllowed`.
    """
    state = state_of(locked(annual))
    listed = [each._asdict() for each in marked if each.words.strip()]
    event = r.Read(verdict=verdict, digest=digest, findings=PENDING if listed else "", note=_pending(opinion))
    foreign = state.waiting is not None and state.waiting.to != str(body.pk)
    refuse(
        guards.why_not_read_report(state, on, calendar_of(body), event), (Reason(f"报送的不是{body.name}", _READ),) if foreign else ()
    )  # fmt: skip
    findings = note(stream=annual.pk, key="findings", text="", by=by, moment=moment, data={"marked": listed}) if listed else ""
    said = note(stream=annual.pk, key="reading", text=opinion, by=by, moment=moment)
    return act(
        annual=annual, events=[(replace(event, findings=findings, note=said), on)], by=by, moment=moment, body=body, seen=seen
    )  # fmt: skip


def judged(annual: AnnualReport, on: date) -> Standing:
    """The report as it stands, locked, counted up to the last entry of the ledger. Inside a transaction. Raises :class:`NotAllowed` for a broken ledger."""
    row = locked(annual)
    counted()
    return standing_of(row, on)


def counted() -> int:
    """Count up to the last entry of the ledger, and give its position. Raises :class:`NotAllowed` where streams cannot be read."""
    read = catch_up()
    if read.broken:  # their cases would be missing from the figures without a word
        raise NotAllowed((Reason(f"账本有 {len(read.broken)} 卷接不上，数字不能算，请管理员用 gongkai check-ledger 核对账本", _REPORT),))
    return read.position


def refuse(*reasons: Sequence[Reason]) -> None:
    """Raise :class:`NotAllowed` with all of them, each once; nothing where there is none."""
    found = tuple(dict.fromkeys(reason for each in reasons for reason in each))
    if found:
        raise NotAllowed(found)


def why_not_by(*, annual: AnnualReport, by: User) -> tuple[Reason, ...]:
    """Who wrote the text last does not let it pass himself."""
    own = annual.head is not None and annual.head.created_by == actor_of(by)
    return (Reason("最后一次修改文字的人不能自己审核，请换一个人审核", _REVIEW),) if own else ()


def _wrong_paper(digest: str, signed_by: str, code: str) -> tuple[Reason, ...]:
    nameless = () if signed_by.strip() else (Reason("没有写纸上是谁签的字", _REPORT),)
    other = () if same_code(code, digest) else (Reason("纸上的内容码和现在的内容对不上：签的不是这一份，请重新打印签字", _REPORT),)
    return nameless + other


def _keep(now: Standing, *, by: User, moment: datetime) -> None:
    """Keep the content once, so that what was signed can be read when the record has moved on."""
    stream = now.annual.pk
    if kept(stream, now.digest) is None:
        data = {"digest": now.digest, "report": codec.dumps(now.content.report)}  # as text: the digest is over its very characters
        Note.objects.create(stream=stream, key=CONTENT, text="", data=data, created_at=moment, created_by=actor_of(by))


def _pending(text: str) -> str:
    return PENDING if text.strip() else ""
