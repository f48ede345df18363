"""Facts in, letter out: checks the facts, works out clause, period, fee and remedy, and fills the template."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from gongkai.law import grounds
from gongkai.law.calendar import Calendar
from gongkai.law.citation import chinese_number, printed
from gongkai.law.instruments import INSTRUMENTS
from gongkai.law.parameters import NoValueInForce, parameter
from gongkai.law.remedy_settings import DEFAULTS
from gongkai.lib.errors import UnusableInput
from gongkai.notices import base, charges, number, objections, words
from gongkai.notices.days import remarks
from gongkai.notices.facts import checked
from gongkai.notices.kinds import KINDS, kind_of
from gongkai.notices.kinds.decisions import DECISION, ITEM_CONTENT, NOT_INFORMATION, WITHHOLDING, law_facts
from gongkai.notices.letter import BREAK, Letter, Signature, chinese_day, take_apart
from gongkai.notices.steps import told

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gongkai.law.remedy_settings import Settings
    from gongkai.notices.base import Fact, NoticeKind

# 条例 Art. 31: which item makes a day the day of receipt; an oral application is filled in for the applicant (Art. 29(2)).
_RECEIPT = {"当面": "条例:31(1)", "邮寄": "条例:31(2)", "网络": "条例:31(3)", "传真": "条例:31(3)", "口头": "条例:29.2"}
_PAST = ("received_on", "requested_on", "consulted_on", "approved_on", "reasons_received_on", "withdrawn_on", "posted_on")
_GONE = ("correction_deadline", "payment_deadline")
_TO_COME = ("due_on", "reply_by")
LAYOUT = base.Fact("layout", "版式", base.CHOICE, required=False, choices=(*base.LAYOUTS, *base.LAYOUTS.values()))


def needed(kind: NoticeKind) -> tuple[Fact, ...]:
    """All facts that a letter of this kind takes, its own first."""
    own = kind.facts
    if kind.variants:
        others = [fact for _, code in kind.variants for fact in KINDS[code].facts]
        own = tuple(dict.fromkeys((*own, *others)))
    return (*own, *(objections.FACTS if kind.remedy else ()), LAYOUT)


def fill(code: str, given: Mapping[str, object], *, settings: Settings = DEFAULTS, calendar: Calendar | None = None) -> Letter:
    """The letter of the kind ``code`` (``P03``, ``D12``, ``reply``) from its facts, by key or Chinese label.

    ``settings`` are the office's own remedy clauses; ``calendar`` its own working days (the national ones by default). Raises :class:`UnusableInput` with one Chinese sentence for a
    kind, a fact or a date that cannot be.
    """
    kind = kind_of(code)
    if kind.variants:
        kind, given = _variant(kind, given)
    facts = checked(needed(kind), given)
    _check_when(kind, facts)
    _check_days(kind, facts)
    if "number" in facts:
        _check_number(facts)
    _check_hidden(kind, facts)
    context, notes = _context(kind, facts, settings)
    organ = " ".join(facts["organ"].split())
    notes = (*notes, *remarks(kind, facts, calendar or Calendar.standard()))
    signature = Signature(organ, chinese_day(facts["date"])) if kind.addressed else None
    lines = take_apart(_environment().get_template(f"{kind.template}.txt.j2").render(context), signature)
    layout = next((key for key, label in base.LAYOUTS.items() if facts["layout"] in (key, label)), kind.layout)
    title = lines.title or context["title"]
    return Letter(kind.code, title, organ, facts.get("number", ""), lines.addressee, facts["date"], layout, lines.blocks, notes)


def _variant(kind: NoticeKind, given: Mapping[str, object]) -> tuple[NoticeKind, dict[str, object]]:
    """P13 is D21 or D22 by its ground; the ground itself is then no fact of the letter."""
    names = {name for fact in kind.facts for name in (fact.key, fact.label)}
    choice = checked(kind.facts, {name: value for name, value in given.items() if name in names})["ground"]
    chosen = KINDS[dict(kind.variants)[choice]]
    return chosen._replace(code=kind.code), {name: value for name, value in given.items() if name not in names}


def _check_when(kind: NoticeKind, facts: Mapping[str, Any]) -> None:
    for key, values, others in kind.when:
        missing = [fact for fact in kind.facts if fact.key in others and facts[fact.key] is None]
        if facts[key] in values and missing:
            named = "、".join(f"“{fact.label}”（{fact.key}）" for fact in missing)
            raise UnusableInput(f"缺少{named}", f"{facts[key]}的要写明")


def _check_days(kind: NoticeKind, facts: Mapping[str, Any]) -> None:
    written: date = facts["date"]
    label = {fact.key: fact.label for fact in kind.facts}
    start = date.fromisoformat(INSTRUMENTS["条例"].since)
    if written < start:
        raise UnusableInput(f"成文日期 {written} 早于{printed('条例')}施行的 {start}", "这套文书不能用于更早的日期")
    received = facts.get("received_on") or date.min
    for key in (key for key in _PAST + _GONE if facts.get(key)):
        if facts[key] > written:
            raise UnusableInput(f"“{label[key]}” {facts[key]} 晚于成文日期 {written}", "请核对日期")
        if facts[key] < received:
            raise UnusableInput(f"“{label[key]}” {facts[key]} 早于“{label['received_on']}” {received}", "请核对日期")
        if key in _GONE and facts[key] == written:
            raise UnusableInput(f"到成文日期 {written} “{label[key]}”还没有过", "请在期限届满以后再写")
    for key in _TO_COME:
        if facts.get(key) and facts[key] < written and kind.addressed:
            raise UnusableInput(f"“{label[key]}” {facts[key]} 早于成文日期 {written}", "请核对日期")
    if kind.code == "P05":
        limit = parameter(kind.period).at(facts["received_on"])
        if facts["extension_days"] > limit.value:  # 条例 Art. 33(2)
            raise UnusableInput(f"不能延长 {facts['extension_days']} 个工作日", f"{printed(limit.cite)}规定最长{limit.words}")


def _check_number(facts: Mapping[str, Any]) -> None:
    given = number.parse(facts["number"])
    if given.year != facts["date"].year:
        raise UnusableInput(f"文号{given.printed}的年份和成文日期 {facts['date']} 不一致", "请核对文号或者日期")


def _check_hidden(kind: NoticeKind, facts: Mapping[str, Any]) -> None:
    """A letter to others is searched for the applicant whom it must not name (条例 Art. 32)."""
    hidden = facts.get("applicant")
    if not hidden or kind.about_applicant:
        return
    shown = [key for key, value in facts.items() if key not in ("applicant", "organ") and isinstance(value, str) and hidden in value]
    if shown:
        raise UnusableInput(f"这份文书写到了申请人“{hidden}”", "征求意见不能透露谁提出的申请，请改写")


def _context(kind: NoticeKind, facts: dict[str, Any], settings: Settings) -> tuple[dict[str, Any], tuple[str, ...]]:
    context: dict[str, Any] = {key: _safe(value) for key, value in facts.items()}
    context |= {"title": kind.name, "law": printed, "laws": words.laws}
    if kind.period:
        context["period"] = _period(kind, facts["date"])
    if facts.get("received_by"):
        context["receipt_article"] = _RECEIPT[facts["received_by"]]
    if "steps" in facts:
        context["told"] = told(facts["steps"], facts["pronoun"], facts["received_on"], facts["date"])
    if "fee_method" in facts:
        context |= charges.context(facts)
    codes: tuple[str, ...] = (kind.decision or kind.code,)
    if kind.template == "reply":
        items = _items(kind, facts)
        codes = tuple(item["decision"] for item in items)
        context |= {"items": [_safe(item) for item in items], "title": _reply_title(kind, codes), "verb": "答复"}
        if not context["title"].endswith("答复书"):
            context["verb"] = "告知"
    notes: tuple[str, ...] = ()
    if kind.remedy:
        _check_in_force(codes, facts["date"])
        context["remedy"], notes = objections.clause(codes, facts, letter=context["title"][-3:], settings=settings)
    return context, notes


def _period(kind: NoticeKind, day: date) -> str:
    try:
        return parameter(kind.period).at(day).words
    except NoValueInForce as error:
        raise UnusableInput(str(error), "请核对成文日期") from None


def _items(kind: NoticeKind, facts: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The items of an answer: those given, or the one of a letter about a single decision."""
    if kind.decision:
        own = {fact.key: facts[fact.key] for fact in law_facts(kind.decision)}
        return [_item(own | {"decision": kind.decision, "item_content": ""})]
    return [_checked_item(entry, place) for place, entry in enumerate(facts["items"], 1)]


