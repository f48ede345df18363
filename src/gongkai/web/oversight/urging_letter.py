"""催办函: one page by which a district urges an organ. What does not fit is counted; all of it stands on the desk of the organ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.law.citation import printed
from gongkai.law.deadlines import written
from gongkai.notices.base import PLAIN
from gongkai.notices.letter import Letter, Paragraph, Signature, Table, chinese_day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongkai.web.oversight.models import Order, Urging

ROWS = 5  # that one page holds, each on one line, with the words around them
TITLE, ORDER_TITLE = "政府信息公开工作催办函", "政府信息公开工作整改通知书"
_LONG = 22  # characters of a cell that stays on one line


def letter_of(urging: Urging) -> Letter:
    """The letter as it was made; ``urging`` with its organ and district."""
    lines, district = urging.lines, urging.district
    shown = lines[:ROWS]
    rest = len(lines) - len(shown)
    rows = [(each["due"] or "—", _cut(each["what"])) for each in shown]
    rows += [("—", f"另有 {rest} 件，登录工作台查看")] if rest else []
    phone = f"（联系电话{district.phone}）" if district.phone else ""
    return Letter(
        "sheet", TITLE, district.name, urging.number, urging.organ.named(urging.day), urging.day, PLAIN,
        (
            Paragraph(f"截至{written(urging.day)}，你单位政府信息公开工作有 {len(lines)} 件已经超过期限或者即将到期："),
            Table((("最迟", "事项"), *rows), head=True),
            Paragraph(f"请抓紧办理，登录工作台确认收到、填写办理情况{phone}。"),
            Signature(district.name, chinese_day(urging.day)),
        ),
    )  # fmt: skip


def text_of(urging: Urging) -> str:
    """The mail: number, things and days, no name and no content."""
    lines = [_line(each["what"], each["due"], each["state"]) for each in urging.lines]
    return "\n".join((f"{urging.district.name}催办函 {urging.number}", "", *lines, "", "请登录工作台办理，并确认收到。"))


def order_letter(order: Order, files: Sequence[str]) -> Letter:
    """整改通知书; ``order`` with its organ and district, ``files`` the names of what is enclosed."""
    district = order.district
    phone = f"，电话{district.phone}" if district.phone else ""
    found = [Paragraph(f"发现的问题：{order.origin_words}")] if order.origin_words else []
    enclosed = [Paragraph(f"附件：{'、'.join(files)}")] if files else []
    return Letter(
        "sheet", ORDER_TITLE, district.name, order.number, order.organ.named(order.issued_on), order.issued_on, PLAIN,
        (
            Paragraph(f"根据{order.basis or printed('条例:47')}，请你单位对下列事项进行整改："), *found, Paragraph(f"整改要求：{order.what}"),
            Paragraph(
                f"请于{written(order.first_due)}以前完成，在工作台上报送整改情况和佐证材料；确实不能按期完成的，期满以前申请延期"
                f"（联系：{district.office or district.name}{phone}）。"
            ),
            *enclosed, Signature(district.name, chinese_day(order.issued_on)),
        ),
    )  # fmt: skip


def _cut(text: str) -> str:
    return text if len(text) <= _LONG else f"{text[: _LONG - 1]}…"


def _line(what: str, due: str, state: str) -> str:
    return "".join((what, f"，最迟{due}" if due else "", f"（{state}）" if state else ""))
