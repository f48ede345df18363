"""The fee of a notice, computed by ``law.fees`` and shown slice by slice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gongkai.law import fees
from gongkai.law.parameters import NoValueInForce
from gongkai.lib.errors import UnusableInput
from gongkai.notices.kinds.fee import BY_ITEM

if TYPE_CHECKING:
    from collections.abc import Mapping


def context(facts: Mapping[str, Any]) -> dict[str, Any]:
    """What the template of the notice needs. Raises :class:`UnusableInput` when nothing is to be charged."""
    by_item = facts["fee_method"] == BY_ITEM
    quantity, day = facts["fee_quantity"], facts["received_on"]
    try:
        fee = fees.by_item(quantity, day) if by_item else fees.by_pages(quantity, day)
    except NoValueInForce as error:
        raise UnusableInput(str(error), "请核对收到申请的日期") from None
    unit = "件" if by_item else "页"
    if not fee.amount:
        raise UnusableInput(f"{facts['fee_method']}计收的数量是 {quantity} {unit}，不收费", "请不要发收费通知")  # 收费办法, first slice
    basis = (
        f"本件申请为{facts['pronoun']}{day.year}年{day.month}月向本机关提出的第{quantity}件申请。"
        if by_item
        else f"本件申请提供的政府信息共{quantity}页。"
    )
    lines = [
        {"range": _range(line, unit), "quantity": line.quantity, "rate": _yuan(line.rate), "amount": str(line.amount)} for line in fee.lines
    ]
    total = sum(line.quantity for line in fee.lines)
    return {"fee": {"amount": str(fee.amount), "lines": lines, "quantity": total}, "fee_unit": unit, "fee_basis": basis}


def _range(line: fees.Line, unit: str) -> str:
    return f"第{line.first}{unit}" if line.first == line.last else f"第{line.first}至{line.last}{unit}"


def _yuan(rate: Any) -> str:
    return str(rate).removesuffix(".00")
