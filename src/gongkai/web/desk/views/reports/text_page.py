"""What the page of the text is made of, whether the words are saved or only typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.shortcuts import render

from gongkai.ledger.states.report import ReportPhase
from gongkai.web.desk.access import user_of
from gongkai.web.desk.forms.reports.text import MOST_REASON, begun, reasons
from gongkai.web.desk.views.reports.keeping import ticket_for
from gongkai.web.desk.views.reports.overview import page_of
from gongkai.web.reporting.selectors import history, revisions
from gongkai.web.reporting.selectors.content import SECTIONS, content_of, content_with
from gongkai.web.reporting.selectors.findings import findings_of
from gongkai.web.reporting.selectors.writing import HEADINGS, fields, paper
from gongkai.web.reporting.services.acting import state_of
from gongkai.web.reporting.services.drafting import MOST_CHARACTERS
from gongkai.web.ui import addresses

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.forms import BoundField
    from django.http import HttpRequest, HttpResponse

    from gongkai.web.desk.forms.reports.text import Writing
    from gongkai.web.reporting.models import AnnualReport
    from gongkai.web.reporting.selectors.content import Content
    from gongkai.web.reporting.selectors.writing import Entry, Part

_LOOKED_AT = (ReportPhase.REVIEWED, ReportPhase.SIGNED, ReportPhase.WITH_DISTRICT, ReportPhase.READ)
# Where the numbers of a group of fields are entered; what this installation does not have is no link.
_PLACES = {
    "机关和年度": ("desk:site", "公开栏目和联系方式"), "主动公开": ("desk:item_figures", "公开数量"), "依申请公开": ("desk:report_figures", "三张表"),
    "行政复议、行政诉讼": ("desk:report_figures", "三张表"), "政府信息管理": ("desk:reports_declared", "申报的数"), "政府信息公开平台建设": ("desk:reports_declared", "申报的数"),
    "监督保障": ("desk:reports_activities", "会议、培训、考核"), "问题和改进": ("desk:reports_troubles", "问题清单"), "信息处理费": ("desk:home", "申请和收费"),
}  # fmt: skip


class Page(NamedTuple):
    """``form`` is None for who only reads; ``dirty`` when it holds words that nobody saved; ``answers`` are reasons that are typed, by mark;
    ``too_long`` the parts that were not looked at.
    """

    annual: AnnualReport
    content: Content
    form: Writing | None = None
    dirty: bool = False
    answers: Mapping[str, str] = {}
    too_long: tuple[str, ...] = ()


class Row(NamedTuple):
    """A part with the field in which it is written, None for who only reads."""

    part: Part
    field: BoundField | None


class Group(NamedTuple):
    """Fields to choose from, and where their numbers are entered ("" for nowhere here)."""

    name: str
    entries: list[Entry]
    words: str
    address: str


def reading(annual: AnnualReport) -> Page:
    """The text as it stands, for who may not write."""
    return Page(annual, content_of(annual))


def fresh(annual: AnnualReport) -> Page:
    """The text as it stands, to be written."""
    content, head = content_of(annual), annual.head
    assert head is not None
    return Page(annual, content, begun(content.texts, head, content.drafted))


def typed(annual: AnnualReport, form: Writing) -> Page:
    """Words that are not saved. Of a part that was not sent, and of one beyond all measure, is shown beside it what was saved."""
    sent = {part: form.typed(part) for part in SECTIONS if part in form.data}
    content = content_with(annual, {part: text for part, text in sent.items() if len(text) <= MOST_CHARACTERS})
    too_long = tuple(HEADINGS[part] for part, text in sent.items() if len(text) > MOST_CHARACTERS)
    return Page(annual, content, form, dirty=True, answers=reasons(form.data), too_long=too_long)


def checked(request: HttpRequest, page: Page) -> HttpResponse:
    """What is said of the words, in their places: fragments of the page."""
    return render(request, "desk/reports/text_check.html", _said(page))


def shown(request: HttpRequest, page: Page, status: int = 200) -> HttpResponse:
    """The whole page."""
    annual, head = page.annual, page.annual.head
    assert head is not None
    state = state_of(annual)
    phase = state.phase_of(page.content.digest)
    joined = revisions.numbered(annual, request.GET.get("joined", ""))
    context = _said(page) | {
        "head": revisions.savings([head])[0], "groups": _groups(page), "phase": phase, "looked_at": not page.dirty and phase in _LOOKED_AT,
        "public": state.edition is not None, "waiting": revisions.waiting(annual), "joined": joined, "came_in": revisions.came_in(joined) if joined else [],
        "ticket": ticket_for(user_of(request), annual.pk),
    }  # fmt: skip
    return render(request, "desk/reports/text.html", context, status=status)


def _said(page: Page) -> dict[str, Any]:
    """What fragments and the whole page show alike."""
    made = paper(page.content, findings_of(page.content), history.previous(page.annual))
    return {
        "annual": page.annual, "page": page, "form": page.form, "paper": made, "rows": [Row(part, page.form[part.key] if page.form else None) for part in made.parts],
        "most_reason": MOST_REASON,
    }  # fmt: skip


def _groups(page: Page) -> list[Group]:
    found = []
    for name, entries in fields(page.content):
        words, address = entered_at(page.annual, name)
        found.append(Group(name, entries, words, address))
    return found


def entered_at(annual: AnnualReport, group: str) -> tuple[str, str]:
    """Where the numbers of a group of fields are entered: the name of the page and its address; "" for nowhere here."""
    place, words = _PLACES.get(group, ("", ""))
    return words, page_of(place, annual) if place.startswith("desk:report") else addresses.of(place)
