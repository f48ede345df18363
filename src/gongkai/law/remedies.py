"""How the reader of a letter can object: who reviews, which court, until when, and the words that say so.

``remedy(kind, organ, served_on=…)`` gives the clause of the letter with all that went into it. What the
law leaves open is a default that :mod:`gongkai.law.remedy_settings` can change; each default taken stands in ``notes``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from gongkai.law.citation import printed
from gongkai.law.grounds import KINDS, NO_CLAUSE, DecisionKind
from gongkai.law.parameters import Dated, NoValueInForce, parameter
from gongkai.law.remedy_settings import DEFAULTS, FILE, ONLINE, Clause, Settings, clauses, data, default_clauses
from gongkai.lib.errors import UnusableInput

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

NO_REPLY = "no_reply"  # not a letter: what a page says when the period ran out without an answer
PERIODS = "remedies.toml"
ORGAN_KINDS = ("town", "street", "department", "justice", "government", "branch", "authorised", "vertical")
_SUPERIOR, _BOTH = "superior", "both"
_COURTS = {"basic": "人民法院", "intermediate": "中级人民法院"}  # 诉讼法 Art. 14, 15(1)


class OrganFacts(NamedTuple):
    """What the clause needs of the organ that decided.

    ``kind`` is one of ``ORGAN_KINDS``; ``reviewer`` the full name of the government that reviews it; ``superior`` the next
    higher organ of its own line; ``court`` the court of first instance ("" derives the default from ``reviewer``);
    ``online_channel`` the address where a review can be applied for online.
    """

    name: str
    kind: str
    reviewer: str = ""
    superior: str = ""
    court: str = ""
    online_channel: str = ""


class Remedy(NamedTuple):
    """The clause and its parts. ``review_days`` are calendar days, ``months`` those for a direct suit; ``court`` and ``months``
    are empty when no court is open before the review. ``clause`` is "" where a letter carries none. ``cites`` are citation keys.
    """

    clause: str
    review_body: str = ""
    review_days: int | None = None
    court: str = ""
    months: int | None = None
    review_first: bool = False
    after_review_days: int | None = None
    cites: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class _Named(NamedTuple):
    """A name found, and what was assumed in finding it."""

    name: str
    cite: str
    notes: tuple[str, ...] = ()


def remedy(
    kind: DecisionKind | str, organ: OrganFacts, *, served_on: date, served_online: bool = False, settings: Settings = DEFAULTS, letter: str = ""
) -> Remedy:  # fmt: skip
    """The remedy of a decision or of another letter (``"P13"``, ``"no_reply"``) served on a day.

    ``letter`` is what it calls itself, 答复书 or 告知书 by default. Raises :class:`UnusableInput` when a name is missing
    that the clause must state, and :class:`NoValueInForce` for a day before the law that the data know.
    """
    code = kind.code if isinstance(kind, DecisionKind) else kind
    key = settings.clause.get(code) or _default_key(code)
    if key == NO_CLAUSE:
        return Remedy("")
    clause = _in_force(key, served_on)
    body, review = review_body(organ, served_on), period("review_period", served_on)
    suit, after = period("suit_period", served_on), period("suit_after_review", served_on)
    court = _court(organ, settings) if clause.direct_suit else _Named("", "")
    text = _words(key, clause, settings).format(
        letter=letter or _letter(code), body=body.name, review=review.words, court=court.name, suit=suit.words, after_review=after.words
    )
    online, online_cites = _online(organ, served_on) if served_online else ("", ())
    cites = (
        *clause.cites, *_also(code, served_on), body.cite, review.cite, *((suit.cite, court.cite) if clause.direct_suit else ()),
        *((after.cite,) if clause.review_first else ()), *online_cites,
    )  # fmt: skip
    return Remedy(
        text + online, body.name, review.value, court.name, suit.value if clause.direct_suit else None, clause.review_first,
        after.value if clause.review_first else None, tuple(dict.fromkeys(cites)), _notes(code, key, clause, settings, (body, court)),
    )  # fmt: skip


def review_body(organ: OrganFacts, day: date) -> _Named:
    """Who reviews a decision of ``organ`` on ``day``, by full name, with the clause. Raises as :func:`remedy`."""
    if organ.kind not in ORGAN_KINDS:
        raise UnusableInput(f"没有“{organ.kind}”这种机关类型", f"可以是：{'、'.join(ORGAN_KINDS)}", organ.name)
    entry: dict[str, Any] = data()["organs"][organ.kind]
    held = [value for value in entry["values"] if value["from"] <= day]
    if not held:
        raise NoValueInForce(f"{entry['label']}在 {day} 由谁复议没有规定，需要时请补在 law/data/{FILE}")
    by, cite = held[-1]["by"], held[-1]["cite"]
    if by != _SUPERIOR and not organ.reviewer:
        raise UnusableInput("缺少行政复议机关的全称", f"请填写管辖行政复议案件的人民政府（{printed(cite)}）", organ.name)
    if by == _SUPERIOR and not organ.superior:
        raise UnusableInput("缺少上一级主管部门的全称", f"请填写，不服本机关的行政行为向它申请行政复议（{printed(cite)}）", organ.name)
    if by == _BOTH and organ.superior:
        return _Named(f"{organ.reviewer}或者{organ.superior}", cite)
    notes = ("没有填写上一级主管部门，只告知了向人民政府申请行政复议",) if by == _BOTH else ()
    return _Named(organ.superior if by == _SUPERIOR else organ.reviewer, cite, notes)


def period(name: str, day: date) -> Dated:
    """A clock of reviews and lawsuits by name, on ``day``: ``review_answer``, ``suit_answer``, ``appeal_judgment`` …

    Raises ``KeyError`` for an unknown name and :class:`NoValueInForce`.
    """
    return parameter(name, PERIODS).at(day)


def _default_key(code: str) -> str:
    try:
        return default_clauses()[code]
    except KeyError:
        raise UnusableInput(f"没有“{code}”这种答复或者文书", f"可以是：{'、'.join(default_clauses())}") from None


def _letter(code: str) -> str:
    """What a letter calls itself: a decision is an answer, unless another kind of letter carries it."""
    return "答复书" if any(code == decision.notice == decision.code for decision in KINDS) else "告知书"


def _in_force(key: str, day: date) -> Clause:
    versions = [version for version in clauses()[key] if version.since <= day]
    if not versions:
        raise NoValueInForce(f"{day} 还没有政府信息公开的救济条款，最早从 {clauses()[key][0].since} 起；需要时请补在 law/data/{FILE}")
    return versions[-1]


def _words(key: str, clause: Clause, settings: Settings) -> str:
    """The office's own words replace those of today's law, not those of a law that has gone."""
    return settings.text.get(key, clause.text) if clause == clauses()[key][-1] else clause.text


def _court(organ: OrganFacts, settings: Settings) -> _Named:
    """The court of first instance: as set for the organ, or the one of the reviewing government's area by level."""
    level = data()["organs"][organ.kind]["court"]
    cite = "诉讼法:15(1)" if level == "intermediate" else "诉讼法:14"
    stated = settings.court.get(organ.name) or organ.court
    if stated:
        return _Named(stated, cite)
    area = re.fullmatch(r"(.+)人民政府", organ.reviewer)
    if area is None:
        raise UnusableInput("缺少管辖法院的全称", f"请填写受理第一审行政案件的人民法院（{printed(cite)}）", organ.name)
    name = area[1] + _COURTS[level]
    return _Named(name, cite, (f"管辖法院按默认写为{name}，实行集中管辖或者跨区域管辖的请在设置中改",))


def _online(organ: OrganFacts, day: date) -> tuple[str, tuple[str, ...]]:
    """The sentence that names the online channel, owed since the day of its clause."""
    held = clauses()[ONLINE][0]
    if day < held.since:
        return "", ()
    if not organ.online_channel:
        raise UnusableInput("通过互联网送达，却缺少提交行政复议申请书的互联网渠道", f"请填写（{printed(held.cites[0])}）", organ.name)
    return held.text.format(channel=organ.online_channel), held.cites  # 复议法 Art. 22(2)


def _also(code: str, day: date) -> tuple[str, ...]:
    also = data()["also"]
    return (also["cite"],) if code in also["letters"] and also["from"] <= day else ()


def _notes(code: str, key: str, clause: Clause, settings: Settings, named: Sequence[_Named]) -> tuple[str, ...]:
    changed = [f"{code} 的救济条款按本机关的设置取 {key}"] if code in settings.clause else []
    own = [f"救济条款 {key} 用了本机关设置的文字"] if key in settings.text and clause == clauses()[key][-1] else []
    noted = [clause.note] if clause.note else []
    return (*changed, *own, *noted, *(note for entry in named for note in entry.notes))
