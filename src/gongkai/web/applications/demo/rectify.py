"""Requests to correct records about oneself (条例 Art. 41), in the demonstration."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from gongkai.ledger.vocabulary.codes import Channel, Finding, Way
from gongkai.web.applications.services import rectifications

if TYPE_CHECKING:
    from datetime import date

    from gongkai.web.applications.demo.desk import Desk
    from gongkai.web.applications.models import Rectification


def plan_rectifications(desk: Desk) -> None:
    """Three requests under 条例 Art. 41: corrected, passed on, and one that waits."""
    for ago, finding in ((120, Finding.CORRECTED), (60, Finding.TRANSFERRED), (4, None)):
        desk.on(desk.calendar.back(desk.today, ago).day, partial(_rectify, desk, finding))


def _rectify(desk: Desk, finding: Finding | None, day: date) -> None:
    organ, by = desk.organs["demo-zhen"], desk.people["jingban"]
    request = rectifications.Request(
        name="申请人乙", record="示例村2024年耕地地力保护补贴登记表中的面积", wanted="由1.2亩改为2.1亩", evidence="土地承包经营权证复印件", channel=Channel.IN_PERSON,
        phone="13800000002", address="示例区示例镇示例村2号",
    )  # fmt: skip
    row = rectifications.register(organ=organ, request=request, on=day, by=by, moment=desk.at(day))
    if finding is None:
        return
    right = (
        {"right_organ": "示例区农业农村局", "right_organ_contact": "示例区田园路6号，0000-1000007"}
        if finding is Finding.TRANSFERRED
        else {}
    )
    decision = rectifications.Decision(finding=finding, reason="经核对土地承包经营权证，登记表的面积确有错误", **right)
    signed, sent, served = desk.later(day, 3), desk.later(day, 4), desk.later(day, 7)

    def sign(then: date) -> None:
        row.refresh_from_db()
        for made in rectifications.draft(rectification=row, decision=decision, by=by, moment=desk.at(then)):
            rectifications.sign(letter=made, agreed=True, by=desk.people["fuze"], role="office_head", moment=desk.at(then), opinion="同意")

    desk.on(signed, sign)
    desk.on(sent, lambda then: _send(desk, row, then))
    desk.on(served, lambda then: _serve(desk, row, then))


def _send(desk: Desk, row: Rectification, day: date) -> None:
    rectifications.issue(
        rectification=row, on=day, way=Way.POST, by=desk.people["jingban"], moment=desk.at(day), posting_number="XA00000000100"
    )


def _serve(desk: Desk, row: Rectification, day: date) -> None:
    rectifications.serve(rectification=row, on=day, way=Way.POST, proof="邮件已由本人签收", by=desk.people["jingban"], moment=desk.at(day))
