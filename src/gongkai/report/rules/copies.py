"""D: text taken over from last year, from another organ, or twice in the same report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.lib.text import squeeze
from gongkai.proof.similarity import common
from gongkai.report.rules.base import INFO, WARNING, Hit, Place, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.proof.similarity import Common
    from gongkai.report.model import Report
    from gongkai.report.rules.context import Context

# Bare characters and shares from which a likeness says something.
_LONG_ENOUGH, _SAME = 120, 0.8
_NEIGHBOUR_LENGTH, _NEIGHBOUR_SAME, _NEIGHBOUR_PASSAGE = 200, 0.6, 60
_SENTENCE = 25
_NAMES = {"overview": "一、总体情况", "problems": "五、存在的主要问题及改进情况", "other": "六、其他需要报告的事项"}
_OFFICIAL = ("统计期限", "数据统计", "如对本报告", "条例》规定", "以下简称")


def _names(*reports: Report) -> tuple[str, ...]:
    """The organs' names and their ends (示例镇), which do not count as text."""
    names = set()
    for report in reports:
        organ = squeeze(report.organ or "")
        short = organ.removesuffix("人民政府").removesuffix("办事处")
        names |= {organ, short, *(short[-length:] for length in (3, 4, 5) if len(short) > length)}
    return tuple(sorted(names - {""}))


def _quote(text: str, found: Common) -> str:
    passage = squeeze(text[found.start : found.end])
    return passage if len(passage) <= 46 else f"{passage[:22]}……{passage[-18:]}"


def _from_last_year(ctx: Context, part: str) -> Iterator[tuple[Common, Place]]:
    if ctx.previous is None:
        return
    text, before = ctx.raw(part), ctx.previous.sections.get(part, "")
    if not before or len(text) < _LONG_ENOUGH:
        return
    found = common(text, before, _names(ctx.report, ctx.previous), _SAME)
    if found.length >= _LONG_ENOUGH and found.share >= _SAME:
        yield found, Place(part, text=text[found.start : found.end], start=found.start, end=found.end)


@rule("D001", "section-copied-from-last-year", WARNING, cites=("考核",))
def last_year(ctx: Context) -> Iterator[Hit]:
    """总体情况照抄上一年度报告。

    查什么：与上一年度报告对照，去掉数字、年份和机关名称后，八成以上的文字相同。
    为什么：报告应当反映本年度的工作；照抄上年是考核中的扣分项，也常带来年份、数字没有改的错误。
    怎样改：按本年度实际重写相同的段落，至少写明本年度做了哪些新的工作。
    依据：各地政务公开考核中的通行做法。
    """
    for part in ("overview", "other"):
        for found, place in _from_last_year(ctx, part):
            yield Hit(
                f"{_NAMES[part]}有 {found.share:.0%} 的文字与上年报告相同（不计数字和机关名称），如“{_quote(ctx.raw(part), found)}”，请按本年实际重写",
                place,
            )


@rule("D002", "problems-copied-from-last-year", WARNING, cites=("考核",))
def same_problems(ctx: Context) -> Iterator[Hit]:
    """存在的问题和改进措施照抄上一年度报告。

    查什么：第五部分与上一年度报告第五部分对照，去掉数字和机关名称后，八成以上的文字相同。
    为什么：问题年年相同，等于上年承诺的改进没有做，这是考核和社会评议最常指出的毛病。
    怎样改：写明上年问题改得怎样，再写本年度新发现的问题和具体措施。
    依据：各地政务公开考核中的通行做法。
    """
    for found, place in _from_last_year(ctx, "problems"):
        yield Hit(
            f"问题与措施照抄上年：有 {found.share:.0%} 的文字相同，如“{_quote(ctx.raw('problems'), found)}”，请写明上年问题的整改结果和本年的新问题",
            place,
        )


@rule("D003", "text-shared-with-neighbour", WARNING, cites=("考核",))
def neighbour(ctx: Context) -> Iterator[Hit]:
    """与其他机关的报告大段雷同。

    查什么：同一次检查的几份报告互相对照，去掉数字和机关名称后，本报告某一部分六成以上的文字见于另一机关的报告，且有60字以上连续相同。
    为什么：套用别的机关的报告，常把别人的名称、数字和做法一起带进来。
    怎样改：按本机关实际重写相同的段落。
    依据：各地政务公开考核中的通行做法。
    """
    for part in ("overview", "problems"):
        text = ctx.raw(part)
        if len(text) < _NEIGHBOUR_LENGTH:
            continue
        for file, other in ctx.neighbours:
            theirs = other.sections.get(part, "")
            if not theirs or (other.organ and other.organ == ctx.report.organ):
                continue
            found = common(text, theirs, _names(ctx.report, other), _NEIGHBOUR_SAME)
            passage = len(squeeze(text[found.start : found.end]))
            if found.length >= _NEIGHBOUR_LENGTH and found.share >= _NEIGHBOUR_SAME and passage >= _NEIGHBOUR_PASSAGE:
                place = Place(part, text=text[found.start : found.end], start=found.start, end=found.end)
                yield Hit(
                    f"{_NAMES[part]}有 {found.share:.0%} 的文字与 {file}（{other.organ or '机关不明'}）相同，如“{_quote(text, found)}”",
                    place,
                )


@rule("D004", "sentence-twice", INFO, cites=("考核",))
def sentence_twice(ctx: Context) -> Iterator[Hit]:
    """同一句话在报告里出现两次。

    查什么：25字以上的句子在同一份报告的正文里出现两次，法定的固定说法不算。
    为什么：多半是拼接材料时没有删净。
    怎样改：保留一处，删去另一处。
    依据：各地政务公开考核中的通行做法。
    """
    seen: dict[str, str] = {}
    for part in ("preamble", "overview", "problems", "other"):
        raw, at = ctx.raw(part), 0
        for sentence in ctx.text(part).replace("；", "。").replace("\n", "。").split("。"):
            start, at = at, at + len(sentence) + 1
            if len(sentence) < _SENTENCE or "|" in sentence:
                continue
            key = squeeze(sentence)
            if key in seen and len(key) >= _SENTENCE and not any(word in key for word in _OFFICIAL):
                words = raw[start : start + len(sentence)]
                where = "同一部分" if seen[key] == part else "前面"
                yield Hit(
                    f"“{key[:20]}……”这句话在{where}已经写过，请删去一处", Place(part, text=words, start=start, end=start + len(words))
                )
            seen.setdefault(key, part)


RULES = (last_year, same_problems, neighbour, sentence_twice)
