"""Typed numbers that may be fields: an imported draft with figures becomes a template, one decision at a time.

A number is proposed where it equals a known fact, has its unit behind it and one of its words beside it in the same clause.
Nothing is bound by itself: two facts may have one value, and a number may mean something else.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from gongkai.lib.text import alike
from gongkai.report.narrative.template import fields, show

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from gongkai.report.narrative.facts import Fact

_NUMBER = re.compile(r"(?<![\d.〔])\d+(?:\.\d+)?(?![\d.〕])")
_STOPS = "，。；：、！？\n（）"
# Units that offices use for one another: 46条 and 46件 of published items.
_SAME_UNIT = ({"条", "件", "篇", "份", "则", "项"}, {"次", "场", "期"}, {"个", "处"}, {"人次", "人"})


class Proposal(NamedTuple):
    """A typed number (``start:end`` of the template) and the fields that it may be, the likeliest first."""

    start: int
    end: int
    shown: str
    choices: tuple[str, ...]


def bind(text: str, values: Mapping[str, Fact]) -> list[Proposal]:
    """Typed numbers of a template that equal known facts named next to them. Finished prose comes through ``escaped`` first."""
    plain = alike(text)
    taken = [(field.start, field.end) for field in fields(text)]
    known = [fact for fact in values.values() if fact.value not in (None, "") and not isinstance(fact.value, str) and fact.words]
    found = []
    done = 0
    for match in _NUMBER.finditer(plain):
        start, end = match.span()
        if not any(first <= start < last for first, last in taken):
            choices = _choices(match[0], _before(plain, done, start), _after(plain, end), known)
            if choices:
                found.append(Proposal(start, end, text[start:end], choices))
        done = end
    return found


def accept(text: str, proposals: Iterable[tuple[Proposal, str]]) -> str:
    """The template with the chosen fields instead of the typed numbers; ``text`` is that from which the proposals were made."""
    for proposal, name in sorted(proposals, reverse=True):
        text = f"{text[: proposal.start]}{{{name}}}{text[proposal.end :]}"
    return text


def _choices(number: str, before: str, after: str, known: list[Fact]) -> tuple[str, ...]:
    """The names of the facts that the number may be, those first whose word is longest and nearest."""
    scored = [
        (score, fact.name)
        for fact in known
        if fact.value is not None and show(fact.value) == number and (score := _score(fact, before, after)) is not None
    ]
    return tuple(name for _, name in sorted(scored, key=lambda each: each[0], reverse=True))


def _score(fact: Fact, before: str, after: str) -> tuple[int, int] | None:
    """Length and nearness of the fact's best word in the clause; None when it has none, or another unit stands there."""
    unit = next((unit for unit in _units(fact.unit) if after.startswith(unit)), None)
    if unit is None:
        return None
    behind = after[len(unit) : len(unit) + max(map(len, fact.words))]
    scores = [(len(word), before.rfind(word) + len(word) - len(before)) for word in fact.words if word in before]
    scores += [(len(word), 0) for word in fact.words if word and behind.startswith(word)]
    return max(scores, default=None)


def _units(unit: str) -> tuple[str, ...]:
    """The unit itself first, then those said for it, the longer before the shorter."""
    others = next((same - {unit} for same in _SAME_UNIT if unit in same), set[str]())
    return (unit, *sorted(others, key=len, reverse=True))


def _before(text: str, done: int, start: int) -> str:
    """The words of the clause before a number, behind the number before."""
    return text[max(done, max(text.rfind(mark, 0, start) for mark in _STOPS) + 1) : start]


def _after(text: str, end: int) -> str:
    """The words behind a number, its unit first, up to the next mark."""
    return text[end : min((at for mark in _STOPS if (at := text.find(mark, end)) >= 0), default=len(text))]
