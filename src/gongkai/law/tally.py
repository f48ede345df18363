"""Rows of table three: their labels, the kinds counted in each, and the one row of an application.

The words of the labels are those of the two forms of the annual report; ``law`` stands below
``report``, so they are repeated here and a test compares them with the forms.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from gongkai.law.grounds import GRANTED, KINDS, PARTIAL, by_code

if TYPE_CHECKING:
    from collections.abc import Sequence

FORMS = ("2019", "2021")
ROW_LABELS: dict[str, str] = {
    "granted": "（一）予以公开",
    "partial": "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
    "denied.state_secret": "1.属于国家秘密",
    "denied.law_forbids": "2.其他法律行政法规禁止公开",
    "denied.security_stability": "3.危及“三安全一稳定”",
    "denied.third_party": "4.保护第三方合法权益",
    "denied.internal_affairs": "5.属于三类内部事务信息",
    "denied.process_information": "6.属于四类过程性信息",
    "denied.enforcement_file": "7.属于行政执法案卷",
    "denied.administrative_query": "8.属于行政查询事项",
    "unavailable.not_held": "1.本机关不掌握相关政府信息",
    "unavailable.needs_creation": "2.没有现成信息需要另行制作",
    "unavailable.still_unclear": "3.补正后申请内容仍不明确",
    "not_processed.petition": "1.信访举报投诉类申请",
    "not_processed.repeat": "2.重复申请",
    "not_processed.publication": "3.要求提供公开出版物",
    "not_processed.excessive": "4.无正当理由大量反复申请",
    "not_processed.confirm_or_reissue": "5.要求行政机关确认或重新出具已获取信息",
    "other": "（六）其他处理",
    "other.no_correction": "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
    "other.fee_unpaid": "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
    "other.rest": "3.其他",
}
# What registers write for a row besides its label.
_SHORT = {
    "部分公开": "partial",
    "属于三安全一稳定": "denied.security_stability",
    "申请人无正当理由逾期不补正": "other.no_correction",
    "逾期不补正": "other.no_correction",
    "申请人逾期未按收费通知要求缴纳费用": "other.fee_unpaid",
    "逾期未缴费": "other.fee_unpaid",
}
_GROUPS = "予以公开|部分公开|不予公开|无法提供|不予处理|其他处理"
_NUMBER = re.compile(r"^(?:[（(][一二三四五六七][）)]|[0-9０-９]{1,2}[.．、])")
_GROUP = re.compile(rf"^(?:[（(]?[一二三四五六][）)]?)?(?:{_GROUPS})\s*[-—－:：/／>›、,，·]*\s*(?=\S)")
_NOISE = re.compile(r"[\s，,、。.．“”\"'‘’（）()：:]")

OFFICER, FIRST_ITEM = "officer", "first_item"  # who decides between rows when nothing was given; 口径, a setting


class UnknownRow(LookupError):
    """A label that no row of the forms has; the message says what is expected."""


class Row(NamedTuple):
    """A row of table three, the codes of the kinds it counts, and why it was chosen (for people)."""

    key: str
    kinds: tuple[str, ...]
    why: str = ""


class Item(NamedTuple):
    """One thing asked for and how it was decided. ``main`` with a ``reason``: the officer's choice for the row."""

    kind: str
    main: bool = False
    reason: str = ""


class NeedsChoice(NamedTuple):
    """Items of several rows, nothing given: an officer must name the main item, with a reason."""

    rows: tuple[str, ...]
    why: str


def row(key: str, why: str = "") -> Row:
    """The row with its kinds. Raises :class:`UnknownRow`."""
    if key not in ROW_LABELS:
        raise UnknownRow(f"年度报告表三没有“{key}”这一行")
    return Row(key, tuple(kind.code for kind in KINDS if key in (kind.row_2019, kind.row_2021)), why)


def by_row_label(label: str) -> Row:
    """The row that a register names, with or without number and group. Which kind it was stays unknown when a row has several.

    >>> by_row_label("（四）无法提供 1.本机关不掌握相关政府信息").kinds
    ('D12', 'D13')

    Raises :class:`UnknownRow`.
    """
    text = label.strip().replace("其它", "其他")
    for candidate in (text, _NUMBER.sub("", text), _GROUP.sub("", text), _NUMBER.sub("", _GROUP.sub("", text))):
        key = _LABELS.get(_bare(candidate))
        if key:
            return row(key)
    raise UnknownRow(f"“{label.strip()}”不是年度报告表三办理结果的任何一行，请填表中的行名，例如“予以公开”“属于国家秘密”")


def row_of_application(items: Sequence[Item], form: str = "2021", *, mixed: str = OFFICER) -> Row | NeedsChoice:
    """The one row in which an application of several items counts, in the form ``"2019"`` or ``"2021"``.

    Something given and something not is 部分公开; items of one row are that row; several rows with
    nothing given need the officer's choice (格式2021#三: an application counts once). Raises
    ``ValueError`` without items, for a second main item and for a main item without reason.
    """
    if form not in FORMS:
        raise ValueError(f"没有 {form} 年格式的年度报告，可以是：{'、'.join(FORMS)}")
    if not items:
        raise ValueError("一件申请至少要有一项答复，请先登记各项的办理结果")
    kinds = [by_code(item.kind) for item in items]
    given = [kind.family in (GRANTED, PARTIAL) for kind in kinds]
    rows = tuple(dict.fromkeys(kind.row(form) for kind in kinds))
    if len(rows) == 1:
        return row(rows[0], "各项的办理结果同属一行")
    if any(given):
        return row("partial", "有的内容给了，有的没有给，只计部分公开")
    return _chosen(items, rows, form, mixed)


def _chosen(items: Sequence[Item], rows: tuple[str, ...], form: str, mixed: str) -> Row | NeedsChoice:
    named = [item for item in items if item.main]
    if len(named) > 1:
        raise ValueError("只能指定一项为主要事项，请留下一项")
    if named and not named[0].reason.strip():
        raise ValueError("指定主要事项要写明理由，请补上")
    if named:
        return row(by_code(named[0].kind).row(form), f"经办人指定的主要事项：{named[0].reason.strip()}")
    if mixed == FIRST_ITEM:
        return row(rows[0], "各项分属几行，按本机关口径计第一项")
    labels = "；".join(ROW_LABELS[key] for key in rows)
    return NeedsChoice(rows, f"各项都没有给，又分属几行（{labels}），请经办人指定主要事项并写明理由")


def _bare(label: str) -> str:
    return _NOISE.sub("", label)


_LABELS = {_bare(label): key for key, label in ROW_LABELS.items()}
_LABELS |= {_bare(_NUMBER.sub("", label)): key for key, label in ROW_LABELS.items()}
_LABELS |= {_bare(label): key for label, key in _SHORT.items()}
