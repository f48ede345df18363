"""Acts about the record itself: a step noted wrongly, a step that never happened, the service of letters."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, get_type_hints

from gongkai.law.deadlines import written
from gongkai.ledger.reasons import Reason
from gongkai.ledger.state import effective
from gongkai.ledger.vocabulary import Corrected, Voided
from gongkai.ledger.vocabulary import application as a
from gongkai.ledger.vocabulary.codes import Way
from gongkai.web.applications.acts.base import Act, Answers, Keep, Sending
from gongkai.web.applications.acts.forms import ActForm, choice, day, line, number, paper, text
from gongkai.web.applications.models import Letter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django import forms

    from gongkai.ledger.vocabulary import Entry, Event
    from gongkai.web.applications.acts.case import Case

GROUP, SERVICE = "更正记录", "送达"
# What may be corrected of a step, with its words; ids of papers and numbers of items are voided and noted anew instead.
_LABELS = {
    "register_number": "登记编号", "channel": "提交方式", "column": "申请人类型", "submitted_on": "提交日", "arrived_on": "到达或者签收日",
    "confirmed_on": "双方确认日", "letter": "文号", "until": "期限的最后一天", "stance": "意见", "due": "要求反馈的日子", "assessment": "判断",
    "days": "延长的工作日数", "method": "计收方式", "quantity": "数量", "amount": "金额（分）", "way": "送达方式", "ordered_by": "因何而起",
    "period": "期限", "unit": "期限的单位",
}  # fmt: skip


class Void(ActForm):
    """Which step, and why."""

    number = choice("哪一步没有发生过")
    reason = text("原因", "原来的记录不会消失，两条都留着")

    def prepare(self) -> None:
        """The steps that stand."""
        self.offer("number", _steps(self.case))


def _steps(case: Case) -> list[tuple[str, str]]:
    return [(str(each.number), f"第{each.number}步　{each.event.title}　{written(each.effective_on)}") for each in _standing(case)]


def _standing(case: Case) -> list[Entry]:
    return list(reversed(effective(case.state.log)))


class Correct(ActForm):
    """Which step; then its right day and content."""

    number = choice("哪一步记错了")
    reason = text("原因", "为什么更正；原来的记录不会消失")

    def prepare(self) -> None:
        """The steps that stand; of the chosen one, what may be corrected."""
        self.offer("number", _steps(self.case))
        entry = self.chosen()
        if entry is None:
            return
        self.fields["effective_on"] = day("正确的日期")
        self.start("effective_on", entry.effective_on)
        for name, kind in _correctable(entry.event):
            self.fields[name] = _field(name, kind)
            value = getattr(entry.event, name)
            self.start(name, value.value if isinstance(value, StrEnum) else value)

    def chosen(self) -> Entry | None:
        """The step that is corrected."""
        wanted = str(self.data.get("number") or self.initial.get("number") or "")
        return next((each for each in _standing(self.case) if str(each.number) == wanted), None)

    @property
    def facts_fields(self) -> list[str]:
        """The names of the fields of the second step."""
        return [name for name in self.fields if name != "number"] if self.chosen() else []


def _correctable(event: Event) -> list[tuple[str, Any]]:
    hints = get_type_hints(type(event))
    return [(field.name, hints[field.name]) for field in fields(event) if field.name in _LABELS]


def _field(name: str, kind: Any) -> forms.Field:
    label = _LABELS[name]
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return choice(label, [(each.value, getattr(each, "label", each.value)) for each in kind])
    if kind in (date, date | None):
        return day(label, required=kind is date)
    if kind in (int, int | None):
        return number(label, required=kind is int)
    return line(label, required=False)


def _correct(case: Case, answers: Answers, keep: Keep, sending: Sending | None) -> tuple[Event, ...]:
    entry = next(each for each in _standing(case) if each.number == int(answers["number"]))
    changes = {name: _value(kind, answers.get(name)) for name, kind in _correctable(entry.event) if name in answers}
    keep(f"更正第{entry.number}步的原因", answers["reason"])
    return (Corrected(number=entry.number, effective_on=answers["effective_on"], event=replace(entry.event, **changes)),)


def _value(kind: Any, given: Any) -> Any:
    return kind(given) if isinstance(kind, type) and issubclass(kind, StrEnum) else given


def _corrected(case: Case, answers: Answers, events: tuple[Event, ...]) -> None:
    """The row of a letter follows the step that issued or served it."""
    made = events[0]
    assert isinstance(made, Corrected)
    old = next(each for each in _standing(case) if each.number == made.number)
    letters = Letter.objects.filter(stream=case.application.pk)
    if isinstance(made.event, a.Served):
        number = _number(case, made.event.step)
        letters.filter(step=made.event.step, number=number).update(served_on=made.effective_on, way=made.event.way.value)
    elif getattr(old.event, "letter", ""):
        same = letters.filter(step=made.number, number=old.event.letter)  # type: ignore[attr-defined]  # an event with a letter
        same.update(number=made.event.letter, issued_on=made.effective_on)  # type: ignore[attr-defined]


def _void(case: Case, answers: Answers, keep: Keep, sending: Sending | None) -> tuple[Event, ...]:
    return (Voided(number=int(answers["number"]), reason=keep("作废的原因", answers["reason"])),)


def _voided(case: Case, answers: Answers, events: tuple[Event, ...]) -> None:
    """A letter whose step never happened is void; one that was not served after all waits for its service again."""
    gone = int(answers["number"])
    entry = next(each for each in case.state.log if each.number == gone)
    letters = Letter.objects.filter(stream=case.application.pk)
    if isinstance(entry.event, a.Served):
        letters.filter(step=entry.event.step).update(state=Letter.State.ISSUED, served_on=None, proof=None)
    else:
        letters.filter(step=gone).update(state=Letter.State.DROPPED)


class Serve(ActForm):
    """Which letter reached its reader, when, how, and what proves it."""

    step = choice("哪一份文书")
    way = choice("送达方式", [(each.value, each.label) for each in Way], "邮寄应当通过邮政企业；用其他快递的会记为不合规定")
    text = line("送达凭证", "例如 送达回证由本人签收；邮件号码 EX000000000CN 签收", required=False)
    file = paper("送达凭证的扫描件")

    def prepare(self) -> None:
        """Letters that were issued and have not arrived."""
        state = self.case.state
        self.offer(
            "step",
            [(str(each.step), f"{each.number}　{written(each.day)}发出") for each in state.letters if not state.served_on(each.step)],
        )

    def clean(self) -> dict[str, Any]:
        """A proof in words or as a scan."""
        answers = super().clean() or {}
        if not answers.get("text") and not answers.get("file"):
            self.add_error("text", "请写送达凭证，或者上传扫描件")
        return answers


def _serve(case: Case, answers: Answers, keep: Keep, sending: Sending | None) -> tuple[Event, ...]:
    words = keep("送达凭证", answers.get("text") or "")
    proof = str(answers.get("file") or "") or words
    return (a.Served(step=int(answers["step"]), way=Way.of(answers["way"]), proof=proof),)


def _served(case: Case, answers: Answers, events: tuple[Event, ...]) -> None:
    event = events[0]
    assert isinstance(event, a.Served)
    Letter.objects.filter(stream=case.application.pk, step=event.step, number=_number(case, event.step)).update(
        state=Letter.State.SERVED, served_on=case.on, way=event.way.value, proof=answers.get("file") or None
    )


def _number(case: Case, step: int) -> str:
    return next((each.number for each in case.state.letters if each.step == step), "")


def _something_stands(case: Case) -> Iterator[Reason]:
    if not effective(case.state.log):
        yield Reason("还没有可以更正的记录", ("条例:45",))


ACTS = (
    Act(
        "serve",
        "登记送达",
        "收件人收到的日子：第三方的 15 个工作日、缴费的期限从这一天起算",
        SERVICE,
        a.Served,
        Serve,
        _serve,
        day="收件人收到的日期",
        after=_served,
    ),
    Act(
        "correct_record",
        "更正记录",
        "日期、文号等记错了；两条记录都留着",
        GROUP,
        None,
        Correct,
        _correct,
        possible=_something_stands,
        after=_corrected,
    ),
    Act(
        "void_record",
        "作废记录",
        "登记了没有发生过的事；两条记录都留着",
        GROUP,
        None,
        Void,
        _void,
        possible=_something_stands,
        after=_voided,
    ),
)