def _checked_item(entry: Mapping[str, object], place: int) -> dict[str, Any]:
    where = f"第{place}项答复："
    code = entry.get(DECISION.key, entry.get(DECISION.label))
    if not isinstance(code, str) or not code.strip():
        raise UnusableInput(f"缺少“{DECISION.label}”（{DECISION.key}）", DECISION.hint, where)
    try:
        kind = grounds.by_code(code.strip())
    except grounds.UnknownKind:
        raise UnusableInput(f"没有答复种类“{code}”", DECISION.hint, where) from None
    if kind.code in ("D21", "D22"):
        raise UnusableInput(f"{kind.code} 是对整件申请的处理，不能作为一项答复", "请改用 P13", where)
    return _item(checked((DECISION, ITEM_CONTENT, *law_facts(kind.code)), entry, where) | {"decision": kind.code})


def _item(item: dict[str, Any]) -> dict[str, Any]:
    parts = [part | {"article": _ground(part["ground"])} for part in item.get("withheld_parts", ())]
    return item | {"withheld_parts": parts, "template": f"decisions/{item['decision'].lower()}.txt.j2"}


def _ground(chosen: str) -> str:
    """The article under which a part is withheld; "" for what is no 政府信息 (条例 Art. 37)."""
    if chosen == NOT_INFORMATION:
        return ""
    kind = WITHHOLDING.get(chosen) or grounds.by_code(chosen)
    return kind.articles[0]


def _reply_title(kind: NoticeKind, codes: Sequence[str]) -> str:
    """Several answers that all have one title keep it; a mixture is an answer (答复书)."""
    titles = {KINDS[code].name for code in codes}
    return titles.pop() if len(titles) == 1 else kind.name


def _check_in_force(codes: Sequence[str], day: date) -> None:
    for code in codes:
        if not code.startswith("D"):
            continue
        kind = grounds.by_code(code)
        if day < kind.since or (kind.until is not None and day >= kind.until):
            raise UnusableInput(f"{day} 不能作出“{kind.label}”", f"{printed(kind.rests_on)}自 {kind.since} 起施行")


def _safe(value: Any) -> Any:
    """Facts may hold line feeds and bars; in a template's text they would begin a block or a cell."""
    if isinstance(value, str):
        return value.replace("\n", BREAK).replace("|", "｜")
    if isinstance(value, dict):
        return {key: _safe(entry) for key, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return [_safe(entry) for entry in value]
    return value


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("gongkai.notices"), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True, autoescape=False,  # noqa: S701 - text; every writer escapes for its own format
    )  # fmt: skip
    made.filters |= {
        "day": chinese_day,
        "stop": words.stop,
        "bare": words.bare,
        "quoted": words.quoted,
        "way": words.way,
        "numeral": chinese_number,
    }
    return made
