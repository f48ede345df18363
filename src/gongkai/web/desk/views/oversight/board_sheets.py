"""One Excel of everything that the district watches. No applicant, no content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.views.decorators.http import require_safe

from gongkai.web.desk.access import need_anywhere, reach_of, today
from gongkai.web.desk.sheets import Sheet, download_book
from gongkai.web.desk.views.oversight.board import SEE, board_of, district_of, watched
from gongkai.web.desk.views.oversight.filing import READS, lines_of, year_asked
from gongkai.web.oversight.models import Order
from gongkai.web.oversight.models.platforms import Platform
from gongkai.web.oversight.selectors.filing import STATES
from gongkai.web.oversight.selectors.likeness import kept, pairs_of
from gongkai.web.reporting.selectors.subordinates import below

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest, HttpResponse

    from gongkai.web.desk.sheets import Cell
    from gongkai.web.oversight.selectors.board import Board, Figures


@login_required
@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    """Whom to urge, all organs, reports, orders, likeness, platforms: a sheet each."""
    need_anywhere(request, SEE)
    found, day = board_of(request), today(request)
    sheets = [
        Sheet("今天要催谁", ("机关", "状态", "原因", "信息公开工作机构", "电话", "最近催办", "已确认收到"), _to_urge(found)),
        Sheet("各机关", _organ_head(found), _organs(found)),
        *_reports(request),
        Sheet("整改", ("文号", "机关", "整改事项", "依据", "来源", "发出", "期限", "状态", "逾期"), _orders(request)),
        *_alike(request),
        Sheet("渠道", ("机关", "名称", "种类", "主办部门", "开通", "最近登记更新", "关停", "网址或者地点"), _platforms(request)),
    ]
    return download_book(f"{district_of(request).name}政务公开督办{day:%Y-%m-%d}", sheets)


def _to_urge(found: Board) -> Iterator[tuple[Cell, ...]]:
    for line in found.to_urge:
        letter = line.letter
        told = (f"{letter.number}", "是" if letter.acknowledged else "否") if letter else ("", "")
        yield (line.organ.name, line.lamp.label, line.words, line.organ.office, line.organ.phone, *told)


_YEAR = (
    "收到",
    "办结",
    "逾期办结",
    "按期率（%）",
    "公开",
    "逾期公开",
    "要解读的政策",
    "没有解读",
    "解读率（%）",
    "审结的复议、诉讼",
    "被纠正",
    "纠错率（%）",
)


def _organ_head(found: Board) -> tuple[str, ...]:
    year = found.span.year
    return (
        "机关",
        "状态",
        "原因",
        "答复已超期",
        "该公开没有公开",
        *(f"{year}年{each}" for each in _YEAR),
        *(f"上年同期{each}" for each in _YEAR),
    )


def _organs(found: Board) -> Iterator[tuple[Cell, ...]]:
    for line in found.lines:
        yield (line.organ.name, line.lamp.label, line.words, line.overdue, line.unpublished, *_figures(line.year), *_figures(line.before))


def _figures(of: Figures) -> tuple[Cell, ...]:
    """A rate under five cases is left empty."""
    return (
        of.received, of.ended, of.late, of.on_time, of.public, of.public_late, of.policies, of.unexplained, of.explained, of.final, of.corrected,
        of.corrected_share,
    )  # fmt: skip


def _reports(request: HttpRequest) -> list[Sheet]:
    if not reach_of(request).any(READS):
        return []
    year = year_asked(request, today(request))
    head = ("机关", "年度", "状态", "报送", "退回次数", "退回时指出的问题", "应当公布", "公布", "晚几天", "网上核对")
    rows = (
        (
            line.row.organ.name, year, "、".join(STATES[each] for each in line.states), line.sent_on, line.returned, "；".join(line.findings),
            line.row.due.publish_by, line.row.annual.published_on if line.row.annual else None, line.row.late, line.look.words if line.look else "",
        )
        for line in lines_of(request, year)
    )  # fmt: skip
    return [Sheet("年报备案", head, rows)]


def _orders(request: HttpRequest) -> Iterator[tuple[Cell, ...]]:
    day = today(request)
    for each in Order.objects.filter(organ__in=watched(request).order_by().values("pk")).select_related("organ").order_by("-created_at"):
        late = "是" if each.state in (Order.State.OPEN, Order.State.RETURNED) and each.due_on < day else ""
        yield (
            each.number, each.organ.name, each.what, each.basis, each.get_origin_display(), each.issued_on, each.due_on, each.get_state_display(), late,
        )  # fmt: skip


def _alike(request: HttpRequest) -> list[Sheet]:
    if not reach_of(request).any(READS):
        return []
    district, year = district_of(request), year_asked(request, today(request))
    row = kept(district, year)
    pairs = pairs_of(row, below(district, year)) if row else []
    head = ("机关", "另一机关", "部分", "前者见于后者（%）", "后者见于前者（%）", "雷同")
    return [
        Sheet(
            "雷同",
            head,
            ((each.one.name, each.other.name, each.label, each.share, each.back, "是" if each.alike else "") for each in pairs),
        )
    ]


def _platforms(request: HttpRequest) -> Iterator[tuple[Cell, ...]]:
    rows = (
        Platform.objects.filter(organ__in=watched(request).order_by().values("pk")).select_related("organ").order_by("organ__path", "name")
    )
    for each in rows:
        yield (
            each.organ.name, each.name, each.get_kind_display(), each.department, each.opened_on, each.noted_on, each.closed_on, each.address,
        )  # fmt: skip
