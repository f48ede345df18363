"""Words that were kept aside because others had changed the same place: both sides place by place, and a form to decide."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from gongkai.ledger.reasons import NotAllowed
from gongkai.lib.richtext.differences import steps
from gongkai.report.narrative.joining import Clash
from gongkai.web.desk.access import reach_of, user_of
from gongkai.web.desk.forms.reports.text import Deciding, to_decide
from gongkai.web.desk.told import sentences
from gongkai.web.desk.views.reports.keeping import forget, keeps_words, kept_words, ticket_for
from gongkai.web.desk.views.reports.reach import report_of
from gongkai.web.reporting.selectors import revisions
from gongkai.web.reporting.selectors.content import SECTIONS, drafted_in, followed_to, record_of
from gongkai.web.reporting.selectors.writing import HEADINGS
from gongkai.web.reporting.services import drafting
from gongkai.web.reporting.services.projecting import catch_up
from gongkai.web.ui import http

if TYPE_CHECKING:
    import uuid
    from collections.abc import Iterator, Sequence

    from django.forms import BoundField
    from django.http import HttpRequest, HttpResponse

    from gongkai.lib.richtext.differences import Step
    from gongkai.web.reporting.models import AnnualReport, Revision


class Place(NamedTuple):
    """A place to decide, counted in its part: how it was, what each made of it as changes of that."""

    number: int
    clash: Clash
    mine: tuple[Step, ...]
    theirs: tuple[Step, ...]


class Shown(NamedTuple):
    """A field of the form; without a place it is hidden."""

    field: BoundField
    place: Place | None


@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
def report_text_aside(request: HttpRequest, pk: uuid.UUID, number: int) -> HttpResponse:
    """How it was, as it stands now, as it was written aside; posting decides. What was typed stands in the form whatever becomes of it."""
    annual = report_of(request, pk, "report.edit" if request.method == "POST" else "report.see")
    aside = revisions.of(annual).defer(None).filter(number=number, aside=True).first()
    if aside is None:
        raise Http404
    catch_up()
    if request.method == "POST":
        return _posted(request, annual, aside)
    if aside.settled_in is not None:
        messages.info(request, f"这份文字已经合并，用的是第 {aside.settled_in.number} 次保存的文字。")
        return redirect("desk:report_revisions", pk=annual.pk)
    held = kept_words(request)
    if held is not None:
        messages.warning(request, "登录中断以前写的字都在下面，还没有保存。请看一遍，再点按钮。")
    return _shown(request, annual, aside, Deciding(held) if held is not None else None)


def _posted(request: HttpRequest, annual: AnnualReport, aside: Revision) -> HttpResponse:
    form = Deciding(request.POST)
    if not form.is_valid():
        return _shown(request, annual, aside, form, status=422)
    base = revisions.numbered(annual, form.cleaned_data["based_on"])
    try:
        saved = drafting.settle(
            annual=annual, aside=aside.number, sections=form.sections, based_on=form.cleaned_data["based_on"],
            drafted=form.seen(drafted_in(base)) if base else None, by=user_of(request), moment=http.typed(request).moment,
        )  # fmt: skip
    except NotAllowed as refused:
        for sentence in sentences(refused):
            messages.error(request, sentence)
        return _shown(request, annual, aside, form, status=422)
    forget(request)
    if saved.clashes:
        messages.warning(request, "您决定的已经存下。您看的时候又有人改了同一处，请再看一遍。")
        return redirect("desk:report_text_aside", pk=annual.pk, number=saved.revision.number)
    messages.success(request, "已合并。")
    return redirect("desk:report_text", pk=annual.pk)


def _shown(request: HttpRequest, annual: AnnualReport, aside: Revision, form: Deciding | None, status: int = 200) -> HttpResponse:
    record, head = record_of(annual), annual.head
    joined = revisions.beside(record, annual, aside)
    if joined is None or head is None:
        raise Http404
    pieces = {part: each.pieces for part, each in joined.items()}
    new = to_decide(pieces, head, record.drafted)
    # Words for another state of the text are not thrown away: they stand above the new form, to be copied.
    fits = form is not None and [*form.fields] == [*new.fields]
    lost = [] if form is None or fits else form.decided
    used = form if form is not None and fits else new
    now = {part: "".join(_as_now(each)) for part, each in pieces.items()}
    context = {
        "annual": annual, "aside": revisions.savings([aside])[0], "head": revisions.savings([head])[0], "form": used, "lost": lost,
        "parts": [(HEADINGS[part], _pieces(used, part, pieces[part])) for part in SECTIONS], "places": sum(len(each.clashes) for each in joined.values()),
        "joins": revisions.differences({part: each.text for part, each in followed_to(record, head).items()}, now),
        "edits": reach_of(request).may("report.edit", annual.organ), "ticket": ticket_for(user_of(request), annual.pk),
    }  # fmt: skip
    return render(request, "desk/reports/text_aside.html", context, status=status)


def _as_now(pieces: Sequence[str | Clash]) -> Iterator[str]:
    """The text with what stands now at the places to decide: what differs from the newest text is joined in anyway."""
    return (piece.theirs if isinstance(piece, Clash) else piece for piece in pieces)


def _pieces(form: Deciding, part: str, pieces: Sequence[str | Clash]) -> list[Shown]:
    """The fields of a part with what belongs to each."""
    numbers = count(1)
    return [
        Shown(form[name], Place(next(numbers), piece, steps(piece.base, piece.mine), steps(piece.base, piece.theirs)) if isinstance(piece, Clash) else None)
        for name, piece in zip(form.names(part), pieces, strict=True)
    ]  # fmt: skip
