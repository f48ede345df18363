"""The work list of a request: which list, narrowed to what, of whom; the same for the page, its fragment and its downloads."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from gongkai.web.applications.models import Application
from gongkai.web.applications.selectors import worklist
from gongkai.web.applications.selectors.days import marks
from gongkai.web.applications.selectors.worklist import BY_KEY, Wanted
from gongkai.web.desk.access import reach_of, today, user_of
from gongkai.web.desk.forms.filters import Filters
from gongkai.web.organs.selectors import calendar_of

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from gongkai.web.applications.selectors.days import Marks
    from gongkai.web.applications.selectors.worklist import Bucket

DEFAULT = "all"
MOST_FOUND = 1000  # results of a search: who finds more asks more closely
WHOSE = {"": "本机关", "mine": "我经办的", "nobody": "没有人接手"}


class Listing:
    """What the address asks for. Searching looks through all applications unless a list is named."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.organs = reach_of(request).list_of("case.see")
        self.filters = Filters(request.GET, self.organs)
        self.wanted = self.filters.wanted
        asked = request.GET.get("list", "")
        self.bucket: Bucket = BY_KEY.get(asked) or BY_KEY["every" if self.wanted != Wanted() else DEFAULT]
        self.whose = request.GET.get("whose", "") if request.GET.get("whose", "") in WHOSE else ""

    @property
    def filtered(self) -> bool:
        """Whether more than words was asked for: the filters are open then."""
        return self.wanted._replace(words="") != Wanted()

    @property
    def narrowed(self) -> bool:
        """Whether anything was asked for beyond the list itself."""
        return self.wanted != Wanted() or bool(self.whose)

    @cached_property
    def cases(self) -> QuerySet[Application]:
        """The applications of the list, sorted by the day they are due; what has no end in sight, newest first."""
        chosen = worklist.narrowed(base(self.request), self.wanted).filter(worklist.in_bucket(self.bucket.key, marks_of(self.request)))
        if self.whose == "mine":
            chosen = chosen.filter(handler=user_of(self.request))
        if self.whose == "nobody":
            chosen = chosen.filter(handler=None)
        if self.wanted.words:  # looked for once, whatever is then asked of the result
            found = list(worklist.newest_first(chosen).values_list("pk", flat=True)[:MOST_FOUND])
            return worklist.sorted_by_due(Application.objects.filter(pk__in=found))
        return worklist.newest_first(chosen) if self.bucket.key in ("ended", "every") else worklist.sorted_by_due(chosen)


def base(request: HttpRequest) -> QuerySet[Application]:
    """All applications that the user may see with their content."""
    reach = reach_of(request)
    only = reach.only_organ("case.see")
    return Application.objects.filter(organ=only) if only else worklist.cases_of(reach.organs("case.see"))


def marks_of(request: HttpRequest, act: str = "case.see") -> Marks:
    """Today and the days of the two warnings, by the calendar of the user's first organ."""
    organ = next(each.organ for each in reach_of(request).held if reach_of(request).may(act, each.organ))
    return marks(today(request), calendar_of(organ))


def counts_of(request: HttpRequest) -> dict[str, int]:
    """How many cases stand in each list of the user; asked once a request."""
    known: dict[str, int] | None = getattr(request, "_counts", None)
    if known is None:
        known = worklist.counts(base(request), marks_of(request)) if reach_of(request).any("case.see") else {}
        request._counts = known  # type: ignore[attr-defined]  # kept for this request only
    return known
