"""The page of a case for its applicant: where it stands, letters, and what may be handed in."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.law.calendar import OutsideCalendar
from gongkai.law.deadlines import Refused
from gongkai.ledger.reasons import NotAllowed
from gongkai.lib.errors import UnusableInput
from gongkai.web.accounts import throttle
from gongkai.web.applications.services import citizen, letters
from gongkai.web.clock import day_of
from gongkai.web.events.store import Overtaken
from gongkai.web.organs.selectors import calendar_of
from gongkai.web.portal import cookies, limits, standing
from gongkai.web.portal.forms.case import Correction, Reasons, Supplement, Withdrawal
from gongkai.web.portal.views.answers import as_file, stored
from gongkai.web.ui.errors import too_many
from gongkai.web.ui.http import typed

if TYPE_CHECKING:
    import uuid
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from gongkai.notices.letter import Letter as Text
    from gongkai.web.applications.models import Application, Letter
    from gongkai.web.portal.forms.case import WithFiles


REFUSED = (NotAllowed, UnusableInput, Refused, OutsideCalendar, Overtaken)


def sentences(error: Exception) -> list[str]:
    """What an act's error says to a citizen: all reasons, with clauses."""
    if isinstance(error, NotAllowed):
        return [reason.sentence for reason in error.reasons]
    return [error.sentence() if isinstance(error, UnusableInput) else str(error)]


