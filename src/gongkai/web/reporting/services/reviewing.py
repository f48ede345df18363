"""先审查后公开 (条例 Art. 17): reviewed, signed, read by the superior. Each speaks of one content, named by its digest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from gongkai.ledger.reasons import NotAllowed, Reason
from gongkai.ledger.vocabulary import report as r
from gongkai.ledger.vocabulary.codes import Verdict
from gongkai.web.reporting.selectors.content import content_of
from gongkai.web.reporting.selectors.findings import findings_of, why_not_hand_over
from gongkai.web.reporting.services.acting import ROLES, act, actor_of, locked, note
from gongkai.web.reporting.services.projecting import catch_up
from gongkai.web.vault import files

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from gongkai.web.accounts.models import User
    from gongkai.web.organs.models import Organ
    from gongkai.web.reporting.models import AnnualReport
    from gongkai.web.reporting.services.acting import Done
    from gongkai.web.vault.files import Upload

PURPOSE = "annual_report"
_REPORT = ("条例:50",)


@transaction.atomic
def review(
    *, annual: AnnualReport, digest: str, verdict: Verdict, role: str, by: User, moment: datetime, on: date, opinion: str = "", seen: int | None = None
) -> Done:  # fmt: skip
    """Let the content pass, or return it with an opinion. Nobody reviews what he wrote last. Raises :class:`NotAllowed`."""
    problems = list(why_not_this(annual, digest, complete=verdict is Verdict.PASSED))
    head = locked(annual).head
    if head is not None and head.created_by == actor_of(by):
        problems.append(Reason("最后一次修改文字的人不能自己审核，请换一个人审核", ("条例:17",)))
    if problems:
        raise NotAllowed(tuple(problems))
    said = note(stream=annual.pk, key="review", text=opinion, by=by, moment=moment)
    event = r.Reviewed(verdict=verdict, role=ROLES[role], digest=digest, note=said)
    return act(annual=annual, events=[(event, on)], by=by, moment=moment, seen=seen)


@transaction.atomic
def sign(
    *, annual: AnnualReport, digest: str, role: str, by: User, moment: datetime, on: date, scan: Upload | None = None, signed_by: str = "",
    seen: int | None = None,
) -> Done:  # fmt: skip
    """Sign the content, on the screen, or on paper with the scan and the name under it. Raises :class:`NotAllowed`."""
    problems = list(why_not_this(annual, digest, complete=True))
    if scan is not None and not signed_by.strip():
        problems.append(Reason("没有写纸上是谁签的字", _REPORT))
    if problems:
        raise NotAllowed(tuple(problems))
    paper = ""
    if scan is not None:
        stored = files.store(
            name=scan.name, data=scan.data, purpose=PURPOSE, stream=annual.pk, organ=annual.organ_id, by=actor_of(by), moment=moment
        )
        paper = note(stream=annual.pk, key="signature", text=signed_by, by=by, moment=moment, file=stored)
    return act(annual=annual, events=[(r.Signed(role=ROLES[role], digest=digest, paper=paper), on)], by=by, moment=moment, seen=seen)


@transaction.atomic
def send_up(*, annual: AnnualReport, digest: str, to: Organ, by: User, moment: datetime, on: date, seen: int | None = None) -> Done:
    """Hand the signed content to the superior. Raises :class:`NotAllowed`."""
    problems = why_not_this(annual, digest, complete=True)
    if problems:
        raise NotAllowed(problems)
    return act(annual=annual, events=[(r.SentUp(digest=digest, to=str(to.pk)), on)], by=by, moment=moment, seen=seen)


@transaction.atomic
def read(
    *, annual: AnnualReport, digest: str, verdict: Verdict, marked: Sequence[dict[str, str]], by: User, body: Organ, moment: datetime, on: date,
    opinion: str = "", seen: int | None = None,
) -> Done:  # fmt: skip
    """The superior lets it pass or returns it; ``marked`` are findings with their place in words and what is to be done. Raises :class:`NotAllowed`."""
    findings = note(stream=annual.pk, key="findings", text="", by=by, moment=moment, data={"marked": list(marked)}) if marked else ""
    said = note(stream=annual.pk, key="reading", text=opinion, by=by, moment=moment)
    event = r.Read(verdict=verdict, digest=digest, findings=findings, note=said)
    return act(annual=annual, events=[(event, on)], by=by, moment=moment, body=body, seen=seen)


def why_not_this(annual: AnnualReport, digest: str, *, complete: bool) -> tuple[Reason, ...]:
    """Whether the content that the page showed is still the report; when it is to be ``complete``, also everything that is wrong with it."""
    catch_up()
    content = content_of(locked(annual))
    changed = () if content.digest == digest else (Reason("您看的内容已经变了：数字或者文字有新的变化，请重新打开页面看过再办", _REPORT),)
    return changed + (why_not_hand_over(content, findings_of(content)) if complete else ())
