"""``gongkai fee`` and ``gongkai grounds``: what the tariff comes to, and the table of decision kinds."""

from __future__ import annotations

import json
import sys
from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING

from gongkai.cli import console
from gongkai.law import fees
from gongkai.law.citation import printed
from gongkai.law.facts import FACTS
from gongkai.law.grounds import FAMILIES, KINDS, REMEDIES
from gongkai.law.parameters import NoValueInForce
from gongkai.law.tally import ROW_LABELS
from gongkai.lib.errors import UnusableInput
from gongkai.report.output.columns import indented, pad

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

    from gongkai.cli.main import Load
    from gongkai.law.fees import Fee
    from gongkai.law.grounds import DecisionKind

_BEIJING = timezone(timedelta(hours=8))


def fee(given: Namespace, load: Load) -> int:
    """Print the fee of a month, of its N-th application, or by volume, with the slices it is made of."""
    day = _day(given.date)
    try:
        if given.items is not None:
            result, unit = fees.month_total(given.items, day), "件"
        elif given.item_no is not None:
            result, unit = fees.by_item(given.item_no, day), "件"
        else:
            result, unit = fees.by_pages(given.pages, day), "页"
    except NoValueInForce as error:
        raise UnusableInput(str(error), "请用 --date 写对申请收到的日期") from error
    sys.stdout.write(_fee_json(result) if given.json else "\n".join(_fee_lines(result, unit, console.width())) + "\n")
    return console.FINE


def _day(text: str | None) -> date:
    """The day given, or today in Beijing: only a command reads the clock."""
    if text is None:
        return datetime.now(_BEIJING).date()  # noqa: TID251
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UnusableInput(f"--date 的“{text}”不是日期", "请写成 2026-01-31 这样") from error


def _fee_json(result: Fee) -> str:
    lines = [
        {"from": line.first, "to": line.last, "quantity": line.quantity, "rate": str(line.rate), "amount": str(line.amount)}
        for line in result.lines
    ]
    answer = {"amount": str(result.amount), "unit": fees.YUAN, "lines": lines, "cite": printed(result.cite)}
    return json.dumps(answer, ensure_ascii=False, indent=2) + "\n"


def _fee_lines(result: Fee, unit: str, width: int) -> Iterator[str]:
    for line in result.lines:
        span = f"第 {line.first} {unit}" if line.quantity == 1 else f"第 {line.first} 至 {line.last} {unit}"
        yield f"{pad(span, 22)}{pad(str(line.quantity), 6, right=True)} {unit} × {line.rate:>8} {fees.YUAN} = {line.amount:>12} {fees.YUAN}"
    yield f"合计 {result.amount} {fees.YUAN}"
    yield from indented(f"依据：{printed(result.cite)}；是否收取由本机关决定（{printed('条例:42.1')}）", width, "")
    if result.note:
        yield from indented(f"口径：{result.note}", width, "")


def grounds(given: Namespace, load: Load) -> int:
    """Print every kind of decision with its article, rows, letter, facts and remedy."""
    if given.json:
        sys.stdout.write(json.dumps({"kinds": [_kind_json(kind) for kind in KINDS]}, ensure_ascii=False, indent=2) + "\n")
        return console.FINE
    width = console.width()
    for kind in KINDS:
        sys.stdout.write("\n".join(_kind_lines(kind, width)) + "\n\n")
    sys.stdout.write(f"共 {len(KINDS)} 种。\n")
    return console.FINE


def _kind_json(kind: DecisionKind) -> dict[str, object]:
    return {
        "code": kind.code,
        "key": kind.key,
        "label": kind.label,
        "family": kind.family,
        "articles": [printed(key) for key in kind.articles],
        "conditions": kind.conditions,
        "rows": {"2019": kind.row_2019, "2021": kind.row_2021},
        "row_labels": {"2019": ROW_LABELS[kind.row_2019], "2021": ROW_LABELS[kind.row_2021]},
        "notice": kind.notice,
        "facts": [{"key": key, "label": FACTS[key].label, "choices": list(FACTS[key].choices)} for key in kind.all_facts],
        "optional_facts": [{"key": key, "label": FACTS[key].label} for key in kind.optional],
        "remedy": kind.remedy,
        "remedy_label": REMEDIES[kind.remedy],
        "setting": kind.setting,
        "since": kind.since.isoformat(),
        "until": kind.until.isoformat() if kind.until else None,
    }


def _kind_lines(kind: DecisionKind, width: int) -> Iterator[str]:
    yield f"{kind.code}  {kind.label}"
    optional = [FACTS[key].label + "（知道的话）" for key in kind.optional]
    older = f"（2019 年格式：{ROW_LABELS[kind.row_2019]}）" if kind.row_2019 != kind.row_2021 else ""
    entries = (
        ("条文", "；".join(printed(key) for key in kind.articles)),
        ("条件", kind.conditions),
        ("计入", f"{FAMILIES[kind.family]}：{ROW_LABELS[kind.row_2021]}" + older),
        ("文书", kind.notice),
        ("写明", "；".join([*(FACTS[key].label for key in kind.facts), *optional])),
        ("救济", REMEDIES[kind.remedy] + ("（可以在设置中改）" if kind.setting else "")),
    )
    for name, words in entries:
        yield from indented(words, width, f"     {name}  ")