def _with_case(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """With the case that number and code opened in this browser."""

    @wraps(view)
    def wrapped(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        opened = cookies.opened_case(request, typed(request).moment)
        found = standing.case(opened) if opened else None
        if found is None:
            return redirect(f"{reverse('portal:track')}?over=1")
        return view(request, found, **kwargs)

    return wrapped


@require_safe
@_with_case
def case(request: HttpRequest, found: Application) -> HttpResponse:
    """Where it stands and what can be done now."""
    now = standing.standing(found, day_of(typed(request).moment))
    sent = [(each, standing.waits_for_reader(each)) for each in now.letters]
    return render(
        request, "portal/case/case.html", {"organ": found.organ, "now": now, "letters": sent, "handed_in": standing.handed_in(found)}
    )


@require_safe
@_with_case
def days(request: HttpRequest, found: Application) -> HttpResponse:
    """How the day was counted."""
    today = day_of(typed(request).moment)
    context = {
        "organ": found.organ, "clock": standing.days(found, today), "calendar": calendar_of(found.organ), "today": today, "back": reverse("portal:case")
    }  # fmt: skip
    return render(request, "portal/case/days.html", context)


@_with_case
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, found: Application) -> HttpResponse:
    """Hand in what was asked for."""
    moment = typed(request).moment
    now = standing.standing(found, day_of(moment))
    if not now.may_correct:
        return redirect("portal:case")
    form = Correction(request.POST or None, request.FILES or None)
    done = _hand_in(request, found, form, citizen.correct, "已经收到您的补正，从第二天起重新计算答复期限。")
    return done or render(request, "portal/case/correct.html", {"organ": found.organ, "now": now, "form": form})


@_with_case
@require_http_methods(["GET", "HEAD", "POST"])
def reasons(request: HttpRequest, found: Application) -> HttpResponse:
    """Say why there are so many applications (条例 Art. 35); as often as somebody likes, until the office has judged."""
    now = standing.standing(found, day_of(typed(request).moment))
    if now.reasons_asked is None:
        return redirect("portal:case")
    form = Reasons(request.POST or None, request.FILES or None)
    done = _hand_in(request, found, form, citizen.give_reasons, "已经收到您说明的理由，交给办理的人看。")
    return done or render(request, "portal/case/reasons.html", {"organ": found.organ, "now": now, "form": form})


@_with_case
@require_http_methods(["GET", "HEAD", "POST"])
def supplement(request: HttpRequest, found: Application) -> HttpResponse:
    """Hand in something more; it moves no period. Where a 补正 is waited for, that is the page."""
    now = standing.standing(found, day_of(typed(request).moment))
    if not now.may_add:
        return redirect("portal:case_correct" if now.may_correct else "portal:case")
    form = Supplement(request.POST or None, request.FILES or None, proved=citizen.unproved(found) is None)
    done = _hand_in(request, found, form, citizen.supplement, "已经收到您的补充材料，和申请放在一起。答复期限不变。")
    return done or render(request, "portal/case/supplement.html", {"organ": found.organ, "now": now, "form": form})


@_with_case
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, found: Application) -> HttpResponse:
    """Withdraw, after a page that says what it means."""
    moment = typed(request).moment
    now = standing.standing(found, day_of(moment))
    if not now.may_withdraw:
        return redirect("portal:case")
    form = Withdrawal(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            citizen.withdraw(application=found, text=form.cleaned_data["text"], moment=moment)
        except REFUSED as error:
            form.add_error(None, sentences(error))
        else:
            messages.success(request, "申请已经撤回。以后还需要的，可以重新提出申请。")
            return redirect("portal:case")
    return render(request, "portal/case/withdraw.html", {"organ": found.organ, "now": now, "form": form})


@require_safe
@_with_case
def letter(request: HttpRequest, found: Application, pk: uuid.UUID) -> HttpResponse:
    """A letter as it was sent. One sent online is opened by the button that records it as received."""
    sent = _letter(found, pk)
    if standing.waits_for_reader(sent):
        return render(request, "portal/case/receive.html", {"organ": found.organ, "letter": sent})
    text = None if letters.served_copy(sent) else _text(sent)
    return render(
        request, "portal/case/letter.html", {"organ": found.organ, "letter": sent, "text": text, "original": letters.served_copy(sent)}
    )


@require_POST
@_with_case
def received(request: HttpRequest, found: Application, pk: uuid.UUID) -> HttpResponse:
    """Record that a letter sent online was received, and show it."""
    sent = _letter(found, pk)
    if standing.waits_for_reader(sent):
        try:
            citizen.confirm_read(letter=sent, moment=typed(request).moment)
        except REFUSED as error:
            for sentence in sentences(error):
                messages.error(request, sentence)
            return redirect("portal:case")
    return redirect("portal:case_letter", pk=pk)


@require_safe
@_with_case
def letter_file(request: HttpRequest, found: Application, pk: uuid.UUID, suffix: str) -> HttpResponse:
    """The letter as Word or PDF, as we set it; one that came back from Word or has the seal is given as it is."""
    sent = _opened(found, pk)
    copy = letters.served_copy(sent)
    return stored(copy) if copy else as_file(request, _text(sent), suffix, sent.number or "文书")


@require_safe
@_with_case
def original(request: HttpRequest, found: Application, pk: uuid.UUID) -> HttpResponse:
    """The scan with the seal, or the file from Word."""
    copy = letters.served_copy(_opened(found, pk))
    if copy is None:
        raise Http404
    return stored(copy)


def _hand_in(request: HttpRequest, found: Application, form: WithFiles, service: Callable[..., object], thanks: str) -> HttpResponse | None:
    """Hand words and files to the service; None where the page has to be shown, with what is wrong in the form."""
    if request.method != "POST" or not form.is_valid():
        return None
    moment = typed(request).moment
    if wait := throttle.why_not((throttle.UPLOAD_NETWORK, limits.network(request)), moment=moment):
        return too_many(request, wait)
    try:
        service(application=found, moment=moment, **form.handed())
    except REFUSED as error:
        form.add_error(None, sentences(error))
        return None
    messages.success(request, thanks)
    return redirect("portal:case")


def _letter(found: Application, pk: uuid.UUID) -> Letter:
    sent = standing.letter(found, pk)
    if sent is None:
        raise Http404
    return sent


def _opened(found: Application, pk: uuid.UUID) -> Letter:
    sent = _letter(found, pk)
    if standing.waits_for_reader(sent):
        raise Http404
    return sent


def _text(sent: Letter) -> Text:
    """The letter as we set it. Raises ``Http404`` when retention took its facts away."""
    try:
        return letters.rendered(sent)
    except (UnusableInput, ValueError) as problem:
        raise Http404 from problem
