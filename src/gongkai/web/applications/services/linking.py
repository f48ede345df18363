"""An officer finds that applications belong together. It changes nothing of their clocks and figures: each is counted as it came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from gongkai.ledger.reasons import NotAllowed, Reason
from gongkai.ledger.states.parts import Phase
from gongkai.web.applications.models import Application
from gongkai.web.applications.models.people import Capacity
from gongkai.web.applications.services.acting import keep

if TYPE_CHECKING:
    from datetime import datetime

    from gongkai.web.accounts.models import User

_UNFINISHED = (Phase.UNREGISTERED, Phase.OPEN, Phase.REANSWERING)
LINKED, MERGED = "linked", "merged"  # keys of the texts that say why


@transaction.atomic
def link(*, application: Application, other: Application, why: str, by: User, moment: datetime) -> None:
    """Note that two applications of one organ are alike (反复申请, 多人同问). Raises :class:`NotAllowed`."""
    _refuse(_why_not_link(application, other, why))
    application.linked.add(other)
    for one, two in ((application, other), (other, application)):
        keep(stream=one.pk, key=LINKED, text=f"与{two.register_number}关联：{why.strip()}", by=by, moment=moment)


@transaction.atomic
def unlink(*, application: Application, other: Application, by: User, moment: datetime) -> None:
    """Take the note back; the record keeps both."""
    if application.linked.filter(pk=other.pk).exists():
        application.linked.remove(other)
        for one, two in ((application, other), (other, application)):
            keep(stream=one.pk, key=LINKED, text=f"取消与{two.register_number}的关联", by=by, moment=moment)


@transaction.atomic
def merge(*, application: Application, into: Application, why: str, by: User, moment: datetime) -> None:
    """Answer an application in the letter of another one of the same applicant. Both keep their clock and are counted. Raises :class:`NotAllowed`."""
    _refuse(_why_not_merge(application, into, why))
    application.merged_into = into
    application.save(update_fields=["merged_into"])
    application.linked.add(into)
    keep(stream=application.pk, key=MERGED, text=f"与{into.register_number}一并答复：{why.strip()}", by=by, moment=moment)
    keep(stream=into.pk, key=MERGED, text=f"一并答复{application.register_number}：{why.strip()}", by=by, moment=moment)


@transaction.atomic
def unmerge(*, application: Application, by: User, moment: datetime) -> None:
    """Answer it on its own after all."""
    into = application.merged_into
    if into is None:
        return
    application.merged_into = None
    application.save(update_fields=["merged_into"])
    keep(stream=application.pk, key=MERGED, text=f"不再与{into.register_number}一并答复", by=by, moment=moment)


def _why_not_link(application: Application, other: Application, why: str) -> list[Reason]:
    reasons = []
    if application.pk == other.pk:
        reasons.append(Reason("不能和自己关联，请另选一件申请"))
    if application.organ_id != other.organ_id:
        reasons.append(Reason("两件申请不是向同一个机关提出的，不能关联"))
    if not why.strip():
        reasons.append(Reason("没有写关联的理由，请写明为什么认为两件相同或者相近"))
    return reasons


def _why_not_merge(application: Application, into: Application, why: str) -> list[Reason]:
    reasons = _why_not_link(application, into, why)
    if not _applicants(application) & _applicants(into):
        reasons.append(Reason("两件不是同一申请人提出的（按证件号码核对），不能一并答复；不同的人各自答复", ("条例:36",)))
    if into.merged_into_id or Application.objects.filter(merged_into=application.pk).exists():
        reasons.append(Reason("其中一件已经并入别的申请，请直接并入那一件"))
    if application.phase not in _UNFINISHED or into.phase not in _UNFINISHED:
        reasons.append(Reason("其中一件已经办结，不能再一并答复"))
    return reasons


def _applicants(application: Application) -> set[str]:
    people = application.people.exclude(capacity=Capacity.AGENT).exclude(index="")
    return set(people.values_list("index", flat=True))


def _refuse(reasons: list[Reason]) -> None:
    if reasons:
        raise NotAllowed(tuple(reasons))
