"""Who handles a case. The clock does not care; the record says who gave it to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from gongkai.ledger.reasons import NotAllowed, Reason
from gongkai.web.accounts.models import Role, User
from gongkai.web.accounts.permissions import may
from gongkai.web.applications.models import Application
from gongkai.web.applications.services.acting import keep
from gongkai.web.clock import day_of

if TYPE_CHECKING:
    import uuid
    from collections.abc import Sequence
    from datetime import date, datetime

    from django.db.models import QuerySet

    from gongkai.web.organs.models import Organ

KEY = "assigned"  # of the texts that say who gave the case to whom


def officers(organ: Organ, on: date) -> QuerySet[User]:
    """The accounts that may handle cases of the organ on that day by an appointment of their own."""
    roles = (Role.OFFICER, Role.OFFICE_HEAD)
    own = User.objects.filter(is_active=True, appointments__role__in=roles, appointments__organ=organ, appointments__valid_from__lte=on)
    return own.exclude(appointments__organ=organ, appointments__role__in=roles, appointments__valid_to__lt=on).distinct().order_by("name")


@transaction.atomic
def assign(*, application: Application, to: User, by: User, moment: datetime, why: str = "") -> None:
    """Give a case to an officer, at first or anew. Raises :class:`NotAllowed` when ``to`` may not handle cases of the organ."""
    if not may(to, "case.handle", application.organ, day_of(moment)):
        raise NotAllowed((Reason(f"不能交给{to.name}：没有在{application.organ.name}办理申请的职责，请先由安全管理员授权"),))
    if application.handler_id == to.pk:
        return
    before = f"由{application.handler.name}改交" if application.handler else "交"
    application.handler, application.taken_at = to, moment
    application.save(update_fields=["handler", "taken_at"])
    words = f"{before}{to.name}办理" + (f"：{why.strip()}" if why.strip() else "")
    keep(stream=application.pk, key=KEY, text=words, by=by, moment=moment)


@transaction.atomic
def assign_many(*, applications: Sequence[uuid.UUID], organs: QuerySet[Organ], to: User, by: User, moment: datetime) -> int:
    """Give several cases to one officer, all or none; only cases of ``organs`` are looked at. How many were given."""
    chosen = Application.objects.filter(pk__in=applications, organ__in=organs.order_by().values("pk")).select_related("organ", "handler")
    for each in chosen:
        assign(application=each, to=to, by=by, moment=moment)
    return len(chosen)
