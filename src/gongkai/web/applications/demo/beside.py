"""Reviews and lawsuits of the demonstration."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gongkai.ledger.vocabulary.codes import Appellant, Result, Sort
from gongkai.web.applications.services import remedies

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from gongkai.web.accounts.models import User
    from gongkai.web.applications.models import Application, Remedy

_BODIES = {Sort.REVIEW: "示例区人民政府", Sort.LITIGATION_DIRECT: "示例区人民法院", Sort.LITIGATION_AFTER_REVIEW: "示例区人民法院"}


def register_remedy(application: Application, sort: Sort, day: date, by: User, moment: datetime) -> Remedy:
    """The copy of a review or lawsuit came."""
    word = "复议" if sort is Sort.REVIEW else "行初"
    copy = remedies.Copy(
        sort=sort, body_name=_BODIES[sort], received_on=day, case_number=f"示{word}〔{day.year}〕{day.month}号", claimant="申请人甲",
        claim="请求撤销答复，责令重新答复", application=application,
    )  # fmt: skip
    return remedies.register(organ=application.organ, copy=copy, by=by, moment=moment)


def remedy_step(remedy: Remedy, answers: Mapping[str, Any], day: date, by: User, moment: datetime) -> None:
    """One more step of it: ``what`` reply, decide, appeal or final."""
    remedy.refresh_from_db()
    what = answers["what"]
    if what == "reply":
        remedies.file_reply(
            remedy=remedy, on=day, reply="行政复议答复书或者答辩状（纸质已提交）", evidence="证据清单共5项", by=by, moment=moment
        )
    elif what == "decide":
        order = remedies.Order(reanswer=bool(answers.get("reanswer")), period=20 if answers.get("reanswer") else None)
        remedies.decide(
            remedy=remedy, on=day, result=Result.of(answers["result"]), paper="决定书或者判决书（纸质）", by=by, moment=moment, order=order
        )
    elif what == "appeal":
        remedies.appeal(remedy=remedy, on=day, side=Appellant.OTHER_SIDE, paper="上诉状副本（纸质）", by=by, moment=moment)
    else:
        remedies.become_final(remedy=remedy, on=day, by=by, moment=moment)
