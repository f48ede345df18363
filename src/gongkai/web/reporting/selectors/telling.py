"""What the narrative of a year may say: plain values for ``report.narrative``, from the record and the tables alone."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q, Sum

from gongkai.report.narrative.catalogue import GROUPS
from gongkai.report.narrative.drafting import parts
from gongkai.report.narrative.facts import Year, cells_of, facts_of
from gongkai.report.narrative.problems import State
from gongkai.report.narrative.template import fill
from gongkai.report.organ import kind_of
from gongkai.web.reporting.models import ApplicationFact, RectificationFact
from gongkai.web.reporting.selectors import figures, telling_items, telling_work, troubles
from gongkai.web.reporting.selectors.telling_items import Known

if TYPE_CHECKING:
    import uuid
    from collections.abc import Mapping

    from django.db.models import QuerySet

    from gongkai.report.model import Report
    from gongkai.report.narrative.facts import Facts
    from gongkai.web.organs.models import Organ

_FEN = 100  # of a yuan
_SUMMED = "汇总报告里这个数要把各机关的加起来，请按各机关的报告填写"
_OF_ALL = Known(
    {}, dict.fromkeys((
        "published", "outlets", "new_media", "elsewhere", "sent_up", "taken_up", "explained", "explained_forms", "explained_by_leader", "explained_share",
        "to_explain", "documents_explained", "late", "fee_amount", "fee_cases", "reviewed", "returned", "reassessed", "rectifications",
    ), _SUMMED)
)  # fmt: skip


def facts(organ: Organ, report: Report, year: int, *, region: bool = False) -> Facts:
    """Every field of the narrative; what no record tells is unknown, with the reason. The facts beside the ledger must be up to it.

    In the report of a ``region`` the tables count every organ below, and the record of the government alone says nothing of what
    they published or charged: those fields stay open. Its own meetings, training and register are told.
    """
    return facts_of(year_of(organ, report, year, region=region))


def year_of(organ: Organ, report: Report, year: int, *, region: bool = False) -> Year:
    """The values themselves. At most fifteen queries, however much happened."""
    counted = [_cases(organ.pk, year), telling_items.known(organ.pk, year)] if not region else [_OF_ALL]
    found = [_organ(organ, year), *counted, telling_work.known(organ.pk, year), _register(organ.pk, year, region=region)]
    values = {name: value for each in found for name, value in each.values.items() if value != ""}
    why = {name: words for each in found for name, words in each.why.items()}
    return Year(year=year, cells=cells_of(report), why=_by_field(why), **values)


def drafted(organ: Organ, report: Report, year: int) -> dict[str, str]:
    """The four parts of prose as the record tells them; what is unknown stands in braces."""
    told = facts(organ, report, year)
    register = troubles.register(organ.pk, year)
    return {section: fill(text, told).text for section, text in parts(told, kind_of(_name(organ, year)), register).items()}


def _name(organ: Organ, year: int) -> str:
    """What it was called on the last day of the year, as the head of the report says it."""
    return organ.named(date(year, 12, 31))


def _organ(organ: Organ, year: int) -> Known:
    """Who it is, whom to ask, where the report is read."""
    website = _website(organ)
    return Known(
        {
            "organ": _name(organ, year), "contact_office": organ.office, "contact_address": organ.address, "contact_postcode": organ.postcode,
            "contact_phone": organ.phone, "website": website,
        },
        {} if website else {"website": "没有登记公开栏目的网站名称和地址，请在“栏目、渠道和设置”里填写"},
    )  # fmt: skip


def _website(organ: Organ) -> str:
    """The site of which the organ's column is a part, as its record names it; "" where it has none, or is not open to readers."""
    site: Any = getattr(organ, "site", None)  # the row belongs to publication; an organ without one has no such attribute
    if site is None or site.mount == "none":
        return ""
    name = site.site_name if not site.site_name or site.site_name.endswith(("网", "网站", "专栏")) else f"{site.site_name}网站"
    address = site.address or site.site_domain
    return f"{name}（{address}）" if name and address else name or address


def _cases(organ: uuid.UUID, year: int) -> Known:
    """Fees that were paid, answers that were late (条例 Art. 33(2)). Two queries."""
    last = date(year, 12, 31)
    paid = paid_in(organ, year).aggregate(sum=Sum("fee"), cases=Count("pk"))
    ended = Q(ended_on__lte=last)
    counts = (
        figures.counted(organ, year)
        .order_by()
        .aggregate(
            came_late=Count("pk", filter=ended & Q(late=True)),
            untold=Count("pk", filter=ended & Q(late=None)),
            overdue=Count("pk", filter=(Q(ended_on=None) | Q(ended_on__gt=last)) & Q(due_on__lte=last)),
        )
    )
    values: dict[str, Any] = {"fee_amount": Decimal(paid["sum"] or 0) / _FEN, "fee_cases": paid["cases"]}
    if counts["untold"]:
        return Known(values, {"late": f"有{counts['untold']}件申请算不出答复期限，请核对登记的日子"})
    if counts["overdue"] and not counts["came_late"]:  # none answered late, and yet not all in time: neither may be said
        return Known(values, {"late": f"有{counts['overdue']}件申请到{year}年底已经超过答复期限，还没有答复，请在正文里写明"})
    return Known(values | {"late": counts["came_late"]}, {})


def paid_in(organ: uuid.UUID, year: int) -> QuerySet[ApplicationFact]:
    """The applications whose 信息处理费 was paid in the year."""
    return ApplicationFact.objects.filter(organ=organ, paid_on__range=(date(year, 1, 1), date(year, 12, 31)))


def late_in(organ: uuid.UUID, year: int) -> QuerySet[ApplicationFact]:
    """The applications that were answered in the year, after the last day for it."""
    return figures.counted(organ, year).filter(ended_on__lte=date(year, 12, 31), late=True)


def rectifications_in(organ: uuid.UUID, year: int) -> QuerySet[RectificationFact]:
    """Requests to correct a record about oneself that came in the year."""
    return RectificationFact.objects.filter(organ=organ, received_on__year=year)


def _register(organ: uuid.UUID, year: int, *, region: bool) -> Known:
    """Requests for correction, and the problems that the fifth part tells: none is known of a year for which none is written down."""
    values: dict[str, Any] = {}
    if not region:
        values["rectifications"] = rectifications_in(organ, year).count()
    found = troubles.register(organ, year)
    before = [each for each in found if each.last_year]
    if before:
        values |= {"problems_last_year": len(before), "problems_solved": sum(each.state is State.DONE for each in before)}
    if len(before) < len(found):
        values["problems_found"] = len(found) - len(before)
    why = "还没有写进问题清单"
    return Known(values, {name: why for name in ("problems_last_year", "problems_solved", "problems_found") if name not in values})


def _by_field(why: Mapping[str, str]) -> dict[str, str]:
    """The reasons by the names of the fields in which the values would stand."""
    return {
        entry.name: why[entry.key.partition(".")[0]]
        for entries in GROUPS.values()
        for entry in entries
        if entry.key.partition(".")[0] in why
    }
