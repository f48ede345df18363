"""Taking a sentence of the record into a text that somebody wrote anew, at the place that it has in the draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongkai.report.narrative.aspects import Sentence


def standing(text: str, drafted: Sequence[Sentence]) -> list[tuple[Sentence, bool]]:
    """The sentences that the record would say, each with whether the template has it word for word."""
    return [(each, _words(each) in text) for each in drafted]


def take(text: str, slot: str, drafted: Sequence[Sentence]) -> str:
    """The template with the sentence of that slot: behind the nearest one before it that stands there, else before the nearest after it.

    Where the text has none of them, it stands at the end; a draft of one sentence is the whole text. KeyError for an unknown slot.

    >>> from gongkai.report.narrative.aspects import Sentence
    >>> take("甲。自己写的。丙。", "b", [Sentence("a", "甲。"), Sentence("b", "乙。"), Sentence("c", "丙。")])
    '甲。乙。自己写的。丙。'
    """
    at = [each.slot for each in drafted].index(slot) if any(each.slot == slot for each in drafted) else -1
    if at < 0:
        raise KeyError(slot)
    wanted = drafted[at]
    if len(drafted) == 1:
        return wanted.text
    if _words(wanted) in text:
        return text
    for each in reversed(drafted[:at]):
        if (place := text.find(_words(each))) >= 0:
            end = place + len(_words(each))
            return text[:end] + wanted.text + text[end:]
    for each in drafted[at + 1 :]:
        if (place := text.find(_words(each))) >= 0:
            return _before(text, place - each.text.startswith("\n") * text[:place].endswith("\n"), wanted)
    return text + wanted.text


def _before(text: str, place: int, wanted: Sentence) -> str:
    """At that place; a heading begins a line, as far as something stands before it."""
    begins = not place or text[place - 1] == "\n"
    return text[:place] + (_words(wanted) if begins else wanted.text) + text[place:]


def _words(sentence: Sentence) -> str:
    """Without the line break before a heading: the first line of a text has none."""
    return sentence.text.lstrip("\n")
