"""Acts that decide: each item in the order of the seven steps, the row that counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from gongkai.law import tally
from gongkai.law.deadlines import written
from gongkai.law.grounds import by_code
from gongkai.ledger.reasons import Reason
from gongkai.ledger.vocabulary import application as a
from gongkai.ledger.vocabulary.codes import Party
from gongkai.notices import base
from gongkai.notices.kinds.decisions import NOT_INFORMATION, WITHHOLDING, law_facts
from gongkai.web.applications.acts import facts
from gongkai.web.applications.acts.base import Act, Answers, Keep, Sending
from gongkai.web.applications.acts.forms import ActForm, brief, choice, line, text
from gongkai.web.applications.models import Text

if TYPE_CHECKING:
    import uuid
    from collections.abc import Iterator, Mapping, Sequence

    from django import forms

    from gongkai.ledger.states.parts import Item as ItemState
    from gongkai.ledger.vocabulary import Event
    from gongkai.notices.base import Fact
    from gongkai.web.applications.acts.case import Case

GROUP = "决定"
PIECES = 6  # rows for what is withheld
_BAR = "｜"


class Stage(NamedTuple):
    """One of the seven questions, with the kinds of decision that end there."""

    title: str
    question: str
    codes: tuple[str, ...]


# The order in which practitioners decide (七步法); the answers of each step end the questions.
STAGES = (
    Stage("一、补不补", "申请内容明确吗？不明确的先告知补正；补正后仍不明确的：", ("D15",)),
    Stage("二、是不是", "是申请政府信息吗？不是的：", ("D16", "D18", "D20")),
    Stage("三、谁负责", "由本机关负责公开吗？不是的：", ("D13",)),
    Stage("四、有没有", "经过检索，有现成的信息吗？没有的：", ("D12", "D14")),
    Stage("五、给不给", "已经答复过、有不予公开的情形、另有查询办法，或者没有正当理由大量反复申请吗？", ("D17", "D19", "D04", "D05", "D06", "D07", "D08", "D09", "D10", "D11")),
    Stage("六、怎么给", "能公开的，怎样提供？一部分不能公开的，区分处理：", ("D01", "D02", "D03")),
    Stage("七、怎么答", "以上都不是，有别的事由使申请不需要再答复：", ("D23",)),
)  # fmt: skip
CODES = tuple(code for stage in STAGES for code in stage.codes)


class Choose(ActForm):
    """The first step: which item, which kind."""

    item = choice("哪一项")
    decision = choice("答复种类", radio=True)

    def prepare(self) -> None:
        """Items not split; kinds in force, in the order of the questions."""
        live = {item.number: item for item in self.case.state.live_items}
        items = [item for item in self.case.application.items.all() if item.number in live]
        items.sort(key=lambda item: bool(live[item.number].decision))
        self.offer(
            "item", [(str(item.number), brief(item) + ("（已决定，可以改）" if live[item.number].decision else "")) for item in items]
        )
        self.start("item", str(items[0].number) if items else None)
        self.offer(
            "decision",
            [
                (stage.title, [(code, by_code(code).label) for code in stage.codes if by_code(code).since <= self.case.on])
                for stage in STAGES
            ],
        )


class Decide(Choose):
    """Both, and what the letter must state about a decision of that kind."""

    def prepare(self) -> None:
        """The facts of the kind that is chosen."""
        super().prepare()
        code = str(self.data.get("decision") or self.initial.get("decision") or "")
        if code not in CODES:
            return
        for fact in law_facts(code):
            if fact.type == base.PIECES:
                self._pieces()
            else:
                self.fields[fact.key] = _field(fact, _default(self.case, fact.key))

    def _pieces(self) -> None:
        grounds = [("", "请选择"), *((kind.code, label) for label, kind in WITHHOLDING.items()), (NOT_INFORMATION, NOT_INFORMATION)]
        for place in range(1, PIECES + 1):
            first = place == 1
            self.fields[f"part_{place}"] = line(f"不予公开的部分（{place}）", "" if not first else "没有的行空着", required=first)
            self.fields[f"ground_{place}"] = choice(f"依据（{place}）", grounds, required=first)
            self.fields[f"reason_{place}"] = text(f"理由（{place}）", required=first, rows=2)

    def clean(self) -> dict[str, Any]:
        """A piece is whole or empty."""
        answers = super().clean() or {}
        for place in range(2, PIECES + 1):
            names = [f"part_{place}", f"ground_{place}", f"reason_{place}"]
            if any(answers.get(name) for name in names):
                for name in names:
                    if not answers.get(name) and name not in self.errors:
                        self.add_error(name, "这一行没有写全")
        return answers

    @property
    def facts_fields(self) -> list[str]:
        """The names of the fields of the second step."""
        return [name for name in self.fields if name not in ("item", "decision")]


def _field(fact: Fact, initial: str) -> forms.Field:
    hint = fact.hint or {base.LINES: "每行一项"}.get(fact.type, "")
    if fact.choices:
        return choice(fact.label, [("", "请选择"), *((each, each) for each in fact.shown_choices)], hint, required=fact.required)
    field = text(fact.label, hint, required=fact.required)
    field.initial = initial
    return field


def _default(case: Case, key: str) -> str:
    """What the case already knows."""
    if key == "consultation":
        return _consultation(case)
    if key == "correction_notice":
        return facts.notice_words(case, case.state.correction.step if case.state.correction else None)
    if key == "provided_form":
        return "，".join(part for part in (case.application.wanted_form, case.application.wanted_way) if part)
    return ""


def _consultation(case: Case) -> str:
    asked = [each for each in case.state.consultations if each.party is Party.THIRD_PARTY]
    said = [
        f"{written(each.sent_on)}书面征求第三方意见，"
        + (f"第三方{each.stance.label}" if each.stance else "第三方逾期没有提出意见" if each.lapsed_on else "第三方尚未答复")
        for each in asked
    ]
    return "；".join(said)


def _decided(case: Case, answers: Answers, keep: Keep, sending: Sending | None) -> tuple[Event, ...]:
    code = answers["decision"]
    held = []
    for fact in law_facts(code):
        words = _pieces_text(answers) if fact.type == base.PIECES else str(answers.get(fact.key) or "")
        if words.strip():
            held.append((fact.key, keep(fact.key, words)))
    return (a.ItemDecided(item=int(answers["item"]), decision=code, facts=tuple(held)),)


def _pieces_text(answers: Answers) -> str:
    """What is withheld, one piece a line: part, ground, reason."""
    rows = []
    for place in range(1, PIECES + 1):
        part = str(answers.get(f"part_{place}") or "").strip()
        if part:
            ground, reason = str(answers[f"ground_{place}"]), " ".join(str(answers[f"reason_{place}"]).split())
            label = by_code(ground).label if ground in CODES else ground
            rows.append(_BAR.join(each.replace(_BAR, "，") for each in (part, label, reason)))
    return "\n".join(rows)


def item_facts(case: Case) -> list[dict[str, object]]:
    """What the answer states of every item, in order: the texts that the decisions name."""
    live: Sequence[ItemState] = case.state.live_items
    texts = _texts(case.application.pk, [key for item in live for _, key in item.facts])
    contents = {item.number: item.content for item in case.application.items.all()}
    return [
        {"decision": item.decision, "item_content": contents.get(item.number, f"第{item.number}项"), **_told(item, texts)} for item in live
    ]


def _told(item: ItemState, texts: Mapping[str, str]) -> dict[str, object]:
    kinds = {fact.key: fact.type for fact in law_facts(item.decision)}
    return {key: _value(kinds.get(key, base.TEXT), texts.get(where, "")) for key, where in item.facts}


def _value(kind: str, words: str) -> object:
    if kind == base.LINES:
        return tuple(words.splitlines())
    if kind == base.PIECES:
        return [dict(zip(("part", "ground", "reason"), row.split(_BAR), strict=True)) for row in words.splitlines()]
    return words


def _texts(stream: uuid.UUID, ids: Sequence[str]) -> dict[str, str]:
    return {str(pk): words for pk, words in Text.objects.filter(stream=stream, pk__in=ids).values_list("pk", "text")}


class MainRow(ActForm):
    """Which item counts in table three."""

    item = choice("按哪一项计入年度报告", radio=True)
    reason = text("理由", "为什么这一项是主要事项")

    def prepare(self) -> None:
        """The decided items, each with its row."""
        rows = {item.number: by_code(item.decision).label for item in self.case.state.live_items if item.decision}
        self.offer(
            "item",
            [
                (str(item.number), f"{brief(item)}：{rows[item.number]}")
                for item in self.case.application.items.all()
                if item.number in rows
            ],
        )


def _main_row(case: Case, answers: Answers, keep: Keep, sending: Sending | None) -> tuple[Event, ...]:
    return (a.MainRowChosen(item=int(answers["item"]), reason=keep("指定主要事项的理由", answers["reason"])),)


def _rows_differ(case: Case) -> Iterator[Reason]:
    """Only when nothing was given and the rows differ, with or without an earlier choice (practice 1)."""
    items = [each._replace(main=False, reason="") for each in case.state.tally_items]
    if not items or not isinstance(tally.row_of_application(items), tally.NeedsChoice):
        yield Reason("各项的决定不需要指定主要事项", ("格式2021#三",))


ACTS = (
    Act(
        "decide_item", "作出决定", "按七步法逐项决定；答复以前可以改", GROUP, a.ItemDecided, Decide, _decided,
    ),
    Act(
        "choose_main_row", "指定主要事项", "各项都没有提供、又分属几行时，指定按哪一项计入年度报告", GROUP, a.MainRowChosen, MainRow, _main_row,
        possible=_rows_differ,
    ),
)  # fmt: skip
