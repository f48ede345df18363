"""P: personal data that a report must not publish."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.proof.privacy import BANK_CARD, CITIZEN_ID, MOBILE, private
from gongkai.report.rules.base import ERROR, WARNING, Hit, Place, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.proof.privacy import Private
    from gongkai.report.rules.context import Context

_PARTS = ("title", "preamble", "overview", "table2", "table3", "table4", "problems", "other")
_CITES = ("条例:15", "个人信息保护法:25")


def _found(ctx: Context, kind: str) -> Iterator[tuple[Private, Place]]:
    """The numbers of one kind with their place. Where a message goes further than the document, the place
    shows only how the number begins.
    """
    if not any(number.kind == kind for number in private(ctx.everything)):
        return
    for part in _PARTS:
        for number in private(ctx.text(part)):
            if number.kind == kind:
                end = number.start + 6
                yield number, Place(part, text=ctx.raw(part)[number.start : end], start=number.start, end=end)


@rule("P001", "citizen-id-published", ERROR, cites=_CITES)
def citizen_id(ctx: Context) -> Iterator[Hit]:
    """文中有居民身份证号码。

    查什么：正文里位数、出生日期和校验码都对得上的18位身份证号码，全角数字、中间有空格或连字符的也算。
    为什么：身份证号码属于个人信息，年度报告向社会公布，不得写入。
    怎样改：删去号码；确需说明的，只写事项，不写到具体的人。
    依据：条例第十五条、个人信息保护法第二十五条。
    """
    for number, place in _found(ctx, CITIZEN_ID):
        yield Hit(f"文中有居民身份证号码 {number.masked()}，属于个人信息，公布前必须删去", place)


@rule("P002", "mobile-number-published", WARNING, cites=_CITES)
def mobile(ctx: Context) -> Iterator[Hit]:
    """文中有个人手机号码。

    查什么：正文里的11位手机号码；写在联系方式里的（前面有联系、电话、咨询等字样）视为本机关公布的号码，不提示。
    为什么：申请人、群众的手机号码属于个人信息，不得随报告公布。
    怎样改：删去号码；如是本机关的联系电话，在前面写明“联系电话”。
    依据：条例第十五条、个人信息保护法第二十五条。
    """
    for number, place in _found(ctx, MOBILE):
        yield Hit(f"文中有手机号码 {number.masked()}，如是个人号码，公布前请删去；如是本机关联系电话，请在前面写明", place)


@rule("P003", "bank-card-published", ERROR, cites=_CITES)
def bank_card(ctx: Context) -> Iterator[Hit]:
    """文中有银行卡号。

    查什么：正文里16至19位、开头和校验位都对得上的银行卡号。
    为什么：银行卡号属于敏感个人信息，不得随报告公布。
    怎样改：删去卡号；收费账户等确需公布的，放在收费通知里，不写入年度报告。
    依据：条例第十五条、个人信息保护法第二十五条。
    """
    for number, place in _found(ctx, BANK_CARD):
        yield Hit(f"文中有银行卡号 {number.masked()}，公布前必须删去", place)


RULES = (citizen_id, mobile, bank_card)
