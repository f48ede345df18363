"""机构改革: tasks that are not answered and platforms that go on belong from the day of the change to who takes over; what is over stays."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from gongkai.web.oversight.models.platforms import Platform
from gongkai.web.oversight.models.tasks import Task, TaskStep
from gongkai.web.oversight.services.tasks import DONE, step
from gongkai.web.vault import files

if TYPE_CHECKING:
    from datetime import date, datetime

    from gongkai.web.accounts.models import User
    from gongkai.web.organs.models import Organ


@transaction.atomic
def move_tasks(*, organ: Organ, to: Organ, by: User, moment: datetime) -> int:
    """Tasks in work go to ``to``; one that the district gave to both is answered there once. How many."""
    found = list(Task.objects.select_for_update().filter(organ=organ).exclude(state__in=DONE))
    both = set(Task.objects.filter(organ=to, issue__in=[each.issue_id for each in found if each.issue_id]).values_list("issue", flat=True))
    for each in found:
        if each.issue_id in both:
            each.state = Task.State.DROPPED
            step(each, TaskStep.Kind.DROPPED, f"机构改革：这件任务也布置给了{to.name}，由它一并办理。", by, moment)
        else:
            each.organ = to
            step(each, TaskStep.Kind.CHANGED, f"机构改革：由{organ.name}移交{to.name}。", by, moment)
            files.pass_on(stream=each.pk, organ=to.pk)
        each.save(update_fields=["organ", "state"])
    return len(found)


@transaction.atomic
def move_platforms(*, organ: Organ, to: Organ, on: date) -> int:
    """Platforms go to ``to``; the organ's own column of this system ends with it, the day before ``on``. How many."""
    found = list(Platform.objects.select_for_update().filter(organ=organ, closed_on=None))
    for each in found:
        if each.own:
            each.closed_on, each.closed_why = on - timedelta(days=1), f"机构改革，由{to.name}承接"
            each.inspected, each.next_visit_on = False, None
        else:
            each.organ = to
            files.pass_on(stream=each.pk, organ=to.pk)
        each.save(update_fields=["organ", "closed_on", "closed_why", "inspected", "next_visit_on"])
    return len(found)
