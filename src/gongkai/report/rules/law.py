"""L: what law and practice ask an annual report to contain."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from gongkai.lib.text import squeeze
from gongkai.report.organ import BUREAU, GOVERNMENT, TOWN
from gongkai.report.rules.base import ERROR, INFO, SINCE_2019, SINCE_2021, WARNING, Hit, Place, rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from gongkai.report.rules.base import Rule
    from gongkai.report.rules.context import Context

OVERVIEW_LIMIT = 1000  # characters, 原则上
_PERIOD_WORDS = (
    "统计期限", "统计时限", "统计时段", "统计时间", "统计区间", "统计周期",
    "统计的期限", "统计截止", "数据截止", "数据截至", "数据核定", "数据的统计",
)  # fmt: skip
_ASPECTS = (
    ("主动公开", ("主动公开", "主动发布", "公开信息", "公开政府信息", "公开政务信息", "发布信息")),
    ("依申请公开", ("依申请", "申请公开", "公开申请", "公开的申请")),
    ("政府信息管理", ("信息管理", "规范性文件", "审核", "审查", "三审", "保密", "信息清理", "信息更新")),
    ("政府信息公开平台建设", ("平台", "网站", "新媒体", "公众号", "专栏", "载体", "渠道建设")),
    ("监督保障", ("监督", "保障", "考核", "评议", "培训", "追究", "督查", "检查", "问责")),
)
# What a 人民政府 owes under Article 50 item (4), with the words that count as saying it.
_OVERSIGHT = (
    ("工作考核", ("考核", "考评", "绩效")),
    ("社会评议", ("评议", "测评", "满意度", "评估")),
    ("责任追究结果", ("追究", "问责", "追责")),
)
_PROBLEMS = (
    "问题", "不足", "差距", "薄弱", "短板", "不够", "欠缺", "有待", "滞后",
    "单一", "不强", "不到位", "不高", "不及时", "还需", "仍需", "不完善", "不多",
)  # fmt: skip
_MEASURES = ("下一步", "下步", "改进", "措施", "将", "今后", "明年", "整改", "计划", "下一阶段", "着力", "继续", "进一步")
_CONTACT = ("联系", "电话", "传真", "邮箱", "邮编", "咨询")
_ACCESS = ("下载", "查阅", "查询", "浏览", "网址", "http", "www.", "专栏")


def _has(text: str, words: Iterable[str]) -> bool:
    return any(word in text for word in words)


@cache
def _pattern(source: str) -> re.Pattern[str]:
    """Compiled when first asked for: start-up pays for nothing."""
    return re.compile(source)


def _range() -> re.Pattern[str]:
    day = r"(\d{1,2}|[一二三十]{1,3})[月.\-/](\d{1,2}|[一二三十]{1,3})日?"
    year = r"(?:[\d〇○零一二]{4}[年.\-/])?"
    return _pattern(rf"(?<!\d){year}{day}0?[时点]?(?:起|开始)?[,，]?(?:至|到|[—\-~])+{year}{day}")


def _only_none(text: str) -> bool:
    """True for a part that says nothing but “无” in one of its usual forms."""
    bare = squeeze(text).strip("。.，、；：-—（）")
    none = r"(?:本年度?|\d{4}年度?|全年|目前)?(?:暂无|无|没有|不存在|零)(?:任何)?(?:其他|其它|相关)?(?:需要|需|要)?(?:报告|说明)?的?(?:主要)?(?:事项|情况|内容|问题)?"
    return not bare or _pattern(none).fullmatch(bare) is not None


def _periods(ctx: Context) -> list[re.Match[str]]:
    """Day ranges that speak of the data of this report."""
    text = squeeze(ctx.everything)
    words = (*_PERIOD_WORDS, "数据", "统计")
    return [found for found in _range().finditer(text) if _has(text[max(0, found.start() - 40) : found.end() + 12], words)]


def _speaks_of_period(ctx: Context) -> bool:
    text = squeeze(ctx.everything)
    return _has(text, _PERIOD_WORDS) or _pattern(r"数据[^。]{0,12}(?:截至|截止|期限|时限|自\d|从\d)").search(text) is not None


def _whole(ctx: Context) -> bool:
    """Is this a report and not a scrap of one? What a scrap does not say, the rest may say."""
    report = ctx.report
    overview = len(squeeze(ctx.text("overview"))) >= 30
    return overview + (len(squeeze(ctx.text("problems"))) > 1) + ("other" in report.sections) + bool(report.rows) >= 2


@rule("L001", "no-statistics-period", WARNING, cites=("惯例",), forms=SINCE_2019)
def no_period(ctx: Context) -> Iterator[Hit]:
    """没有写明数据的统计期限。

    查什么：全文有没有“统计期限自某年1月1日起至12月31日止”一类的话。
    为什么：没有期限，读者不知道数字是哪一段时间的，上级汇总时也无法核对。
    怎样改：在开头加一句“所列数据的统计期限自某年1月1日起至某年12月31日止”。
    依据：年度报告编制惯例。
    """
    if _whole(ctx) and not _speaks_of_period(ctx) and not _periods(ctx):
        year = ctx.year or "某"
        yield Hit(f"没有写明数据的统计期限，应写：统计期限自{year}年1月1日起至{year}年12月31日止", Place("preamble"))


@rule("L002", "period-not-whole-year", WARNING, cites=("惯例",), forms=SINCE_2019)
def wrong_period(ctx: Context) -> Iterator[Hit]:
    """统计期限不是1月1日至12月31日。

    查什么：写出的统计期限，起止的月和日是不是1月1日和12月31日；只写截止日的也指出。
    为什么：年度报告报告的是一整个自然年，少一段就与表格对不上。
    怎样改：改为当年1月1日至12月31日，并核对数字是否确为全年数。
    依据：年度报告编制惯例。
    """
    periods = _periods(ctx)
    whole = {("1", "1", "12", "31"), ("一", "一", "十二", "三十一")}
    for found in periods:
        days = tuple(part.lstrip("0") for part in found.groups())
        if days not in whole:
            yield Hit(f"统计期限写的是“{found[0]}”，应是1月1日至12月31日", _located(ctx, found[0]))
    if not periods:
        end_only = _pattern(r"(?:截至|截止|核定)[^。，；]{0,14}?12月31日").search(
            squeeze(ctx.text("preamble") + ctx.text("overview")[:400])
        )
        if end_only and _speaks_of_period(ctx):
            yield Hit(f"统计期限只写了截止日“{end_only[0]}”，应写明自1月1日起至12月31日止", _located(ctx, end_only[0]))


def _located(ctx: Context, words: str) -> Place:
    """The part and characters where ``words`` stand, whatever white space lies between them."""
    loose = re.compile(r"\s*".join(map(re.escape, words)))
    for part in ("preamble", "overview", "problems", "other", "table2", "table3", "table4"):
        found = loose.search(ctx.text(part))
        if found:
            return Place(part, text=ctx.raw(part)[found.start() : found.end()], start=found.start(), end=found.end())
    return Place("document", text=words)


@rule("L003", "overview-lacks-aspect", WARNING, cites=("格式2021#第一部分",), forms=SINCE_2021)
def missing_aspect(ctx: Context) -> Iterator[Hit]:
    """总体情况缺少五个方面之一。

    查什么：第一部分有没有说到主动公开、依申请公开、政府信息管理、政府信息公开平台建设、监督保障。
    为什么：格式要求总体情况写这五个方面，缺一个就是不完整。
    怎样改：补上缺的那一方面，没有开展工作的也要如实写一句。
    依据：2021年格式第一部分。
    """
    text = squeeze(ctx.text("overview"))
    if not text or not _whole(ctx):
        return
    missing = [name for name, words in _ASPECTS if not _has(text, words)]
    if missing:
        yield Hit(f"总体情况没有写到{'、'.join(missing)}，五个方面都要写", Place("overview"))


@rule("L004", "oversight-results-missing", WARNING, cites=("条例:50(4)",), forms=SINCE_2019)
def oversight(ctx: Context) -> Iterator[Hit]:
    """人民政府的报告没有写工作考核、社会评议、责任追究结果。

    查什么：乡镇和县级以上人民政府的报告，正文里有没有说到这三项。
    为什么：条例要求各级人民政府在年度报告中写明这三项的结果；街道办事处和部门不受此限。
    怎样改：在监督保障中各写一句，没有发生责任追究的，写“未发生责任追究情形”。
    依据：条例第五十条第四项。
    """
    if ctx.kind not in (TOWN, GOVERNMENT) or not ctx.text("overview").strip() or not _whole(ctx):
        return
    text = squeeze("".join(ctx.text(part) for part in ("overview", "problems", "other")))
    missing = [name for name, words in _OVERSIGHT if not _has(text, words)]
    if missing:
        yield Hit(f"监督保障没有写{'、'.join(missing)}，人民政府的年度报告应当写明", Place("overview"))


@rule("L005", "processing-fee-not-told", ERROR, cites=("收费办法", "格式2021#第六部分"), forms=SINCE_2021)
def processing_fee(ctx: Context) -> Iterator[Hit]:
    """第六部分没有写信息处理费的收取情况。

    查什么：“其他需要报告的事项”有没有说到信息处理费；只写“无”的也指出。
    为什么：自2021年起，收取信息处理费的情况要在年度报告中写明，没有收取也要写。
    怎样改：写“本年度未收取信息处理费”，或写明收取的件数和金额。
    依据：信息处理费管理办法和2021年格式第六部分。
    """
    text = ctx.text("other")
    if "other" not in ctx.report.sections or "处理费" in squeeze(text):
        return
    if _only_none(text):
        shown = squeeze(ctx.raw("other"))
        said = f"只写了“{shown}”" if shown else "没有内容"
        yield Hit(f"第六部分{said}，应写明信息处理费的收取情况，没有收取也要写", Place("other", text=shown))
        return
    elsewhere = _pattern(r"(?:收取|未收|没有收|无收)[^。；]{0,14}处理费|处理费[^。；]{0,14}(?:\d|未|无|零)").search(squeeze(ctx.everything))
    fees = _pattern(r"(?:收取|未收|无)[^。；]{0,12}(?:费用|收费)|收费[^。；]{0,8}(?:\d|无|零)").search(squeeze(text))
    if elsewhere:
        yield Hit("信息处理费的情况写在别处，第六部分也应写明", Place("other", text=elsewhere[0]), level=WARNING)
    elif fees:
        yield Hit(f"第六部分写“{fees[0]}”，没有指明是信息处理费", Place("other", text=fees[0]), level=WARNING)
    else:
        yield Hit("第六部分没有写信息处理费的收取情况，没有收取也要写", Place("other"))


@rule("L006", "applications-only-none", WARNING, cites=("条例:50(2)",), forms=SINCE_2019)
def applications_none(ctx: Context) -> Iterator[Hit]:
    """依申请公开一段只写了“无”。

    查什么：总体情况中“依申请公开”的小标题之下是不是只有一个“无”字。
    为什么：只写“无”，看不出是没有收到申请，还是没有写。
    怎样改：写“本年收到政府信息公开申请 0 件，上年结转 0 件”。
    依据：条例第五十条第二项。
    """
    text = ctx.text("overview")
    at = text.find("依申请公开")
    while at >= 0:
        start, end = _body(text, at)
        body = text[start:end]
        if body.strip() and len(body) < 40 and _numbered(text[:at]) and _only_none(body):
            start += len(body) - len(body.lstrip())
            end = start + len(body.strip())
            words = ctx.raw("overview")[start:end]
            yield Hit(f"依申请公开只写了“{words}”，应写明收到申请 0 件", Place("overview", text=words, start=start, end=end))
        at = text.find("依申请公开", at + 5)


def _numbered(before: str) -> bool:
    """Does a number of a sub-heading, （二） or 2., stand before?"""
    bare = before.rstrip().removesuffix("政府信息").rstrip()
    return bare.endswith("）") or bare[-2:-1].isdigit()


def _body(text: str, at: int) -> tuple[int, int]:
    """What stands between a sub-heading, which begins at ``at``, and the next one."""
    ends = [found for mark in "。：\n" if 0 <= (found := text.find(mark, at)) <= at + 16]
    start = min(ends) + 1 if ends else at + 5
    marks = ("（一）", "（二）", "（三）", "（四）", "（五）", "（六）", "\n1.", "\n2.", "\n3.", "\n4.", "\n5.")
    return start, min([found for mark in marks if (found := text.find(mark, start)) >= 0], default=len(text))


@rule("L007", "problems-empty", ERROR, cites=("条例:50(4)",), forms=SINCE_2019)
def problems_empty(ctx: Context) -> Iterator[Hit]:
    """第五部分是空的，或只写了“无”。

    查什么：“存在的主要问题及改进情况”有没有实际内容。
    为什么：这是条例规定必须写的内容，写“无”等于没有报告。
    怎样改：写出本年工作中一两个真实的问题，以及怎样改进。
    依据：条例第五十条第四项。
    """
    if "problems" not in ctx.report.sections or not _whole(ctx) or not _only_none(ctx.text("problems")):
        return
    words = squeeze(ctx.raw("problems"))
    said = f"只写了“{words}”" if words else "没有内容"
    yield Hit(f"第五部分{said}，应写明主要问题和改进情况", Place("problems", text=words))


@rule("L008", "overview-too-long", INFO, cites=("惯例",), forms=SINCE_2021)
def overview_long(ctx: Context) -> Iterator[Hit]:
    """总体情况超过一千字。

    查什么：第一部分的字数（含标点，不含空白）。
    为什么：各地通知要求这一部分原则上不超过一千字。
    怎样改：删去与政府信息公开无关的话和空泛的话，留下事实和数字。
    依据：年度报告编制惯例。
    """
    length = len(squeeze(ctx.text("overview")))
    if length > OVERVIEW_LIMIT:
        yield Hit(f"总体情况有 {length} 字，原则上不超过 {OVERVIEW_LIMIT} 字", Place("overview"))


@rule("L009", "no-contact", INFO, cites=("惯例",), forms=SINCE_2019)
def no_contact(ctx: Context) -> Iterator[Hit]:
    """没有写联系方式。

    查什么：开头和第六部分有没有联系方式；没有时，连同下载、查阅的办法一并看。
    为什么：读者有疑问要知道问谁，要知道电子版在哪里。
    怎样改：在开头写明联系部门、地址、邮编、电话和下载的网站。
    依据：年度报告编制惯例。
    """
    if not _whole(ctx):
        return
    opening = ctx.text("preamble") if ctx.text("preamble").strip() else ctx.text("overview")[:400]
    text = squeeze(opening + ctx.text("other"))
    missing = [name for name, words in (("联系方式", _CONTACT), ("查阅、下载的办法", _ACCESS)) if not _has(text, words)]
    if "联系方式" in missing:
        yield Hit(f"没有写{'和'.join(missing)}", Place("preamble"))


@rule("L010", "no-legal-basis", INFO, cites=("条例:50", "惯例"), forms=SINCE_2019)
def no_basis(ctx: Context) -> Iterator[Hit]:
    """开头没有写编制的依据。

    查什么：开头有没有提到政府信息公开条例或年度报告格式。
    为什么：年度报告是依条例编制的法定文书，通常开头先写依据。
    怎样改：开头写“根据《中华人民共和国政府信息公开条例》……编制”。
    依据：条例第五十条，年度报告编制惯例。
    """
    if _whole(ctx) and not _has(squeeze(ctx.text("preamble") + ctx.text("overview")[:500]), ("条例", "年度报告格式", "报告格式")):
        yield Hit("开头没有写编制依据，应提到《中华人民共和国政府信息公开条例》", Place("preamble"))


@rule("L011", "published-early-or-late", WARNING, cites=("条例:49",), forms=SINCE_2019)
def published(ctx: Context) -> Iterator[Hit]:
    """发布日期早于年度结束，或晚于法定期限。

    查什么：网页上写的发布日期；部门看1月31日，县级以上人民政府看3月31日，乡镇、街道没有全国统一的日期。
    为什么：年度没有结束，数字就不全；过了法定日期就是逾期公布。
    怎样改：核对网页上的日期；提前发布的用全年数字更新，逾期的说明原因。
    依据：条例第四十九条。
    """
    day = _published_day(ctx.report.metadata)
    if day is None or ctx.year is None:
        return
    shown = f"{day[0]}年{day[1]}月{day[2]}日"
    place = Place("document", text=shown)
    if day[0] <= ctx.year:
        yield Hit(f"发布日期是{shown}，这时{ctx.year}年还没有结束", place, certain=day[0] == ctx.year)
    name = (ctx.organ or "").rstrip("）)")
    if ctx.kind == GOVERNMENT and day > (ctx.year + 1, 3, 31):
        yield Hit(f"发布日期是{shown}，晚于{ctx.year + 1}年3月31日", place, cites=("条例:49.2",), certain=day[0] == ctx.year + 1)
    elif ctx.kind == BUREAU and name.endswith(("局", "厅", "委", "委员会")) and day > (ctx.year + 1, 1, 31):
        yield Hit(f"发布日期是{shown}，晚于{ctx.year + 1}年1月31日", place, cites=("条例:49.1",), certain=day[0] == ctx.year + 1)


def _published_day(metadata: Mapping[str, str]) -> tuple[int, int, int] | None:
    """The day of publication that the page states, None when it states none or an impossible one."""
    for key, value in metadata.items():
        if "发布时间" in key or "发布日期" in key:
            found = _pattern(r"(\d{4})[年./\-](\d{1,2})[月./\-](\d{1,2})").search(value)
            if found and int(found[1]) >= 2008:  # 1970-01-01 is a page without a date
                return int(found[1]), int(found[2]), int(found[3])
    return None


@rule("L012", "problems-without-measures", WARNING, cites=("条例:50(4)",), forms=SINCE_2019)
def half_problems(ctx: Context) -> Iterator[Hit]:
    """第五部分只有问题没有改进，或只有改进没有问题。

    查什么：第五部分是不是既说了问题，又说了怎样改进。
    为什么：条例要求两样都写；只写一样，读者看不到工作怎样改好。
    怎样改：每个问题后面写一条对应的改进。
    依据：条例第五十条第四项。
    """
    text = squeeze(ctx.text("problems"))
    # A remark in 〔〕 by whoever abridged the text: what is missing may have been said.
    if len(text) < 10 or _only_none(text) or _pattern(r"〔[^〕]*(?:略|[a-z]{3})[^〕]*〕").search(text):
        return
    problems, measures = _has(text, _PROBLEMS), _has(text, _MEASURES)
    if problems and not measures:
        yield Hit("第五部分写了问题，没有写怎样改进", Place("problems"))
    elif measures and not problems:
        yield Hit("第五部分写了改进，没有写存在什么问题", Place("problems"))


@rule("L013", "no-number-published", INFO, cites=("条例:50(1)",), forms=SINCE_2019)
def no_number(ctx: Context) -> Iterator[Hit]:
    """总体情况没有写主动公开了多少条信息。

    查什么：第一部分有没有主动公开信息的条数。
    为什么：表格不统计公开信息的条数，只有总体情况能让读者知道。
    怎样改：写明全年主动公开的条数，按网站、新媒体等渠道分开。
    依据：条例第五十条第一项。
    """
    text = squeeze(ctx.text("overview")) and squeeze(ctx.text("overview") + ctx.text("table2"))
    count = r"\d+(?:余|多)?(?:条|篇|份|则)|(?:公开|发布|推送|信息)[^。；]{0,24}\d+(?:余|多)?(?:件|项|个|次|期|批)"
    if text and _whole(ctx) and not _pattern(count).search(text):
        yield Hit("总体情况没有写主动公开政府信息的条数", Place("overview"))


RULES: tuple[Rule, ...] = (
    no_period,
    wrong_period,
    missing_aspect,
    oversight,
    processing_fee,
    applications_none,
    problems_empty,
    overview_long,
    no_contact,
    no_basis,
    published,
    half_problems,
    no_number,
)
