"""Template tags of the desk: the list on the left of every page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.urls import reverse

from gongkai.web.applications.selectors.worklist import BUCKETS, COUNTED
from gongkai.web.desk import starting
from gongkai.web.desk.access import reach_of, today, user_of
from gongkai.web.desk.listing import counts_of
from gongkai.web.desk.rooms import OVERSIGHT
from gongkai.web.publication.selectors import reviews

if TYPE_CHECKING:
    from django.http import HttpRequest

    from gongkai.web.desk.access import Reach
    from gongkai.web.desk.rooms import Line
    from gongkai.web.organs.models import Organ

register = template.Library()
_PAGES = ("/desk/items/", "/desk/outlets/")


@register.inclusion_tag("desk/parts/side.html")
def work_side(request: HttpRequest) -> dict[str, object]:
    """The user's work by days left, and the other pages that the user's roles open. At most four queries."""
    reach = reach_of(request)
    judges = reach.any("item.review") or reach.any("item.approve")
    counts = counts_of(request)
    here = request.resolver_match.view_name if request.resolver_match else ""
    at_home = request.resolver_match is not None and request.resolver_match.view_name == "desk:home"
    chosen = request.GET.get("list", "" if request.GET else "all") if at_home else ""
    return {
        "lists": [(bucket, counts.get(bucket.key, 0), bucket.key == chosen) for bucket in BUCKETS if bucket.key in COUNTED]
        if counts
        else [],
        "handles": reach.any("case.handle"),
        "signs": reach.any("letter.sign") or reach.any("letter.review") or reach.any("letter.legal"),
        "leads": reach.any("case.assign"),
        "sees": reach.any("case.see"),
        "imports": reach.any("register.import"),
        "oversight": _oversight(reach, here),
        "audits": reach.any("audit.see"),
        "items": reach.any("item.see"),
        "judges": judges,
        "to_judge": _to_judge(request) if judges and _publishing(request) else None,
        "drafts": reach.any("item.draft"),
        "mounts": reach.any("site.manage"),
        "reports": reach.any("report.see"),
        "writes_reports": reach.any("report.edit"),
        "here": here,
        "report_room": _report_room(here),
    }


def _oversight(reach: Reach, here: str) -> list[tuple[Line, str, bool]]:
    """The lines of 监督保障 that the user's roles open: each with its address, and whether the page belongs to it. The longest family wins."""
    found = [line for line in OVERSIGHT if any(reach.any(act) for act in line.acts)]
    fitting = {name: line for line in found for name in line.family if here.startswith(name)}
    chosen = fitting[max(fitting, key=len)] if fitting else None
    return [(line, reverse(line.view), line is chosen) for line in found]


def _report_room(here: str) -> str:
    """Which line of the list a page of the annual report belongs to; "" for any other page."""
    rooms = {
        "history": ("desk:reports_history", "desk:report_past"), "start": ("desk:reports_start", "desk:report_carried"),
        "reports": ("desk:report",),
    }  # fmt: skip
    return next((room for room, names in rooms.items() if here.startswith(names)), "")


@register.simple_tag
def to_start(request: HttpRequest) -> list[Organ]:
    """The user's organs whose annual report has not begun, for the first page."""
    reach = reach_of(request)
    return starting.to_start(reach.organs("report.edit"), today(request)) if reach.any("report.edit") else []


def _publishing(request: HttpRequest) -> bool:
    """Whether a page of 主动公开 is shown: only those pay for its counts."""
    return request.path_info.startswith(_PAGES)


def _to_judge(request: HttpRequest) -> int:
    """How many items wait for a review or an approval of this user."""
    reach = reach_of(request)
    return (
        reviews.to_review(user_of(request), reach.organs("item.review")).count() + reviews.to_approve(reach.organs("item.approve")).count()
    )
