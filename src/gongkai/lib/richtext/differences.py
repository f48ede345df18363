"""What changed between two texts: characters of Chinese, whole words and numbers of everything else.

Islands of one or two characters that happen to be alike are taken into the change around them, so that a reader sees
one phrase replaced by another and not a sieve.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_TOKENS = re.compile(r"[0-9０-９]+(?:[.,:][0-9]+)*|[A-Za-zＡ-Ｚａ-ｚ]+|[ \t\u3000]+|.", re.DOTALL)
_CLAUSES = re.compile(r"[^，。；：！？\n\u2028]*[，。；：！？\n\u2028]?", re.DOTALL)
_ISLAND = 2  # characters
# Beyond this many pairs a replaced passage is shown whole: it would take long and say nothing.
_PAIRS = 1_000_000


class Step(NamedTuple):
    """``kind`` is "=", "-", "+"; ``text`` what stays, goes or comes."""

    kind: str
    text: str


def steps(old: str, new: str) -> tuple[Step, ...]:
    """How the old text becomes the new: what stays and goes is the old, what stays and comes is the new.

    >>> steps("每人2000元", "每户2500元")
    (Step(kind='=', text='每'), Step(kind='-', text='人2000'), Step(kind='+', text='户2500'), Step(kind='=', text='元'))
    """
    if old == new:
        return (Step("=", old),) if old else ()
    return tuple(_ordered(_merged(list(_steps(old, new)))))


def ratio(old: str, new: str) -> float:
    """How alike two texts are, 0 to 1, by the characters they share in order; quick and rough for long ones."""
    if old == new:
        return 1.0
    if not old or not new:
        return 0.0
    if len(old) * len(new) > _PAIRS:
        theirs = set(_clauses(new))
        return sum(len(clause) for clause in _clauses(old) if clause in theirs) / max(len(old), len(new))
    return SequenceMatcher(None, old, new, autojunk=False).ratio()


def _clauses(text: str) -> list[str]:
    return [clause for clause in _CLAUSES.findall(text) if clause]


def _steps(old: str, new: str) -> Iterator[Step]:
    """Clause by clause, then inside what was replaced."""
    mine, theirs = _clauses(old), _clauses(new)
    for kind, start, end, begin, finish in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        gone, come = "".join(mine[start:end]), "".join(theirs[begin:finish])
        if kind == "equal":
            yield Step("=", gone)
        elif gone and come:
            yield from _fine(_TOKENS.findall(gone), _TOKENS.findall(come))
        else:
            yield Step("-", gone) if gone else Step("+", come)


def _fine(gone: Sequence[str], come: Sequence[str]) -> Iterator[Step]:
    if len(gone) * len(come) > _PAIRS:
        yield from (Step("-", "".join(gone)), Step("+", "".join(come)))
        return
    for kind, start, end, begin, finish in SequenceMatcher(None, gone, come, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Step("=", "".join(gone[start:end]))
            continue
        if end > start:
            yield Step("-", "".join(gone[start:end]))
        if finish > begin:
            yield Step("+", "".join(come[begin:finish]))


def _merged(made: list[Step]) -> Iterator[Step]:
    """Small islands as parts of the change on both their sides."""
    for at, step in enumerate(made):
        inside = 0 < at < len(made) - 1 and made[at - 1].kind != "=" and made[at + 1].kind != "="
        if step.kind == "=" and inside and len(step.text) <= _ISLAND and "\n" not in step.text:
            yield from (Step("-", step.text), Step("+", step.text))
        else:
            yield step


def _ordered(made: Iterator[Step]) -> Iterator[Step]:
    """In every change first what goes, then what comes, each once."""
    gone = come = ""
    for step in made:
        if step.kind == "=":
            yield from _both(gone, come)
            gone = come = ""
            yield step
        elif step.kind == "-":
            gone += step.text
        else:
            come += step.text
    yield from _both(gone, come)


def _both(gone: str, come: str) -> Iterator[Step]:
    if gone:
        yield Step("-", gone)
    if come:
        yield Step("+", come)
