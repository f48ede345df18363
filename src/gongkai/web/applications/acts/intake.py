"""Acts about what is asked for: 补正, items, withdrawal, hand-over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from gongkai.law.deadlines import written
from gongkai.ledger.reasons import Reason
from gongkai.ledger.vocabulary import application as a
from gongkai.web.applications.acts import facts
from gongkai.web.applications.acts.base import Act, Answers, Keep, LetterPlan, Sending
from gongkai.web.applications.acts.forms import ActForm, Document, NoAnswers, brief, choice, line, number, paper, text
from gongkai.web.applications.models import Item
from gongkai.web.organs import settings
from gongkai.web.organs.models import Organ

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.ledger.vocabulary import Event
    from gongkai.web.applications.acts.case import Case

CORRECTION, ITEMS, END = "补正", "申请事项", "结束"


class RequestCorrection(ActForm):
    """What is unclear, all at once (条例 Art. 30)."""

    corrections = text("需要补正的事项", "一次写全，每行一项；只能告知一次")
    correction_way = line("补正方式", "申请人可以怎样交补正材料")
    correction_days = number("补正期限（工作日）", most=60)
    guidance = text("指导和释明", "怎样写本机关才能找到，例如文号、时间、地点", required=False)

    def prepare(self) -> None:
        """The period is the setting of the office; the way is the one the office is reached by."""
        days = settings.of(self.case.organ, "correction_days")
        until = self.case.calendar.add(self.case.on, days).day
        self.start("correction_days", days)
        self.start("correction_way", "书面寄送、当面提交，或者在网上查询页面提交")
        self.fields["correction_days"].help_text = f"自收到告知书之日起算；今天送达的，{days} 个工作日到{written(until)}为止"


def _until(case: Case, answers: Answers) -> Any:
    return case.calendar.add(case.on, int(answers["correction_days"])).day  # 条例 Art. 30: a reasonable period


def _request(case: Case, answers: Answers, keep: Keep, sending: Sending | None) -> tuple[Event, ...]:
    assert sending
    return (a.CorrectionRequested(letter=sending.number, until=_until(case, answers)),)


def _lines(value: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in value.splitlines() if each.strip())


def _request_facts(case: Case, answers: Answers) -> dict[str, object]:
    return {**answers, "corrections": _lines(answers["corrections"])}


def document(answers: Answers, keep: Keep, key: str) -> str:
    """The id of what came in: the scan, or else the words. Both are kept."""
    words = keep(key, answers.get("text") or "")
    return str(answers.get("file") or "") or words


def _received(case: Case, answers: Answers, keep: Keep, sending: Sending | None) -> tuple[Event, ...]:
    return (a.CorrectionReceived(document=document(answers, keep, "补正材料")),)


def _no_answers(event: type[Event]) -> Any:
    return lambda case, answers, keep, sending: (event(),)


def _too_early(case: Case) -> Iterator[Reason]:
    """The letter says: from its receipt. Served later than it was sent, the period ends later than the day in the ledger."""
    asked = case.state.correction
    served = case.state.served_on(asked.step) if asked else None
    letter = facts.letter_of_step(case, asked.step) if asked and served else None
    days = facts.answers_of(letter).get("correction_days") if letter else None
    if served and days:
        until = case.calendar.add(served, int(str(days))).day
        if case.on <= until:
            yield Reason(f"补正告知书{written(served)}送达，补正期限到{written(until)}才满", ("条例:30",))


class ItemText(ActForm):
    """One more thing asked for."""

    content = text("申请内容", "登记时少数了的一项，照申请表写")
    index_number = line("文号或者索引号", required=False, length=120)


def _add_item(case: Case, answers: Answers, keep: Keep, sending: Sending | None) -> tuple[Event, ...]:
    return (a.ItemAdded(item=len(case.state.items) + 1),)


def _item_added(case: Case, answers: Answers, events: tuple[Event, ...]) -> None:
    event = events[0]
    assert isinstance(event, a.ItemAdded)
    Item.objects.create(
        application=case.application, number=event.item, content=answers["content"], index_number=answers.get("index_number") or ""
    )


class SplitItem(ActForm):
    """An item that asks several things."""

    item = choice("拆分哪一项")
    parts = text("拆成哪几项", "每行一项，至少两行；原项由这些项代替，仍是一件申请")

    def prepare(self) -> None:
        """The undecided items."""
        undecided = {item.number for item in self.case.state.live_items if not item.decision}
        self.offer("item", [(str(item.number), brief(item)) for item in self.case.application.items.all() if item.number in undecided])


def _split(case: Case, answers: Answers, keep: Keep, sending: Sending | None) -> tuple[Event, ...]:
    first = len(case.state.items) + 1
    into = tuple(range(first, first + len(_lines(answers["parts"]))))
    return (a.ItemSplit(item=int(answers["item"]), into=into),)


def _item_split(case: Case, answers: Answers, events: tuple[Event, ...]) -> None:
    event = events[0]
    assert isinstance(event, a.ItemSplit)
    parts = zip(event.into, _lines(answers["parts"]), strict=True)
    Item.objects.bulk_create(Item(application=case.application, number=number, content=content) for number, content in parts)


def _withdrawn(case: Case, answers: Answers, keep: Keep, sending: Sending | None) -> tuple[Event, ...]:
    return (a.Withdrawn(document=document(answers, keep, "撤回申请")),)


class Confirm(ActForm):
    """The letter that confirms a withdrawal."""

    withdrawal_way = line("撤回方式", "例如 书面、当面说明并签字、网上提交")

    def prepare(self) -> None:
        """In writing, unless it was otherwise."""
        self.start("withdrawal_way", "书面")


def _confirm_facts(case: Case, answers: Answers) -> dict[str, object]:
    outcome = case.state.rounds[-1].outcome
    return {**answers, "withdrawn_on": outcome.day if outcome else None}


def no_event(case: Case, answers: Answers, keep: Keep, sending: Sending | None) -> tuple[Event, ...]:
    """A letter that is no step of the ledger."""
    return ()


def _is_withdrawn(case: Case) -> Iterator[Reason]:
    if case.state.phase != "withdrawn":
        yield Reason("申请人没有撤回申请", ("条例:45",))


class HandOver(ActForm):
    """To whom, when organs are reorganised."""

    to = choice("接收机关")
    text = text("移交清单", "列明移交的材料", required=False)
    file = paper("移交清单的扫描件")

    def prepare(self) -> None:
        """Those that exist, successors first."""
        heirs = set(self.case.organ.successors.values_list("pk", flat=True))
        others = Organ.objects.exclude(pk=self.case.organ.pk).filter(valid_to=None).exclude(level="department")
        named = sorted(others.values_list("pk", "name"), key=lambda each: each[0] not in heirs)
        self.offer("to", [(str(pk), name) for pk, name in named])

    def clean(self) -> dict[str, Any]:
        """A list of what is handed over."""
        answers = super().clean() or {}
        if not answers.get("text") and not answers.get("file"):
            raise forms.ValidationError("请写移交清单，或者上传扫描件")
        return answers


def _hand_over(case: Case, answers: Answers, keep: Keep, sending: Sending | None) -> tuple[Event, ...]:
    return (a.HandedOver(to=str(answers["to"]), document=document(answers, keep, "移交清单")),)


ACTS = (
    Act(
        "request_correction", "告知补正", "申请内容不明确，一次性告知申请人补正；收到申请后 7 个工作日内", CORRECTION, a.CorrectionRequested,
        RequestCorrection, _request, LetterPlan(lambda case, answers: "P03", _request_facts),
    ),
    Act(
        "receive_correction", "登记收到补正", "答复期限从收到补正之日起重新计算", CORRECTION, a.CorrectionReceived, Document, _received,
        day="收到补正的日期",
    ),
    Act(
        "lapse_correction", "认定逾期不补正", "补正期限届满，申请人没有补正，也没有正当理由", CORRECTION, a.CorrectionLapsed, NoAnswers,
        _no_answers(a.CorrectionLapsed), possible=_too_early,
    ),
    Act(
        "add_item", "增加一项", "登记时少数了一项", ITEMS, a.ItemAdded, ItemText, _add_item, after=_item_added,
    ),
    Act(
        "split_item", "拆分一项", "一项其实问了几件事，分开决定、一并答复", ITEMS, a.ItemSplit, SplitItem, _split, after=_item_split,
    ),
    Act(
        "withdraw", "登记撤回", "申请人书面或者当面撤回申请", END, a.Withdrawn, Document, _withdrawn, day="撤回日期",
    ),
    Act(
        "confirm_withdrawal", "发撤回确认书", "告知申请人已经确认撤回", END, None, Confirm, no_event,
        LetterPlan(lambda case, answers: "P14", _confirm_facts), possible=_is_withdrawn,
    ),
    Act(
        "hand_over", "移交", "只用于机构改革：移交接收职能的机关继续办理", END, a.HandedOver, HandOver, _hand_over, day="移交日期",
    ),
)  # fmt: skip
