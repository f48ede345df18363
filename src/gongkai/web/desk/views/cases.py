"""The page of a case, and the page of what is like it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.db.models import OuterRef, Subquery
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from gongkai.law.deadlines import written
from gongkai.law.tally import ROW_LABELS
from gongkai.web.accounts.models import Substitution
from gongkai.web.applications.acts import offers
from gongkai.web.applications.models import Application
from gongkai.web.applications.selectors import likeness
from gongkai.web.applications.selectors.casefile import casefile, for_page
from gongkai.web.applications.services.intake_desk import PURPOSES
from gongkai.web.applications.services.making_public import suitable
from gongkai.web.desk.access import case_of, reach_of, today, user_of
from gongkai.web.desk.forms.steps import Linking, Uploading
from gongkai.web.desk.next_step import next_step, refusal, sentence_of
from gongkai.web.reporting.selectors.counted_in import counted_in

if TYPE_CHECKING:
    import uuid

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse


@login_required
@require_safe
def case(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One line of state, the next duty as a button, what cannot be done now and why, what happened, the days, the facts."""
    found = case_of(request, pk, cases=_with_substitute(request, for_page(Application.objects.all())))
    day = today(request)
    file = casefile(found, day, known=[user_of(request)])
    offered = offers(found, file.state, day)
    handles = reach_of(request).may("case.handle", found.organ)
    context = {
        "file": file, "case": found, "step": next_step(file, offered) if handles else None, "duties": [sentence_of(duty) for duty in file.duties], "handles": handles,
        "possible": [offer for offer in offered if not offer.reasons], "impossible": [refusal(offer) for offer in offered if offer.reasons],
        "reveals": reach_of(request).may("case.reveal", found.organ), "assigns": reach_of(request).may("case.assign", found.organ),
        "files": [(thing, PURPOSES.get(thing.what, "")) for thing in file.files], "uploading": Uploading(), "facts": _facts(found), "home_url": reverse("desk:home"),
        "proofs": {pk for person in file.people for pk in (person.proof_id, person.authority_id) if pk},
        "can_publish": suitable(found),
        "counted": counted_in("application", found.pk, file.state.log, day),
        "merged_words": f"与{found.merged_into.register_number}一并答复" if found.merged_into else "",
        "merged_url": reverse("desk:case", args=[found.merged_into_id]) if found.merged_into else "",
    }  # fmt: skip
    return render(request, "desk/case.html", context)


@login_required
@require_safe
def alike(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Applications that may repeat this one, word by word; the officer decides."""
    found = case_of(request, pk)
    people = list(found.people.all())
    context = {
        "case": found, "relatives": likeness.relatives(found, people), "similar": likeness.similar(found), "candidates": likeness.CANDIDATES,
        "linking": Linking(), "handles": reach_of(request).may("case.handle", found.organ),
    }  # fmt: skip
    return render(request, "desk/alike.html", context)


def _facts(case: Application) -> list[tuple[str, str, str]]:
    """The facts on the right: label and value, empty ones left out."""
    days = (
        ("收到日期", case.received_on), ("提交", case.submitted_on), ("到达或者签收", case.arrived_on), ("双方确认", case.confirmed_on),
        ("答复期限", case.due_on), ("办结", case.ended_on),
    )  # fmt: skip
    words = (
        ("机关", case.organ.name), ("提交方式", case.get_channel_display()), ("提供方式", case.wanted_form), ("获取途径", case.wanted_way),
        ("用途", case.purpose), ("结果（表三）", ROW_LABELS.get(case.row, "")),
    )  # fmt: skip
    return [(label, text, "") for label, text in (*words, *((label, written(day)) for label, day in days if day)) if text]


def _with_substitute(request: HttpRequest, cases: QuerySet[Application]) -> QuerySet[Application]:
    """With the name of who stands in for the handler today."""
    day = today(request)
    away = Substitution.objects.filter(user=OuterRef("handler"), from_day__lte=day, to_day__gte=day)
    return cases.annotate(substitute=Subquery(away.values("substitute__name")[:1]))
