"""The lines of 监督保障 in the list on the left of every page: to add a page, add a line."""

from __future__ import annotations

from typing import NamedTuple


class Line(NamedTuple):
    """A page of the list: its view, what it is called, the acts of which one opens it; ``family`` begins the names of all views that belong to it."""

    view: str
    label: str
    acts: tuple[str, ...]
    family: tuple[str, ...]


OVERSIGHT: tuple[Line, ...] = (
    Line("desk:district_board", "今天要催谁", ("oversight.see",), ("desk:district_board", "desk:urging")),
    Line("desk:oversight", "全区办理情况", ("oversight.see",), ("desk:oversight",)),
    Line("desk:filing", "年报备案", ("report.read",), ("desk:filing",)),
    Line("desk:reports_reading", "年度报告审读", ("report.read",), ("desk:reports_reading", "desk:report_reading")),
    Line("desk:orders", "整改", ("order.issue", "order.answer"), ("desk:order",)),
    Line("desk:grievances", "投诉举报", ("grievance.handle", "grievance.answer", "report.see"), ("desk:grievance", "desk:accountabilit")),
    Line("desk:rounds", "考核评分", ("round.manage", "round.see"), ("desk:round", "desk:indicator")),
    Line("desk:tasks", "上级任务", ("task.see", "task.issue"), ("desk:task", "desk:sending", "desk:issue")),
    Line("desk:platforms", "公开平台", ("platform.see",), ("desk:platform", "desk:visit")),
    Line("desk:days", "开放日和活动", ("activities.see",), ("desk:day",)),
    Line("desk:surveys", "社会评议", ("report.see",), ("desk:survey",)),
    Line("desk:mechanism", "长效机制", ("report.see", "oversight.see"), ("desk:mechanism",)),
    Line("desk:organ_changes", "机构改革", ("organs.manage", "changes.confirm"), ("desk:organ_change",)),
)
