"""The steps that a decision tells before it decides, in the words of the statutory clock.

The names are those of ``law.deadlines.KINDS``, so that what the register recorded can be handed over as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from gongkai.lib.errors import UnusableInput
from gongkai.notices.letter import chinese_day

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date


class StepWords(NamedTuple):
    """A step in words. ``{until}`` stands for the day that the step sets; ``{pronoun}`` for the applicant."""

    key: str
    label: str
    sentence: str


_ALL = (
    StepWords(
        "correction_requested", "告知补正", "本机关依照《中华人民共和国政府信息公开条例》第三十条的规定，告知{pronoun}对申请内容作出补正"
    ),
    StepWords("correction_received", "收到补正", "本机关收到{pronoun}补正的申请"),
    StepWords("consultation_sent", "征求意见", "本机关依法书面征求有关方面的意见，征求意见所需时间不计算在答复期限内"),
    StepWords("consultation_answered", "收到意见", "本机关收到有关方面的书面意见"),
    StepWords("consultation_lapsed", "逾期未提出意见", "征求意见的期限届满，有关方面没有提出意见"),
    StepWords(
        "reasons_requested", "要求说明理由", "本机关依照《中华人民共和国政府信息公开条例》第三十五条的规定，要求{pronoun}说明申请理由"
    ),
    StepWords("deferred", "延迟答复", "本机关依照《中华人民共和国政府信息公开条例》第三十五条的规定，告知{pronoun}延迟至{until}前答复"),
    StepWords("extended", "延长答复期限", "经本机关政府信息公开工作机构负责人同意，本机关告知{pronoun}将答复期限延长至{until}"),
    StepWords("fee_notified", "通知缴费", "本机关通知{pronoun}缴纳信息处理费"),
    StepWords("fee_paid", "缴费", "{pronoun}缴清信息处理费"),
)
STEP_WORDS = {name: words for words in _ALL for name in (words.key, words.label)}
LABELS = tuple(words.label for words in _ALL)


def told(steps: Sequence[dict[str, Any]], pronoun: str, received: date, written: date) -> tuple[str, ...]:
    """Each step as a sentence with its day, in the order of days.

    Raises :class:`UnusableInput` for a step that lies before the receipt or after the letter, or lacks the day it sets.
    """
    sentences = []
    for step in sorted(steps, key=lambda step: step["date"]):
        words = STEP_WORDS[step["step"]]
        if not received <= step["date"] <= written:
            raise UnusableInput(f"“{words.label}”的日期 {step['date']} 不在收到申请和成文之间", "请核对日期")
        if "{until}" in words.sentence and step["until"] is None:
            raise UnusableInput(f"“{words.label}”缺少“至”（until）", "请补上延到哪一天")
        until = chinese_day(step["until"]) if step["until"] else ""
        sentences.append(f"{chinese_day(step['date'])}，{words.sentence.format(pronoun=pronoun, until=until)}。")
    return tuple(sentences)
