"""The narrative parts of a report as templates, drafted from facts: for reports on 2021 and later."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gongkai.lib.text import squeeze
from gongkai.report.forms import FORMS
from gongkai.report.narrative.aspects import ASPECTS, Sentence
from gongkai.report.narrative.problems import Problem, problems
from gongkai.report.narrative.template import escaped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongkai.report.narrative.facts import Facts

LIMIT = 1000  # characters of the first part, in principle
_OPENING = (
    "根据《中华人民共和国政府信息公开条例》第五十条和《国务院办公厅政府信息与政务公开办公室关于印发"
    f"〈中华人民共和国政府信息公开工作年度报告格式〉的通知》（{FORMS['2021'].number}），{{机关名称}}编制{{年份}}年政府信息公开工作年度报告。"
)
_PERIOD = "报告所列数据的统计期限自{年份}年1月1日起至{年份}年12月31日止。"
_ACCESS = "报告电子版可在{下载网站}查阅、下载。"
_CONTACT = "对报告有疑问的，请与{联系部门}联系（地址：{联系地址}；邮政编码：{邮政编码}；联系电话：{联系电话}）。"


class Item(NamedTuple):
    """A thing that the superior wants in the sixth part: its name, and the words on it, None while nobody has written them."""

    title: str
    words: str | None = None


def length(text: str) -> int:
    """Characters as the format counts them: with punctuation, without blanks. The text is a filled one, not a template."""
    return len(squeeze(text))


def sentences(facts: Facts, organ_kind: str) -> tuple[Sentence, ...]:
    """The first part in sentences, each heading of an aspect one of them; what :func:`overview` joins."""
    found = []
    for number, (heading, tell) in enumerate(ASPECTS):
        found.append(Sentence(heading, "\n" * (number > 0) + heading))
        found.extend(tell(facts, organ_kind))
    return tuple(found)


def overview(facts: Facts, organ_kind: str) -> str:
    """The first part as a template. ``organ_kind`` is that of :func:`gongkai.report.organ.kind_of`."""
    return "".join(each.text for each in sentences(facts, organ_kind))


def preamble() -> str:
    """What stands before the first part: basis, period, where to read it, whom to ask (条例 Art. 50). All of it fields."""
    return "\n".join((_OPENING + _PERIOD, _ACCESS + _CONTACT))


def fee(facts: Facts) -> Sentence:
    """Whether 信息处理费 was charged: said in every report, none only when that is known (格式, sixth part)."""
    if facts.zero("信息处理费"):
        return Sentence("信息处理费", "本年度未收取信息处理费。")
    cases = "对{收费申请数}件政府信息公开申请" if facts.some("收费申请数") else ""
    return Sentence("信息处理费", f"本年度{cases}收取信息处理费{{信息处理费}}元。")


def other(facts: Facts, items: Sequence[Item] = ()) -> str:
    """The sixth part as a template: the fee always, then each item that is asked for (信息处理费管理办法; 格式, sixth part)."""
    told = [
        f"{escaped(each.words.strip())}" if each.words and each.words.strip() else f"{each.title}：{{{each.title}}}。" for each in items
    ]
    return "\n".join((fee(facts).text, *told)) if told else fee(facts).text + "没有其他需要报告的事项。"


def parts(facts: Facts, organ_kind: str, register: Sequence[Problem] = (), items: Sequence[Item] = ()) -> dict[str, str]:
    """All narrative parts as templates, under the names that ``Report.sections`` has for them."""
    return {"preamble": preamble(), "overview": overview(facts, organ_kind), "problems": problems(register), "other": other(facts, items)}
