"""The way of an application (依申请公开流程): steps with periods and clauses, as a list and as a picture of the same words."""

from __future__ import annotations

from html import escape
from typing import NamedTuple


class FlowStep(NamedTuple):
    """One step: what, how long, by which clause, and what else may happen there."""

    title: str
    words: str
    cite: str
    beside: str = ""


STEPS = (
    FlowStep("提出申请", "网上、邮寄、当面、传真、电子邮件；书写有困难的可以口头，由机关代填", "条例:29"),
    FlowStep("收到申请", "当面为提交之日，邮寄为签收之日，网上和传真为双方确认之日", "条例:31"),
    FlowStep("看内容是否明确", "不明确的，7 个工作日内一次性告知补正", "条例:30", "补正后重新计算期限；无正当理由逾期不补正的，不再处理"),
    FlowStep("需要时征求意见", "第三方、共同制作机关 15 个工作日内答复，等候的时间不计入", "条例:32", "第三方不同意的，由机关依法决定"),
    FlowStep(
        "答复",
        "能当场答复的当场答复；不能的，20 个工作日内",
        "条例:33",
        "需要延长的，经工作机构负责人同意并告知申请人，最多再延 20 个工作日",
    ),
    FlowStep("送达", "按您要的形式和途径提供；一般不收费，数量、频次明显超过合理范围的可以收信息处理费", "条例:40"),
    FlowStep("不服的", "可以投诉、举报，申请行政复议或者提起行政诉讼", "条例:51"),
)

_WIDTH, _BOX, _GAP, _LEFT = 640, 104, 28, 16
_LINE = 27  # characters of a line


def picture(title: str) -> str:
    """The picture as SVG, with attributes only: no style, no script. Title and description are read aloud."""
    height = len(STEPS) * (_BOX + _GAP) + 56
    words = "；".join(f"{number}. {step.title}：{step.words}" for number, step in enumerate(STEPS, 1))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}" role="img" aria-labelledby="t d" '
        f'font-family="PingFang SC, Microsoft YaHei, Noto Sans CJK SC, sans-serif">',
        f'<title id="t">{escape(title)}</title><desc id="d">{escape(words)}</desc>',
        f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>',
        f'<text x="{_WIDTH // 2}" y="34" text-anchor="middle" font-size="22" font-weight="600" fill="#1b1f24">{escape(title)}</text>',
    ]
    for number, step in enumerate(STEPS):
        parts += _box(number, step, 52 + number * (_BOX + _GAP))
    return "".join([*parts, "</svg>"])


def _box(number: int, step: FlowStep, top: int) -> list[str]:
    lines = _lines(step.words) + (_lines(step.beside) if step.beside else [])
    made = [
        f'<rect x="{_LEFT}" y="{top}" width="{_WIDTH - 2 * _LEFT}" height="{_BOX}" rx="8" fill="#e8f1fb" stroke="#0b5cab" stroke-width="2"/>',
        f'<text x="{_LEFT + 20}" y="{top + 30}" font-size="18" font-weight="600" fill="#0b5cab">{number + 1}. {escape(step.title)}</text>',
    ]
    made += [
        f'<text x="{_LEFT + 20}" y="{top + 54 + place * 20}" font-size="15" fill="#1b1f24">{escape(line)}</text>'
        for place, line in enumerate(lines[:3])
    ]
    if number < len(STEPS) - 1:
        middle, foot = _WIDTH // 2, top + _BOX
        made.append(f'<path d="M{middle} {foot} v{_GAP - 8} m-6 -6 l6 8 l6 -8" fill="none" stroke="#1b1f24" stroke-width="2"/>')
    return made


def _lines(words: str) -> list[str]:
    wide = _LINE + 11
    return [words[at : at + wide] for at in range(0, len(words), wide)]
