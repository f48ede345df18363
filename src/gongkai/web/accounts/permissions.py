"""Who may do what for which organ: the one place. ``may(user, act, organ, on)``.

An act is a word of :data:`ACTS`; roles that may do it stand beside it. No appointment in force, no right.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from gongkai.web.accounts.models import Appointment, Role, Substitution, User
from gongkai.web.organs.models import Organ

if TYPE_CHECKING:
    from datetime import date

    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

_CASE = (Role.OFFICER, Role.REVIEWER, Role.OFFICE_HEAD, Role.LEGAL, Role.LEADER)
ACTS: dict[str, tuple[Role, ...]] = {
    "case.see": _CASE,  # a case with its content
    "case.handle": (Role.OFFICER, Role.OFFICE_HEAD),  # register, act, draft letters
    "case.reveal": (Role.OFFICER, Role.OFFICE_HEAD),  # personal data in full, recorded
    "case.assign": (Role.OFFICE_HEAD,),
    "letter.review": (Role.REVIEWER, Role.OFFICE_HEAD),
    "letter.legal": (Role.LEGAL,),
    "letter.sign": (Role.OFFICE_HEAD, Role.LEADER),
    "register.import": (Role.OFFICER, Role.OFFICE_HEAD),
    "register.export": (Role.OFFICER, Role.OFFICE_HEAD),
    "item.see": _CASE,  # what is published, with drafts and reviews
    "item.draft": (Role.OFFICER, Role.OFFICE_HEAD),  # write, attach, answer the check, submit
    "item.review": (Role.REVIEWER, Role.OFFICE_HEAD, Role.LEGAL, Role.LEADER),  # one of the three; never one's own draft
    "item.approve": (Role.OFFICE_HEAD, Role.LEADER),
    "item.publish": (Role.OFFICER, Role.OFFICE_HEAD),  # release, deliver, take down, register receipts
    "item.import": (Role.OFFICER, Role.OFFICE_HEAD),
    "site.manage": (Role.OFFICE_HEAD,),  # columns, channels, watched words, how the public side is mounted
    "complaint.answer": (Role.OFFICER, Role.OFFICE_HEAD),
    "report.see": _CASE,  # the annual report with its drafts, figures and cases behind them
    "report.edit": (Role.OFFICER, Role.OFFICE_HEAD),  # texts, declared figures, register of problems, imports, hand over
    "report.review": (Role.REVIEWER, Role.OFFICE_HEAD, Role.LEGAL),
    "report.sign": (Role.LEADER,),
    "report.publish": (Role.OFFICE_HEAD, Role.OFFICER),
    "activities.see": _CASE,  # open days with what was counted, who answers for the work; names of visitors masked
    "activities.run": (Role.OFFICER, Role.OFFICE_HEAD),  # plan, announce, count, register; look at contacts, recorded
    "report.read": (Role.SUPERVISOR,),  # reads before publication, for the district (先审后发)
    "oversight.see": (Role.SUPERVISOR,),  # clock and outcome, never identity
    "changes.confirm": (Role.SUPERVISOR,),  # agrees that organs are merged, split, called otherwise or abolished
    "order.issue": (Role.SUPERVISOR,),  # 整改: orders, urges, lets pass or returns
    "order.answer": (Role.OFFICER, Role.OFFICE_HEAD),  # answers an order, acknowledges a letter of 催办
    "round.manage": (Role.SUPERVISOR,),  # 考核: sets of indicators, rounds, points, objections, the result
    "round.assess": (Role.OFFICER, Role.OFFICE_HEAD),  # says how the own organ did, shows evidence, objects
    "round.see": _CASE,  # the own organ's points with their evidence
    "grievance.handle": (Role.SUPERVISOR,),  # hears what is complained of at the competent department (条例 Art. 47, 51)
    "grievance.answer": (Role.OFFICER, Role.OFFICE_HEAD),  # explains for the organ that it is about
    "task.see": _CASE,  # the in-tray of tasks from superiors, what was sent up
    "task.handle": (Role.OFFICER, Role.OFFICE_HEAD),  # notes, assigns, answers, sends up
    "task.issue": (Role.SUPERVISOR,),  # gives one task to many organs, reminds
    "platform.see": (*_CASE, Role.SUPERVISOR),  # the register of platforms, how each stands, what inspections found
    "platform.manage": (Role.OFFICER, Role.OFFICE_HEAD),  # enters, notes updates, asks for an inspection
    "organs.manage": (Role.SYSTEM_ADMIN,),
    "accounts.manage": (Role.SECURITY_ADMIN,),
    "audit.see": (Role.AUDITOR,),
}


def appointments(user: User | AnonymousUser, on: date) -> QuerySet[Appointment]:
    """The appointments in force on that day, those of people for whom the user stands in included."""
    if not isinstance(user, User) or not user.is_active:
        return Appointment.objects.none()
    away = Substitution.objects.filter(substitute=user, from_day__lte=on, to_day__gte=on).values("user")
    mine = Q(user=user) | Q(user__in=away, role__in=_CASE)
    return Appointment.objects.filter(mine, Q(valid_to__isnull=True) | Q(valid_to__gte=on), valid_from__lte=on).select_related("organ")


def may(user: User | AnonymousUser, act: str, organ: Organ, on: date) -> bool:
    """Whether the user may do ``act`` for ``organ`` on that day. KeyError for an act that is not in the table."""
    roles = ACTS[act]
    return any(
        each.role in roles and (each.organ_id == organ.id or (each.subtree and organ.path.startswith(each.organ.path)))
        for each in appointments(user, on)
    )


def organs_for(user: User | AnonymousUser, act: str, on: date) -> QuerySet[Organ]:
    """The organs for which the user may do ``act``; none without an appointment."""
    reach = Q(pk__in=[])
    for each in appointments(user, on).filter(role__in=ACTS[act]):
        reach |= Q(path__startswith=each.organ.path) if each.subtree else Q(pk=each.organ_id)
    return Organ.objects.filter(reach)
