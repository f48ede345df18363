"""N014 to N021: wording, brackets, what was left in and what was lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.proof import wording
from gongkai.report.rules.base import ERROR, INFO, WARNING, Fix, Hit, Place, rule
from gongkai.report.rules.context import PROSE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gongkai.proof.flaw import Flaw
    from gongkai.report.rules.context import Context

# The parts in the order in which ``Context.everything`` has them.
PARTS = ("title", *PROSE, "table2", "table3", "table4")


def _each(ctx: Context, finder: Callable[[str], Iterator[Flaw]]) -> Iterator[tuple[Flaw, Place, str]]:
    """The flaws of all parts in one pass, each with its place in its part and the words as printed."""
    flaws = sorted(finder(ctx.everything), key=lambda flaw: flaw.start)
    if not flaws:
        return
    begins, begin = [], 0
    for part in PARTS:
        begins.append((begin, part))
        begin += len(ctx.text(part)) + 1
    for flaw in flaws:
        offset, part = max(item for item in begins if item[0] <= flaw.start)
        start, end = flaw.start - offset, flaw.end - offset
        printed = ctx.raw(part)[start:end]
        yield flaw, Place(part, text=printed, start=start, end=end), printed


def _around(ctx: Context, place: Place, width: int = 8) -> str:
    """The place with a few characters on either side, on one line."""
    text = ctx.raw(place.part)
    return " ".join(text[max(0, place.start - width) : place.end + width].split())


def _mend(flaw: Flaw, printed: str) -> Fix | None:
    return Fix(printed, flaw.right) if flaw.right is not None else None


@rule("N014", "word-doubled", WARNING, cites=("通用文字",))
def doubled(ctx: Context) -> Iterator[Hit]:
    """词语重复。

    查什么：同一个词、短语或分句紧接着写了两遍；常常、沟通沟通一类正常的叠词不算。
    为什么：多半是复制粘贴或修改时没有删净，公布后很显眼。
    怎样改：删去一遍。
    依据：国家通用语言文字法。
    """
    for flaw, place, printed in _each(ctx, wording.doubled):
        once = printed[: len(printed) // 2] if len(printed) % 2 == 0 else printed[1:]
        if flaw.sure:
            yield Hit(f"“{_around(ctx, place, 4)}”里“{once}”写了两遍，应删去一遍", place, Fix(printed, once))
        else:
            yield Hit(f"“{_around(ctx, place, 4)}”里“{once}”连写两次，如不是两个词相接，请删去一个", place, certain=False)


@rule("N015", "word-confused", WARNING, cites=("通用文字",))
def confused(ctx: Context) -> Iterator[Hit]:
    """用词错误或错别字。

    查什么：年度报告里常见的错词，如“国家机密”（应为国家秘密）、“残差不齐”（应为参差不齐）、“行政法复议”（应为行政复议）。
    为什么：法定用语写错会改变意思，错别字影响政府公信力。
    怎样改：按提示改正。
    依据：国家通用语言文字法。
    """
    for flaw, place, printed in _each(ctx, wording.confused):
        hint = "（保守国家秘密法的用语是“国家秘密”）" if flaw.wrong == "国家机密" else ""
        yield Hit(
            f"“{_around(ctx, place)}”里“{flaw.wrong}”应为“{flaw.right}”{hint}",
            place,
            _mend(flaw, flaw.wrong if printed == flaw.wrong else printed),
        )


@rule("N016", "adverb-with-wrong-de", WARNING, cites=("通用文字",))
def adverbs(ctx: Context) -> Iterator[Hit]:
    """“的”“地”混用。

    查什么：动词前面的状语用了“的”，如“更好的为群众”。
    为什么：状语后面应当用“地”，公文里混用是常见的文字差错。
    怎样改：把“的”改成“地”。
    依据：国家通用语言文字法。
    """
    for flaw, place, printed in _each(ctx, wording.adverbs):
        yield Hit(f"“{_around(ctx, place, 5)}”里“{printed}”应为“{flaw.right}”", place, _mend(flaw, printed))


@rule("N017", "bracket-unpaired", WARNING, cites=("标点",))
def brackets(ctx: Context) -> Iterator[Hit]:
    """括号、引号、书名号不成对。

    查什么：只有上括号没有下括号、连写两个上书名号、引号缺一半等；“1）”一类的序号不算。
    为什么：标点不成对，文件名称和引文从哪里到哪里就看不清。
    怎样改：补上缺的一半，或删去多的一个。
    依据：标点符号用法（GB/T 15834）。
    """
    for part in PARTS:
        raw = ctx.raw(part)
        for flaw in wording.brackets(raw, ctx.text(part)) if raw else ():
            place = Place(part, text=raw[flaw.start : flaw.end], start=flaw.start, end=flaw.end)
            yield Hit(f"“{_around(ctx, place, 12)}”处{flaw.kind}", place)


@rule("N018", "placeholder-left", ERROR, cites=("惯例",))
def placeholders(ctx: Context) -> Iterator[Hit]:
    """模板里的空没有填。

    查什么：留在正文里的“具体网址”“XX”“××”“____”“待填”“此处填写”“某某”。
    为什么：这是套用模板后没有填写的内容，不能公布。
    怎样改：填上实际内容；没有内容的，删去这一句。
    依据：年度报告编制惯例。
    """
    for _, place, printed in _each(ctx, wording.placeholders):
        yield Hit(f"“{_around(ctx, place)}”里的“{printed}”是模板留的空，请填上实际内容或删去", place)


@rule("N019", "page-furniture-in-text", INFO, cites=("惯例",))
def furniture(ctx: Context) -> Iterator[Hit]:
    """正文里混入了网页上的文字。

    查什么：当前位置、分享到、打印本页、上一篇、字体、注释残留“-->”等网页导航和按钮文字。
    为什么：从网页复制时带进来的，不属于报告。
    怎样改：删去。
    依据：年度报告编制惯例。
    """
    seen: dict[str, list[tuple[Place, str]]] = {}
    for _, place, printed in _each(ctx, wording.furniture):
        seen.setdefault(place.part, []).append((place, printed))
    if not seen and ctx.report.kind == "text":
        yield from _furniture_around(ctx)
    for places in seen.values():
        shown = "、".join(f"“{printed.rstrip('：: ')}”" for _, printed in places)
        yield Hit(f"正文里混入了网页上的文字{shown}，请删去", min((place for place, _ in places), key=lambda place: place.start))


def _furniture_around(ctx: Context) -> Iterator[Hit]:
    """The same in a text file, where nothing but the report should stand: around the parts."""
    text = ctx.report.text
    found = sorted((text.find(needle), needle) for needle in _CHROME if needle in text)
    if found:
        shown = "、".join(f"“{needle}”" for _, needle in found)
        start, needle = found[0]
        yield Hit(f"文件里混入了网页上的文字{shown}，请删去", Place("document", text=needle, start=start, end=start + len(needle)))


_CHROME = ("-->", "当前位置", "分享到", "打印本页", "QQ空间", "关闭窗口", "上一篇：", "下一篇：")


@rule("N020", "character-lost", WARNING, cites=("通用文字",))
def lost(ctx: Context) -> Iterator[Hit]:
    """文字有缺漏。

    查什么：缺了“年”“月”的日期（20251231日）、缺了括号的文号（〔202273号）、“第二十条第”后面没有项号、没有@的电子邮箱、连续问号和乱码。
    为什么：转换格式或发布时丢了字符，日期、文号和联系方式就不能用了。
    怎样改：对照原件补上。
    依据：国家通用语言文字法。
    """
    for flaw, place, printed in _each(ctx, wording.lost):
        if flaw.right is not None:
            yield Hit(f"“{printed}”丢了{flaw.kind}，应为“{flaw.right}”", place, _mend(flaw, printed))
        else:
            yield Hit(f"“{_around(ctx, place, 10)}”丢了{flaw.kind}，请对照原件补上", place)


@rule("N021", "garbled-copy", WARNING, cites=("惯例",))
def mirrored(ctx: Context) -> Iterator[Hit]:
    """文字像是从镜像网站抄来的：夹拼音、通篇繁体或有广告词。

    查什么：汉字后面夹着注音、通篇繁体字、混入赌博或广告类词语。
    为什么：仿冒网站转载时会改动文字；面向社会的报告也应使用规范汉字。本机关网站上出现这类词语，可能已被篡改。
    怎样改：换用本机关的原始文件；如果本机关网站上就是这样，立即报告网站主管单位。
    依据：年度报告编制惯例。
    """
    for part in PARTS:
        raw = ctx.raw(part)
        found = wording.traditional(raw) if raw else None
        if found is not None:
            place = Place(part, text=found.wrong, start=found.start, end=found.end)
            yield Hit(f"{found.kind}：“{_around(ctx, place, 6)}”，面向社会的报告应使用规范汉字；如非本机关所为，请换用原始文件", place)
            break
    for flaw, place, _ in _each(ctx, wording.mirrored):
        yield Hit(f"{flaw.kind}：“{_around(ctx, place, 6)}”，这不是机关发布的原件，请换用原始文件并检查网站是否被篡改", place)


RULES = (doubled, confused, adverbs, brackets, placeholders, furniture, lost, mirrored)
