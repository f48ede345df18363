"""What an event says, in words: field by field, so that a new event is shown without a line of its own."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from gongkai.law.deadlines import written
from gongkai.law.grounds import by_code
from gongkai.law.tally import ROW_LABELS
from gongkai.ledger.vocabulary import Corrected, Voided
from gongkai.ledger.vocabulary import application as a

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gongkai.ledger.vocabulary import Event

_PLAIN: dict[str, Callable[[Any], str]] = {
    "channel": lambda value: value.label,
    "submitted_on": lambda value: f"提交 {written(value)}",
    "arrived_on": lambda value: f"到达 {written(value)}",
    "confirmed_on": lambda value: f"确认 {written(value)}",
    "items": lambda value: f"{value} 项",
    "item": lambda value: f"第{value}项",
    "into": lambda value: "拆为第" + "、".join(map(str, value)) + "项",
    "decision": lambda value: by_code(value).label,
    "letter": lambda value: f"文号 {value}",
    "until": lambda value: f"到{written(value)}为止",
    "due": lambda value: f"请在{written(value)}以前反馈",
    "stance": lambda value: value.label,
    "assessment": lambda value: value.label,
    "days": lambda value: f"延长 {value} 个工作日",
    "approver": lambda value: f"{value.label}同意",
    "amount": lambda value: f"{value // 100}.{value % 100:02d} 元",
    "method": lambda value: value.label,
    "way": lambda value: value.label,
    "row": lambda value: ROW_LABELS.get(value, value),
    "step": lambda value: f"第{value}步发出的文书",
    "ordered_by": lambda value: value.label,
}
_NAMES = ("document", "proof", "receipt", "finding", "note", "reason")  # fields that hold the id of a text or a file


def words_of(event: Event) -> tuple[str, ...]:
    """Short phrases, in the order of the fields."""
    return tuple(_phrases(event))


def named_by(event: Event) -> tuple[str, ...]:
    """The ids of texts and files that an event names, each once."""
    found = [value for name in _NAMES if isinstance(value := getattr(event, name, ""), str) and value]
    found += [text for _, text in getattr(event, "facts", ())]
    if isinstance(event, Corrected):
        found += named_by(event.event)
    return tuple(dict.fromkeys(found))


def _phrases(event: Event) -> Iterator[str]:
    if isinstance(event, Corrected):
        yield f"第{event.number}步应为：{written(event.effective_on)}，{event.event.title}"
        yield from _phrases(event.event)
        return
    if isinstance(event, Voided):
        yield f"第{event.number}步没有发生过"
        return
    label = getattr(event, "label", "")
    if label:
        party = getattr(event, "party", None)
        yield f"{party.label}（{label}）" if party else f"（{label}）"
    if isinstance(event, a.ReanswerOrdered) and event.period:
        yield f"限 {event.period} {event.unit.label}"
    for field in fields(event):
        value = getattr(event, field.name)
        if field.name in _PLAIN and value not in (None, "", ()):
            yield _PLAIN[field.name](value)
