"""The life of a report on one page: where it stands, what may be done now, what not and why; and the page on which its leader signs on a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from gongkai.ledger.reasons import NotAllowed
from gongkai.ledger.states.report import ReportPhase
from gongkai.ledger.vocabulary.codes import Verdict
from gongkai.lib.errors import UnusableInput
from gongkai.report.output.sheet import sheet_of
from gongkai.web.desk.access import need, reach_of, today, user_of
from gongkai.web.desk.forms.reports.life import OnPaper, Returning
from gongkai.web.desk.told import sentences
from gongkai.web.desk.views.reports.life_offers import ACTS, PAPER, PUBLISH, REVIEW, SEND_UP, SIGN, form_for, offers, reviewer_of
from gongkai.web.desk.views.reports.life_steps import steps
from gongkai.web.desk.views.reports.overview import address_of
from gongkai.web.desk.views.reports.reach import public_page, report_of
from gongkai.web.events.store import Overtaken
from gongkai.web.reporting.approval_sheet import gist
from gongkai.web.reporting.selectors.changes import changes
from gongkai.web.reporting.selectors.due import due_of, late_days
from gongkai.web.reporting.selectors.overview import next_duty, obstacles_of
from gongkai.web.reporting.selectors.present import code_of, kept, marked_in, standing_of, to_mend
from gongkai.web.reporting.services import publishing, reviewing
from gongkai.web.reporting.services.projecting import catch_up
from gongkai.web.ui.http import typed

if TYPE_CHECKING:
    import uuid

    from django import forms
    from django.http import HttpRequest, HttpResponse

    from gongkai.web.desk.views.reports.life_offers import Offer
    from gongkai.web.reporting.models import AnnualReport
    from gongkai.web.reporting.selectors.present import Standing

_REFUSED = (NotAllowed, UnusableInput, Overtaken)
_DONE = {
    SIGN: "已签发。", PAPER: "已登记纸面签发。", SEND_UP: "已报送上级审读。", PUBLISH: "已公布，全套文件已经封存。",
}  # fmt: skip


class Refused(NamedTuple):
    """An act that cannot be done, with the reasons that stand against it alone."""

    verb: str
    own: list[str]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def report_life(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Timeline, acts with their forms, reasons against the others. What is posted names its act in ``act``."""
    found = report_of(request, pk)
    bound: dict[str, forms.Form] = {}
    if request.method == "POST":
        key = request.POST.get("act", "")
        if key not in ACTS:
            return redirect("desk:report_life", pk=found.pk)
        need(request, ACTS[key][0], found.organ)
        catch_up()
        form = form_for(key, standing_of(found, today(request)), request.POST, request.FILES)
        if form.is_valid() and _done(request, found, key, form):
            return redirect("desk:report_life", pk=found.pk)
        bound[key] = form
        found = report_of(request, pk)
    return render(request, "desk/reports/life.html", _context(request, found, bound), status=422 if bound else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def report_sign(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The whole report to read on a phone, one tap to sign or to return."""
    found = report_of(request, pk, "report.sign")
    catch_up()
    form = Returning(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _signed(request, found, form):
        return redirect("desk:signing")
    found = report_of(request, pk)
    now = standing_of(found, today(request))
    offer = next(each for each in offers(now, user_of(request), reach_of(request).may, {}) if each.key == SIGN)
    context = {
        "annual": found, "now": now, "form": form, "reasons": offer.reasons, "code": code_of(now.digest), "sheet": sheet_of(now.content.report, [each.finding for each in now.found]), "figures": gist(now.content.report),
        "seen": len(now.state.log), "due": due_of(found.organ, found.year),
    }  # fmt: skip
    return render(request, "desk/reports/life_sign.html", context, status=422 if form.errors else 200)


def seen_of(request: HttpRequest) -> int | None:
    """The number of the last entry that the page of the user showed; None where it says none."""
    given = request.POST.get("seen", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 9 else None


def _context(request: HttpRequest, found: AnnualReport, bound: dict[str, forms.Form]) -> dict[str, Any]:
    catch_up()
    now = standing_of(found, today(request))
    state, phase = now.state, now.state.phase_of(now.digest)
    due = due_of(found.organ, found.year)
    offered = offers(now, user_of(request), reach_of(request).may, bound)
    done = phase is ReportPhase.PUBLISHED
    reading = to_mend(state)
    obstacles = obstacles_of(now.content, now.found)
    duty = next_duty(phase, obstacles, reads_first=due.hand_by is not None)
    elsewhere = duty.act and reach_of(request).may(duty.act, found.organ)
    last = found.editions.order_by("-number").first()
    return {
        "annual": found, "now": now, "phase": phase, "due": due, "late": late_days(due, found.published_on, now.on), "left": (due.publish_by - now.on).days,
        "duty": duty, "address": address_of(found, duty, obstacles) if elsewhere else "", "code": code_of(now.digest), "seen": len(state.log),
        "possible": [] if done else [each for each in offered if each.open], **_refused([] if done else [each for each in offered if each.reasons]),
        "steps": steps(found, state), "figures": gist(now.content.report), "reading": reading, "marked": marked_in(reading) if reading else [],
        "since": _since_signed(found, now), "files": [publishing.file_name(found, suffix) for suffix in publishing.SUFFIXES], "edition": found.edition + 1, "last": last, "public": public_page(found),
        "form": next(iter(bound.values()), None), "kinds": [suffix[1:] for suffix in publishing.SUFFIXES],
    }  # fmt: skip


def _refused(offered: list[Offer]) -> dict[str, Any]:
    """What cannot be done: the reasons against all of it said once, then those of each act."""
    shared = [each for each in offered[0].reasons if all(each in other.reasons for other in offered)] if len(offered) > 1 else []
    own = [Refused(each.verb, [reason for reason in each.reasons if reason not in shared]) for each in offered]
    return {"impossible": own, "shared": shared}


def _since_signed(found: AnnualReport, now: Standing) -> str:
    """What became another since somebody signed; "" for nothing, or nobody."""
    digest = now.state.signed_digest
    signed = kept(found.pk, digest) if digest and digest != now.digest else None
    return changes(signed, now.content.report).sentence if signed is not None else ""


def _done(request: HttpRequest, found: AnnualReport, key: str, form: forms.Form) -> bool:
    """Whether the act was done; its form has the reasons where it was not."""
    try:
        done = _do(request, found, key, form)
    except _REFUSED as error:
        for sentence in sentences(error):
            form.add_error(None, sentence)
        return False
    messages.success(request, done)
    return True


def _do(request: HttpRequest, found: AnnualReport, key: str, form: forms.Form) -> str:
    """Do the act on the content whose digest the page showed; what is then said."""
    clean, digest = form.cleaned_data, request.POST.get("digest", "")
    common: dict[str, Any] = {
        "annual": found,
        "digest": digest,
        "by": user_of(request),
        "moment": typed(request).moment,
        "seen": seen_of(request),
    }
    day = today(request)
    if key == REVIEW:
        verdict = Verdict.PASSED if request.POST.get("verdict") == Verdict.PASSED.value else Verdict.RETURNED
        role = reviewer_of(reach_of(request), found.organ)
        reviewing.review(verdict=verdict, role=role, opinion=clean["opinion"], on=day, **common)
        return "审核通过。" if verdict is Verdict.PASSED else "已退回修改。"
    if key == SIGN:
        reviewing.sign(role="leader", on=day, **common)
    elif key == PAPER:
        assert isinstance(form, OnPaper)
        reviewing.sign(role="leader", on=clean["day"], scan=form.upload, signed_by=clean["signed_by"], code=clean["code"], **common)
    elif key == SEND_UP:
        if found.organ.parent is None:
            raise Http404
        reviewing.send_up(to=found.organ.parent, on=day, **common)
    else:
        publishing.publish(note_of_change=clean.get("change", ""), on=day, **common)
    return _DONE[key]


def _signed(request: HttpRequest, found: AnnualReport, form: Returning) -> bool:
    """Sign, or return as the head of the organ; the form has the reasons where it was refused."""
    agreed, opinion = request.POST.get("agreed") == "1", form.cleaned_data["opinion"]
    common: dict[str, Any] = {
        "annual": found, "digest": request.POST.get("digest", ""), "role": "leader", "by": user_of(request), "moment": typed(request).moment, "on": today(request),
        "seen": seen_of(request),
    }  # fmt: skip
    try:
        if agreed:
            reviewing.sign(**common)
        else:
            reviewing.review(verdict=Verdict.RETURNED, opinion=opinion, **common)
    except _REFUSED as error:
        for sentence in sentences(error):
            form.add_error(None, sentence)
        return False
    messages.success(request, "已签发。" if agreed else "已退回修改。")
    return True
