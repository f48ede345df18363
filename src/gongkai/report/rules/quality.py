"""Q: quality of content, where a checker would send the report back with a remark."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from gongkai.lib.text import squeeze
from gongkai.report.forms import form_of
from gongkai.report.rules.base import INFO, SINCE_2019, SINCE_2021, WARNING, Hit, Place, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.report.rules.base import Rule
    from gongkai.report.rules.context import Context

FEES_LIMIT = 10_000  # 万元, for a town
PROBLEMS_SHORT = 60  # characters
PHRASE = 8  # characters
PARAGRAPH_LONG = 500  # beyond this, repetition is nothing remarkable
_PROSE = ("preamble", "overview", "problems", "other")
# Letters beyond ASCII: the class of Chinese characters itself is slow to compile.
_HAN = r"[^\W\x00-\x7f]"
# Words no annual report can do without: more of them is needed before it is worth a remark.
_TERMS = re.compile(
    "政府信息公开工作|政府信息公开申请|政府信息公开条例|中华人民共和国|政府信息|信息公开|公开工作|年度报告|门户网站|规范性文件|人民政府|政务新媒体|政务公开"
)


@cache
def _pattern(source: str) -> re.Pattern[str]:
    """Compiled when first asked for: start-up pays for nothing."""
    return re.compile(source)


@rule("Q001", "approximate-count", INFO, cites=("惯例",))
def approximate(ctx: Context) -> Iterator[Hit]:
    """数字写成了约数。

    查什么：正文中“余条”“余件”“余篇”和“约某某条”一类的写法。
    为什么：年度报告的数字应当是实数，约数无法与表格核对。
    怎样改：查台账，写出准确的数。
    依据：年度报告编制惯例。
    """
    for part in ("overview", "problems", "other"):
        text = ctx.text(part)
        found = list(_pattern(r"\d+\s*(?:余|多)\s*(?:条|件|篇)|\d+\s*(?:条|件|篇)(?:余|左右|以上)|约\s*\d+\s*(?:条|件|篇)").finditer(text))
        if found:
            shown = "、".join(f"“{squeeze(match[0])}”" for match in found[:3])
            first = found[0]
            yield Hit(
                f"{shown}是约数，应写准确的数",
                Place(part, text=ctx.raw(part)[first.start() : first.end()], start=first.start(), end=first.end()),
            )


@rule("Q002", "all-zero-applications", INFO, cites=("惯例",), forms=SINCE_2019)
def all_zero(ctx: Context) -> Iterator[Hit]:
    """表三、表四全部是 0。

    查什么：收到和处理申请的表、复议诉讼的表是不是每一格都是 0。
    为什么：基层一年没有收到申请是正常的，但也可能是没有填。
    怎样改：核对登记台账；确实没有的，不用改。
    依据：年度报告编制惯例。
    """
    form = form_of(ctx.report.form)
    if form is None or not ctx.text("overview").strip():
        return
    keys = [key for key in form.row_keys() if not key.startswith("table2.")]
    rows = [ctx.row(key) for key in keys]
    if all(row is not None and all(figure.value == 0 and figure.value is not None for figure in row) for row in rows):
        yield Hit("表三、表四每一格都是 0，请核对台账，确实没有收到申请、没有复议诉讼就不用改", Place("table3"))


@rule("Q003", "phrase-repeated", INFO, cites=("惯例",))
def repeated_phrase(ctx: Context) -> Iterator[Hit]:
    """同一段里一句话反复出现。

    查什么：一段之内，八个字以上的同一说法出现三次以上；“政府信息公开工作”一类常用语出现六次以上才指出；带件数的并列分项不算。
    为什么：反复说同一句话，往往是拼凑或多次粘贴留下的。
    怎样改：合并重复的句子。
    依据：年度报告编制惯例。
    """
    for part in ("overview", "problems", "other"):
        for paragraph in _pattern(r"[^\n]+").finditer(ctx.text(part)):
            phrase, times = _repeated(paragraph[0])
            if phrase:
                start = paragraph.start() + paragraph[0].index(phrase)
                yield Hit(f"同一段里“{phrase}”出现了 {times} 次", Place(part, text=phrase, start=start, end=start + len(phrase)))


def _repeated(paragraph: str) -> tuple[str, int]:
    """The longest phrase said too often in the paragraph, and how often; ("", 0) when none."""
    if not 3 * PHRASE <= len(paragraph) <= PARAGRAPH_LONG:
        return "", 0
    counts: dict[str, int] = {}
    for run in _pattern(f"{_HAN}{{{PHRASE},}}").findall(_pattern("《[^》]*》").sub("，", paragraph)):
        for index in range(len(run) - PHRASE + 1):
            piece = run[index : index + PHRASE]
            counts[piece] = counts.get(piece, 0) + 1
    best = ""
    for piece, times in counts.items():
        if times < 3 or paragraph.count(piece) < times:
            continue
        phrase = _stretched(paragraph, piece, times)
        own = len(_TERMS.sub("", phrase))
        often = times >= (3 if own >= 5 else 6) and not _is_name(phrase)
        if often and len(phrase) > len(best) and len(_pattern(re.escape(phrase) + r"[^，。；]{0,6}\d").findall(paragraph)) < 2:
            best = phrase
    return best, paragraph.count(best) if best else 0


def _stretched(paragraph: str, piece: str, times: int) -> str:
    """The piece made as long to the right as it can be without losing an occurrence."""
    start = paragraph.index(piece)
    end = start + len(piece)
    while end < len(paragraph) and _pattern(_HAN).match(paragraph[end]) and paragraph.count(paragraph[start : end + 1]) >= times:
        end += 1
    return paragraph[start:end]


def _is_name(phrase: str) -> bool:
    """Names of organs may be said as often as needed."""
    return _pattern("(?:镇|乡|街道|局|委员会|办公室|管委会|领导小组)").search(phrase) is not None or "人民政府" in phrase


@rule("Q004", "fees-implausible", WARNING, cites=("格式2021#第二部分",), forms=SINCE_2021)
def fees(ctx: Context) -> Iterator[Hit]:
    """乡镇、街道的行政事业性收费大得不像万元。

    查什么：乡镇、街道填的收费金额达到一万万元（一亿元）。
    为什么：这一栏的单位是万元，常有人按元填写。
    怎样改：按元填的，除以 10000 再填；确实是万元的，不用改。
    依据：2021年格式第二部分。
    """
    amount = ctx.report.number("table2.fees", 0)
    if ctx.is_town and amount is not None and amount >= FEES_LIMIT and ctx.report.table2_forms.get("fees") != "2019":
        yield Hit(
            f"行政事业性收费填了 {amount} 万元，即 {amount / 10_000:.2f} 亿元，可能是按元填写的",
            Place("table2", row="fees", column="本年收费金额（单位：万元）", text=str(amount)),
            certain=not ctx.report.doubted("table2.fees"),
        )


@rule("Q005", "problems-short", INFO, cites=("考核",), forms=SINCE_2019)
def problems_short(ctx: Context) -> Iterator[Hit]:
    """第五部分太短。

    查什么：存在的主要问题及改进情况是不是不到六十个字。
    为什么：几十个字说不清问题和改进，考核时常被认为敷衍。
    怎样改：写出具体的问题、原因和已经或将要采取的措施。
    依据：各地考核中的通行做法。
    """
    length = len(squeeze(ctx.text("problems")))
    if 6 < length < PROBLEMS_SHORT:
        yield Hit(f"第五部分只有 {length} 个字，难以说清问题和改进", Place("problems", text=squeeze(ctx.raw("problems"))))


@rule("Q006", "punctuation-mixed", INFO, cites=("标点",))
def punctuation(ctx: Context) -> Iterator[Hit]:
    """中文里半角、全角标点混用。

    查什么：汉字旁边的半角逗号、冒号、分号、括号、问号、叹号，而同一篇里也用了全角的。
    为什么：中文应用全角标点，混用多是从别处粘贴来的。
    怎样改：把汉字旁边的半角标点改成全角的；网址、电话号码和数字里的不动。
    依据：标点符号用法。
    """
    count, first = 0, None
    wide = False
    for part in _PROSE:
        text = _pattern(r"(?:https?://|www\.)[\x21-\x7e]+").sub(lambda match: " " * len(match[0]), ctx.raw(part))
        wide = wide or any(mark in text for mark in "，：；（）？！")
        for match in _pattern(r"[,;:?!()]").finditer(text):
            if not (_is_han(text[match.start() - 1 : match.start()]) or _is_han(text[match.end() : match.end() + 1])):
                continue
            count += 1
            if first is None:
                first = Place(part, text=match[0], start=match.start(), end=match.end())
    if first is not None and wide:
        around = ctx.raw(first.part)[max(0, first.start - 6) : first.end + 6].strip()
        yield Hit(f"全文有 {count} 处汉字旁边用了半角标点，与全角混用，如“{squeeze(around)}”", first)


def _is_han(character: str) -> bool:
    # Not a class of a pattern: one with this range takes milliseconds to compile.
    return "\u4e00" <= character <= "\u9fff"


@rule("Q007", "nothing-attached", INFO, cites=("惯例",))
def nothing_attached(ctx: Context) -> Iterator[Hit]:
    """正文说见附件、见图，文中却没有。

    查什么：“详见附件”“见下图”“如图1”之后有没有附件或图的标题。
    为什么：读者找不到，信息就等于没有公开。
    怎样改：附上附件或图，或者删去这句话。
    依据：年度报告编制惯例。
    """
    whole = ctx.text("document") or ctx.everything
    for part in _PROSE:
        text = ctx.text(part)
        for match in _pattern(r"(?:详?见|参见)(?:本报告)?附件\d?|(?:详?见|如)(?:上|下)?图\s*\d?(?=所示|[。，；）、]|\s|$)").finditer(text):
            figure = "图" in match[0]
            words = r"图\s*\d\s*[：:.\s、]?\s*[^\s，。所示]" if figure else r"附件\s*(?:\d|：|下载|\s*\n|$)"
            others = whole.replace(match[0], "", 1)
            if not _pattern(words).search(others):
                what = "图" if figure else "附件"
                place = Place(part, text=ctx.raw(part)[match.start() : match.end()], start=match.start(), end=match.end())
                yield Hit(f"“{squeeze(match[0])}”，文中没有找到{what}", place, certain=not figure)


RULES: tuple[Rule, ...] = (approximate, all_zero, repeated_phrase, fees, problems_short, punctuation, nothing_attached)
