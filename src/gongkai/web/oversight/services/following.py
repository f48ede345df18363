"""A finding of an inspection becomes a task of the in-tray, or a problem of the register whose improvement the annual report tells. Once each."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction

from gongkai.inspection.rules import BY_CODE
from gongkai.law.citation import printed
from gongkai.ledger.reasons import NotAllowed, Reason
from gongkai.web.clock import day_of
from gongkai.web.oversight.models.platforms import Followed
from gongkai.web.oversight.models.tasks import Sort, Task, Way, Weight
from gongkai.web.oversight.selectors.visits import keys_of
from gongkai.web.oversight.services import tasks
from gongkai.web.reporting.services import troubles

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from gongkai.web.accounts.models import User
    from gongkai.web.oversight.models.platforms import Visit
    from gongkai.web.reporting.models import Trouble

TASK, TROUBLE = "task", "trouble"
ISSUER = "网站检查"
_TITLE, _PROBLEM = 200, 1000
_DAYS = {"error": 3, "warning": 14, "info": 30}  # to mend it: our own proposal, the office changes it on the task


@transaction.atomic
def follow(*, visit: Visit, key: str, what: str, by: User, moment: datetime) -> Task | Trouble:
    """Make a task or a problem of the finding that ``key`` names. Raises :class:`NotAllowed` for one that is not there or was taken up."""
    finding = keys_of(visit).get(key)
    if finding is None:
        raise NotAllowed((Reason("这一次检查没有这个问题"),))
    row = Followed.objects.select_for_update().filter(platform=visit.platform_id, key=key).first()
    if row is not None and (row.task_id if what == TASK else row.trouble_id):
        raise NotAllowed((Reason("这个问题已经转为任务" if what == TASK else "这个问题已经记入问题登记簿"),))
    if row is None:
        row = Followed(platform=visit.platform, key=key, created_at=moment, created_by=by.actor)
    made: Task | Trouble
    if what == TASK:
        made = row.task = _task(visit, finding, by, moment)
    else:
        made = row.trouble = _trouble(visit, finding, by, moment)
    row.save()
    return made


def _task(visit: Visit, finding: Mapping[str, Any], by: User, moment: datetime) -> Task:
    today, rule = day_of(moment), BY_CODE[finding["code"]]
    told = [finding["message"], finding["where"], *(f"{name}：{value}" for name, value in finding["evidence"].items() if value)]
    words = "\n".join([*told, f"怎样改：{rule.paragraph('怎样改')}", f"依据：{'；'.join(map(printed, rule.cites))}"])
    weight = {"error": Weight.URGENT, "warning": Weight.HIGH}.get(finding["level"], Weight.NORMAL)
    asked = tasks.Asked(
        ISSUER, f"{visit.platform.name}：{rule.title.rstrip('。')}"[:_TITLE], today, way=Way.SYSTEM, words=words, sort=Sort.MEND, weight=weight,
        due_on=today + timedelta(days=_DAYS[finding["level"]]),
    )  # fmt: skip
    return tasks.receive(organ=visit.platform.organ, asked=asked, by=by, moment=moment)


def _trouble(visit: Visit, finding: Mapping[str, Any], by: User, moment: datetime) -> Trouble:
    today, rule = day_of(moment), BY_CODE[finding["code"]]
    entry = troubles.Entry(f"{visit.platform.name}：{finding['message']}"[:_PROBLEM], rule.paragraph("怎样改"))
    return troubles.add(organ=visit.platform.organ, year=today.year, entry=entry, by=by, moment=moment)
