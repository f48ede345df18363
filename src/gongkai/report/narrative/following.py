"""When the record changes the shape of a sentence, not only its numbers: 「未收到申请」 becomes 「新收申请1件」.

Three texts are compared sentence by sentence: as it was drafted before, as the clerk has it, as it would be drafted now. What
the clerk left as it was follows; what the clerk rewrote is never touched, only named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongkai.report.narrative.aspects import Sentence

_BORDERS = "。；\n"


class Change(NamedTuple):
    """A sentence as it was drafted before and as it is drafted now; "" where there was or is none."""

    slot: str
    before: str
    now: str


class Followed(NamedTuple):
    """The clerk's text after following; ``left`` are the changes for which the text has no place that is still as drafted."""

    text: str
    done: tuple[Change, ...]
    left: tuple[Change, ...]


def follow(text: str, before: Sequence[Sentence], now: Sequence[Sentence]) -> Followed:
    """The template ``text`` with every sentence of ``before`` that still stands in it word for word as in ``now``.

    What stands there already as it is drafted now is neither done nor left: somebody took it over, or it followed before.
    """
    done: list[Change] = []
    left: list[Change] = []
    for change in _changes(before, now):
        if change.now and _place(text, change.now) >= 0 and not (change.before and _place(text, change.before) >= 0):
            continue
        followed = _replaced(text, change) if change.before else _inserted(text, change, now)
        if followed is None:
            left.append(change)
        else:
            text = followed
            done.append(change)
    return Followed(text, tuple(done), tuple(left))


def _changes(before: Sequence[Sentence], now: Sequence[Sentence]) -> list[Change]:
    old, new = dict(before), dict(now)
    slots = list(dict.fromkeys((*new, *old)))
    return [Change(slot, old.get(slot, ""), new.get(slot, "")) for slot in slots if old.get(slot, "") != new.get(slot, "")]


def _replaced(text: str, change: Change) -> str | None:
    at = _place(text, change.before)
    return None if at < 0 else text[:at] + change.now + text[at + len(change.before) :]


def _inserted(text: str, change: Change, now: Sequence[Sentence]) -> str | None:
    """Behind the sentence that stands before it in the draft, where the text has that."""
    index = next(index for index, each in enumerate(now) if each.slot == change.slot)
    if not index:
        return None
    at = _place(text, now[index - 1].text)
    if at < 0:
        return None
    end = at + len(now[index - 1].text)
    return text[:end] + change.now + text[end:]


def _place(text: str, sentence: str) -> int:
    """Where the sentence stands as one of its own, once; -1 when it does not, or more than once."""
    at = text.find(sentence)
    alone = at >= 0 and text.count(sentence) == 1 and (at == 0 or sentence[0] == "\n" or text[at - 1] in _BORDERS)
    return at if alone else -1
