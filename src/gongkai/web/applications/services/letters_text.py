"""What a letter says: its facts from the case, its words by ``notices``, its 文号 when it is signed."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from gongkai.lib.errors import UnusableInput
from gongkai.notices import number
from gongkai.notices.fill import fill
from gongkai.notices.kinds import KINDS
from gongkai.notices.kinds.decisions import law_facts
from gongkai.notices.letter import Enclosures, Heading, Paragraph, Slip, Table
from gongkai.web.applications.acts import ACTS, case_of
from gongkai.web.applications.acts.facts import common, fitting
from gongkai.web.applications.models import Application
from gongkai.web.applications.services.acting import state_of
from gongkai.web.applications.services.steps import form_answers
from gongkai.web.organs.selectors import calendar_of
from gongkai.web.organs.services import next_number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gongkai.notices.letter import Block
    from gongkai.notices.letter import Letter as Text
    from gongkai.web.applications.acts import Act, Case
    from gongkai.web.applications.models import Letter
    from gongkai.web.organs.models import Organ

_PREFACE = "preface"
_NONE = 999_999  # stands for the serial until there is one
# Facts that follow the day of the letter; the rest is what was approved.
_DATED = frozenset({"number", "date", "approved_on", "due_on", "reply_by", "consulted_on"})
_REFERENCES = frozenset({"correction_notice", "fee_notice"})


def application_of(letter: Letter) -> Application:
    """The application of a letter, with its organ. Raises ``Application.DoesNotExist`` for letters of 更正 and reviews."""
    return Application.objects.select_related("organ", "handler").get(pk=letter.stream)


def case_of_letter(letter: Letter, on: date) -> Case:
    """The case of a letter on a day."""
    application = application_of(letter)
    return case_of(application, state_of(application), on)


def stated(act: Act, case: Case, answers: Mapping[str, Any], printed_number: str) -> tuple[str, dict[str, object]]:
    """Kind and facts of the letter of an act, from its checked answers."""
    plan = act.letter
    assert plan
    code = plan.code(case, answers)
    facts = fitting(code, common(case) | plan.facts(case, answers) | {"number": printed_number})
    preface = plan.preface(case) if plan.preface else ""
    return code, facts | ({_PREFACE: preface} if preface else {})


def unnumbered(organ: Organ, code: str, year: int) -> str:
    """What stands for the 文号 while there is none. Raises :class:`UnusableInput` for an organ without 代字."""
    if not organ.word:
        raise UnusableInput("没有设置机关代字，不能编文号", "请系统管理员在机关信息里填写", organ.name)
    return number.Number(f"{organ.word}{KINDS[code].word}", year, _NONE).printed


def write(letter: Letter, case: Case, answers: Mapping[str, Any]) -> None:
    """Put kind, answers and facts on the row, and see whether a letter comes of them. Saving is the caller's."""
    act = ACTS[letter.act]
    assert act.letter
    letter.code = act.letter.code(case, answers)
    letter.code, facts = stated(act, case, answers, letter.number or unnumbered(case.organ, letter.code, case.on.year))
    letter.answers = dumped(answers)
    letter.facts = dumped(facts)
    rendered(letter)


def sign(letter: Letter, case: Case) -> None:
    """Give the letter its 文号 and its date, which is the day of ``case``. What was approved stays as it was approved.

    Raises :class:`UnusableInput` when the case went on since the letter was drafted.
    """
    act = ACTS[letter.act]
    answers = form_answers(act, case, held(letter.answers))
    letter.number = next_number(organ=case.organ, word=KINDS[letter.code].word, year=case.on.year)
    letter.dated = case.on
    _, facts = stated(act, case, answers, letter.number)
    before = held(letter.facts)
    now = json.loads(dumped(facts))
    if differs(letter.code, before, now):
        raise UnusableInput("起草以后案件又有了变化，文书写的已经不是现在的情况", "请退回起草人重新生成以后再签", letter.code)
    letter.facts = dumped(before | {key: value for key, value in now.items() if key in _DATED})
    rendered(letter)


def still_true(letter: Letter, case: Case) -> bool:
    """Whether a signed letter still says what the case is."""
    act = ACTS[letter.act]
    _, facts = stated(act, case, form_answers(act, case, held(letter.answers)), letter.number)
    return not differs(letter.code, held(letter.facts), json.loads(dumped(facts)))


def differs(code: str, before: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    """Whether decisions, their facts or the steps told are others."""
    own = {fact.key for fact in law_facts(code)} if code.startswith("D") else set()
    keys = ({"items", "steps"} | own) - _REFERENCES - _DATED
    return any(before.get(key) != now.get(key) for key in keys)


def rendered(letter: Letter) -> Text:
    """The letter as it is served: every writer of ``notices`` sets it. Raises :class:`UnusableInput` for a fact that is missing."""
    facts = held(letter.facts)
    preface = facts.pop(_PREFACE, "")
    text = fill(letter.code, facts, calendar=calendar_of(letter.organ))
    if preface:
        text = text._replace(blocks=(Paragraph(str(preface)), *text.blocks))
    return text if letter.number else _open_number(text)


def _open_number(text: Text) -> Text:
    """The place of the 文号 left open, wherever it is named."""
    mark, space = f"〕{_NONE}号", "〕　　号"
    return text._replace(
        number=text.number.replace(mark, space), blocks=tuple(_replaced(block, mark, space) for block in text.blocks)
    )  # fmt: skip


def _replaced(block: Block, mark: str, space: str) -> Block:
    if isinstance(block, (Heading, Paragraph)):
        return block._replace(text=block.text.replace(mark, space))
    if isinstance(block, Table):
        return block._replace(rows=tuple(tuple(cell.replace(mark, space) for cell in row) for row in block.rows))
    if isinstance(block, Enclosures):
        return block._replace(names=tuple(name.replace(mark, space) for name in block.names))
    if isinstance(block, Slip):
        return block._replace(title=block.title.replace(mark, space))
    return block


def decisions(letter: Letter) -> tuple[str, ...]:
    """The kinds of decision that the letter holds."""
    if letter.code == "reply":
        return tuple(str(item["decision"]) for item in held(letter.facts).get("items", ()))
    return (letter.code,) if letter.code.startswith("D") else ()


def held(sealed: Any) -> dict[str, Any]:
    """A sealed JSON object."""
    found: dict[str, Any] = json.loads((sealed if isinstance(sealed, str) else sealed.reveal()) or "{}")
    return found


def dumped(values: Mapping[str, Any]) -> str:
    """As JSON; days as 2026-03-06."""
    return json.dumps(values, ensure_ascii=False, default=lambda value: value.isoformat() if isinstance(value, date) else str(value))
