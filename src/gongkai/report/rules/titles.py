"""N022 to N027: the title, what the body calls itself, years left standing, the notice that is cited."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from gongkai.lib.text import alike, squeeze
from gongkai.report.rules.base import ERROR, INFO, SINCE_2019, WARNING, Fix, Hit, Place, rule
from gongkai.report.rules.names import likely_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.report.rules.context import Context

_NAME = "政府信息公开工作年度报告"
_NO_ORGAN = "标题没有写机关名称"
_PROSE = ("preamble", "overview", "table2", "table3", "table4", "problems", "other")


@cache
def _pattern(source: str) -> re.Pattern[str]:
    return re.compile(source)


def _place(ctx: Context, part: str, start: int, end: int) -> Place:
    return Place(part, text=ctx.raw(part)[start:end], start=start, end=end)


# --- the title ----------------------------------------------------------------------------------


def _what_is_wrong(title: str, years: list[str]) -> str:
    """The fault of a title made alike and squeezed, "" when it has none."""
    if "年度报告" not in title:
        if "年度工作报告" in title:
            return "标题把“工作年度报告”写成了“年度工作报告”"
        short = "写成了“年报”" if title.endswith("年报") else "没有“年度报告”四个字"
        return f"标题{short}"
    if "人民政府信息公开" in title:
        return "标题里“人民政府”与“政府信息公开”合成了一个“政府”"
    if _NAME not in title:
        return f"标题里没有“{_NAME}”的完整说法"
    if not years:
        return "标题没有写年份"
    if len(years) > 1:
        return "标题里年份写了两次"
    organ = title.partition(_NAME)[0]
    return "" if _pattern(r"20\d\d年?度?").sub("", organ) else _NO_ORGAN


def _organ_above(ctx: Context) -> bool:
    """The title stands twice, the page's own and the report's, and the organ on a line above one of them."""
    source = rf"(?:政府|办事处|局|委|办公室|厅|中心|街道)[ \t\u3000]*\n\s*{re.escape(ctx.raw('title').strip())}"
    return re.search(source, ctx.report.text) is not None


def _organ_of_title(title: str) -> str:
    """What remains of a title without its year and its name: the organ."""
    if "人民政府信息公开" in title:
        title = title.replace("人民政府信息公开", "人民政府政府信息公开", 1)
    rest = _pattern(r"(?:政府)?信息公开(?:工作)?(?:年度)?(?:工作)?(?:情况)?的?(?:报告|年报)$").sub("", title)
    return "" if rest == title else _pattern(r"(?:20\d\d)年?度?|^关于").sub("", rest).removesuffix("年度").removesuffix("关于")


def _name_in_doubt(ctx: Context, title: str) -> bool:
    """True when the title has the less likely of two names of the organ."""
    return not ctx.given_organ and any(spelling.name in _organ_of_title(title) for spelling in likely_name(ctx)[1:])


def _right_title(ctx: Context, title: str) -> str | None:
    """The whole title as it should be, where organ and year are known.

    Which of two names is right (N010) only a person knows: the title keeps the one it has.
    """
    organ = _organ_of_title(title)
    if ctx.given_organ:
        organ = ctx.given_organ
    # 「市场监管局」 without its place is no full name; only a person knows whose it is.
    placed = _pattern("[省市县区州旗盟镇乡]|街道|^国家|^[^市县区]{2,8}部$").search(organ)
    known = placed and ctx.year and _pattern(r"[^\W\x00-\x7f]{3,40}").fullmatch(organ)
    return f"{organ}{ctx.year}年{_NAME}" if known else None


@rule("N022", "title-form", WARNING, cites=("格式2021",), forms=SINCE_2019)
def title_form(ctx: Context) -> Iterator[Hit]:
    """标题不合规范。

    查什么：标题应为“机关名称＋年份＋政府信息公开工作年度报告”；写作“2023年度……年度报告”的不提示。
    为什么：名称是法定的，标题缺“年度报告”、缺年份或缺机关名称，检索和归档都找不到。
    怎样改：改成“××镇人民政府2023年政府信息公开工作年度报告”的样子。
    依据：政府信息公开工作年度报告格式。
    """
    raw = ctx.raw("title")
    title = squeeze(ctx.text("title"))
    if not title or "報" in raw:
        return
    wrong = _what_is_wrong(title, _pattern(r"20\d\d").findall(title))
    if not wrong or (wrong == _NO_ORGAN and _organ_above(ctx)):
        return
    right = _right_title(ctx, title)
    open_question = "（机关名称另须核对）" if right and _name_in_doubt(ctx, title) else ""
    advice = f"，应为“{right}”{open_question}" if right else f"，应为“机关名称＋年份＋{_NAME}”"
    yield Hit(
        f"{wrong}：“{title}”{advice}",
        _place(ctx, "title", 0, len(raw)),
        Fix(raw, right) if right and right != raw else None,
        cites=(f"格式{ctx.edition}",),
    )


@rule("N023", "body-calls-itself-otherwise", INFO, cites=("格式2021",))
def other_name(ctx: Context) -> Iterator[Hit]:
    """正文里对报告的称呼与标题不一。

    查什么：开头一段把年度报告叫作“工作情况报告”“工作情况综述”“工作报告”。
    为什么：法定名称是年度报告，前后称呼应当一致。
    怎样改：改成“现将……政府信息公开工作年度报告公布如下”。
    依据：政府信息公开工作年度报告格式。
    """
    source = "(?:政务|政府信息|信息)公开(?:工作)?(?:情况报告|情况综述|情况总结|总结|工作报告(?!格式)|工作情况汇报)"
    for part in ("preamble", "overview"):
        match = _pattern(source).search(ctx.text(part)) if "公开" in ctx.text(part) else None
        if match and "《" not in ctx.text(part)[max(0, match.start() - 30) : match.start()].rpartition("》")[2]:
            # 「现将我局政府信息公开工作报告如下」 reports; it names nothing.
            title = ctx.text("title")
            if (not title or "年度报告" in title) and _pattern("(?:报告|汇报)?(?:如下|于后)").match(ctx.text(part), match.end()):
                continue
            yield Hit(f"正文把本报告叫作“{match[0]}”，法定名称是“{_NAME}”，请改成一致", _place(ctx, part, *match.span()))
            return


@rule("N024", "no-title", WARNING, cites=("格式2021",))
def no_title(ctx: Context) -> Iterator[Hit]:
    """没有标题。

    查什么：文件里是否有“机关名称＋年份＋政府信息公开工作年度报告”的标题。
    为什么：没有标题就看不出是哪个机关、哪一年的报告。
    怎样改：在第一行加上标题。
    依据：政府信息公开工作年度报告格式。
    """
    if not ctx.raw("title").strip():
        yield Hit(f"没有找到标题，请在开头写明“机关名称＋年份＋{_NAME}”", Place("title"))


# --- years --------------------------------------------------------------------------------------

_PERIOD = r"(20\d\d) ?年 ?0?1 ?月 ?0?1 ?日[^。；\d]{0,8}(?:(20\d\d) ?年 ?)?12 ?月 ?31 ?日"
# A year that the text speaks about, not one in a title, a number, a range or a date.
_SPOKEN = r"(20(?<![\d〔《—~\-至自从于到以（比较在第]20)\d\d) ?年(?!修|以来|前|之前|底|初|版|新|\s?\d{1,2} ?月|度?[^，。；]{0,10}(?:要点|计划|任务|考核|预算|《))"


@rule("N025", "year-left-standing", WARNING, cites=("惯例",))
def wrong_year(ctx: Context) -> Iterator[Hit]:
    """年份没有改：统计期限或正文写的是另一年。

    查什么：数据统计期限的起止年份、总体情况和第五部分开头所说的年份，是否与报告年度一致；下一年的打算、文号和规划的年份不算。
    为什么：多半是在上年报告上改写时漏改，读者会怀疑数字也是上年的。
    怎样改：把年份改成报告年度，并核对这一段的数字是不是本年的。
    依据：年度报告编制惯例。
    """
    if ctx.year is None:
        return
    yield from _period(ctx, ctx.year)
    yield from _own_name(ctx, ctx.year)
    yield from _paragraphs(ctx, ctx.year)
    yield from _opening(ctx, "overview", ctx.year)
    yield from _opening(ctx, "problems", ctx.year)


# The words behind a year with which an organ speaks of its own year.
_OF_OURSELVES = r"20\d\d ?年度?，?(?:我|本|全[年镇乡局区县市]|[^，。；]{0,16}(?:镇|乡|街道|局|区|县|市|政府|办事处)[^，。；]{0,4}(?:[，在以坚认深紧严按主公]|$))"


def _period(ctx: Context, year: int) -> Iterator[Hit]:
    for part in ("preamble", "overview"):
        text = ctx.text(part)
        for match in _pattern(_PERIOD).finditer(text) if "31" in text else ():
            first, last = int(match[1]), int(match[2] or match[1])
            if first != year or last != year:
                said = f"{first}年" if first == last else f"{first}年至{last}年"
                start, end = match.span()
                yield Hit(
                    f"统计期限写的是{said}，本报告是{year}年的报告，应为{year}年1月1日至{year}年12月31日",
                    _place(ctx, part, start, end),
                    level=ERROR,
                )


def _own_name(ctx: Context, year: int) -> Iterator[Hit]:
    """The year with which the first words name this very report: 「编制了《示例镇2020年…年度报告》」."""
    text = ctx.text("preamble")
    source = r"(?:编制|公布|发布|公开)了?(?:如下)?《?[^，。；《》]{0,24}?(20\d\d) ?年(?:度)?[^，。；《》]{0,16}信息公开(?:工作)?年度报告(?!格式|[^，。；]{0,8}通知)"
    match = _pattern(source).search(text) if "年度报告" in text else None
    if match and year < int(match[1]) < year + 3:
        said = f"开头说编制的是{match[1]}年的报告，写的统计期限却是{year}年，两处应当一致，请核对"
        yield Hit(said, _place(ctx, "preamble", *match.span(1)))
    if match and year - 4 < int(match[1]) < year:
        yield Hit(f"开头说编制的是{match[1]}年的报告，本报告是{year}年的报告，疑为漏改年份", _place(ctx, "preamble", *match.span(1)))


def _paragraphs(ctx: Context, year: int) -> Iterator[Hit]:
    """Paragraphs of the overview that begin with last year where the others speak of this one."""
    text = ctx.text("overview")
    if f"{year - 1}年" not in text.replace(" ", "") or f"{year}年" not in text.replace(" ", ""):
        return
    source = rf"(?:^|[\n。])\s*（[二三四五六七]）[^。，；：\d\n]{{2,20}}[。：\s]\s*({year - 1}) ?年度?，"
    for match in _pattern(source).finditer(text):
        place = _place(ctx, "overview", *match.span(1))
        yield Hit(f"这一段开头说的是{year - 1}年，本报告是{year}年的报告，疑为漏改年份，请核对这一段的数字", place)


def _opening(ctx: Context, part: str, year: int) -> Iterator[Hit]:
    text = ctx.text(part)
    spoken = [match for match in _pattern(_SPOKEN).finditer(text) if not _in_title(text, match.start())] if "年" in text else []
    if not spoken or int(spoken[0][1]) >= year or int(spoken[0][1]) < year - 3:
        return
    first = spoken[0]
    start = first.start(1)
    if not _begins_sentence(text, start):
        return
    place = _place(ctx, part, start, first.end())
    if str(year) not in text:
        certain = _pattern(_OF_OURSELVES).match(text, start) is not None
        level = ERROR if part == "overview" and certain else WARNING
        yield Hit(
            f"开头说的是{first[1]}年，通篇没有提到{year}年，疑为上年的文字没有改，请改年份并核对内容", place, certain=certain, level=level
        )
    elif start < 30 and _pattern(_OF_OURSELVES).match(text, start):
        yield Hit(f"开头说的是{first[1]}年，本报告是{year}年的报告，疑为漏改年份", place)


def _begins_sentence(text: str, start: int) -> bool:
    return start == 0 or text[start - 1] in "。；\n）：， " or text[:start].strip() == ""


def _in_title(text: str, at: int) -> bool:
    return text.rfind("《", max(0, at - 60), at) > text.rfind("》", max(0, at - 60), at)


# --- the notice that is cited -------------------------------------------------------------------


@rule("N026", "wrong-notice-cited", ERROR, cites=("格式2021", "格式2019"), forms=SINCE_2019)
def wrong_notice(ctx: Context) -> Iterator[Hit]:
    """引用的文件过时、废止或写错。

    查什么：2021年度起的报告引用了国办公开办函〔2019〕60号，2020年度以前的报告引用了〔2021〕30号；引用已修订的国务院令第492号；把711号写成711条。
    为什么：依据写错，等于说明用错了格式。
    怎样改：2021年度起引用国办公开办函〔2021〕30号；条例引用国务院令第711号。
    依据：国办公开办函〔2019〕60号、国办公开办函〔2021〕30号。
    """
    everything = ctx.everything
    if ctx.year is not None and ctx.required is not None:
        old, new = "〔2019〕60号", "〔2021〕30号"
        wrong, right = (old, new) if ctx.required.name == "2021" else (new, old)
        if f"函{wrong}" in everything and f"函{right}" not in everything:
            message = f"{ctx.year}年度的报告应依据国办公开办函{right}编制，文中引用的是{wrong}"
            yield from _cited(ctx, rf"函({wrong})", message, right)
        if right == new and _OLD_NOTICE in everything and new not in everything and f"函{old}" not in everything:
            message = f"{ctx.year}年度的报告应依据国办公开办函{new}编制，文中引用的这份通知是2019年的国办公开办函{old}"
            for hit in _cited(ctx, f"国务院办公厅[^，。；《》]{{0,20}}({_OLD_NOTICE})", message, ""):
                yield hit._replace(fix=None)
    if "492" in everything:
        yield from _cited(ctx, r"令第?(492) ?号", "国务院令第492号是修订前的条例，现行条例是国务院令第711号", "711", ("条例",))
    if "711条" in everything or "711 条" in everything:
        yield from _cited(ctx, r"令第?(711 ?条)", "条例的文号是国务院令第711号，不是711条", "711号", ("条例",))
    if "年度报告格式" in everything:
        number = ctx.required.number.rpartition("函")[2] if ctx.required else ""
        source = r"年度报告格式(?:（试行）)?》{1,2}(?:的通知》{0,2})?（国办公开办函(〔20\d\d〕\d+号)"
        for hit in _cited(ctx, source, "", number):
            if number and hit.place.text and alike(hit.place.text) not in ("〔2019〕60号", "〔2021〕30号"):
                yield hit._replace(message=f"年度报告格式的文号是国办公开办函{number}，文中写的是{hit.place.text}")


def _cited(ctx: Context, source: str, message: str, right: str, cites: tuple[str, ...] | None = None) -> Iterator[Hit]:
    for part in _PROSE:
        for match in _pattern(source).finditer(ctx.text(part)):
            place = _place(ctx, part, *match.span(1))
            yield Hit(message, place, Fix(place.text, right), cites=cites)


_OLD_NOTICE = "关于政府信息公开工作年度报告有关事项的通知"
_ISSUER = "国务院办公厅政府信息与政务公开办公室"


@rule("N027", "notice-without-book-marks", INFO, cites=("标点",))
def no_book_marks(ctx: Context) -> Iterator[Hit]:
    """引用的通知没有加书名号。

    查什么：“国务院办公厅政府信息与政务公开办公室关于印发《……》的通知”外面没有书名号。
    为什么：文件名称应当用书名号标明起止，里面的名称用单书名号。
    怎样改：外面加《》，里面改成〈〉。
    依据：标点符号用法（GB/T 15834）。
    """
    source = f"{_ISSUER}关于印发《(中华人民共和国政府信息公开工作年度报告格式(?:（试行）)?)(?:》的通知|的通知》)"
    for part in ("preamble", "overview"):
        text = ctx.text(part)
        for match in _pattern(source).finditer(text) if _ISSUER in text else ():
            if text[match.start() - 1 : match.start()] != "《" or match.start() == 0:
                right = f"《{_ISSUER}关于印发〈{match[1]}〉的通知》"
                place = _place(ctx, part, *match.span())
                yield Hit(f"引用的通知没有加书名号，应为“{right}”", place, Fix(place.text, right))


RULES = (title_form, other_name, no_title, wrong_year, wrong_notice, no_book_marks)
