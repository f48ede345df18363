"""Does what stands there say what we gave? Title, dates, body and attachments of a page, one sentence for each."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote

from gongkai.lib.text import alike, squeeze
from gongkai.web.channels.page import page_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.lib.network.safe_http import Answer
    from gongkai.web.channels.base import Envelope
    from gongkai.web.channels.page import Page

ENOUGH = 0.95  # of the characters of our sentences
_SENTENCE = re.compile(r"[。！？；\n]+")
_NOISE = re.compile(r"(?<!\d)\.|\.(?!\d)|[^\w.%]|_")
_HAS_DIGIT = re.compile(r"\d")
_SHORTEST = 4  # characters: shorter pieces stand on every page
_SHELL = 40  # characters: a page with less text than this shows nothing without script
_DIGITS = "〇零一二三四五六七八九"
_YEAR = rf"([12]\d{{3}}|[一二][{_DIGITS}○O]{{3}})"
_DATE = re.compile(
    rf"(?<!\d){_YEAR}\s*[-/.年]\s*(\d{{1,2}}|[一二三四五六七八九十]{{1,2}})\s*[-/.月]\s*(\d{{1,2}}|[一二三四五六七八九十]{{1,3}})(?!\d)"
)
_COMPACT = re.compile(r"(?<!\d)(20\d\d)(\d\d)(\d\d)(?:\d{6})?(?!\d)")
_PUBLISHED = re.compile(r"(?:发布|发稿|上网|公开|更新|信息)?(?:日期|时间)[：〕\s]*$|发布于[：\s]*$")
_ISSUED = re.compile(r"(?:成文|生成|发文|印发|制发|签发|形成)(?:日期|时间)[：〕\s]*$")
_OTHER = re.compile(
    r"(?:生效|施行|实施|废止|失效|截止|有效期|开始|结束|报名|会议|活动|打印|当前|今天)(?:日期|时间)?(?:至|为|自)?[：〕\s]*$"
)
_BEFORE = 16  # characters in front of a date that may be its label
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|wps|et|ofd|zip|rar|7z|pptx?|jpe?g|png|txt|csv)(?:$|[?#])", re.IGNORECASE)


class Point(NamedTuple):
    """One thing compared. ``fine``: True, False, or None when the page does not show it."""

    key: str
    fine: bool | None
    words: str


class Comparison(NamedTuple):
    """All points, whether the page has any text to read (``readable``), and the day of publication that it shows."""

    points: tuple[Point, ...]
    readable: bool = True
    shown_on: date | None = None

    def against(self, accepted: tuple[str, ...] = ()) -> list[Point]:
        """The points that differ and were not accepted by a person."""
        return [point for point in self.points if point.fine is False and point.key not in accepted]

    def evidence(self) -> list[dict[str, Any]]:
        """As plain JSON values."""
        return [point._asdict() for point in self.points]

    def words(self) -> str:
        """All sentences in one."""
        return "；".join(point.words for point in self.points) + "。"


def compare(answer: Answer, envelope: Envelope) -> Comparison:
    """The page against the envelope. A file that is byte for byte one of ours agrees in all. Raises :class:`UnusableInput`."""
    for each in envelope.enclosed:
        if each.data == answer.body:
            return Comparison((Point("body", True, f"与附件“{each.name}”完全一致"),))
    if not answer.headers.get("content-type", "text/html").lower().partition(";")[0].strip().endswith(("html", "xml", "plain")):
        return Comparison((Point("body", False, "这个地址是一个文件，和本机关给出的不同"),))
    return compare_page(page_of(answer.body, answer.headers.get("content-type", "")), envelope)


def compare_page(page: Page, envelope: Envelope) -> Comparison:
    """The same for a page that was read already."""
    plain = plain_of(page.text)
    published = {day for day, label in dates_in(page.text) if label == "published"} | set(_meta_dates(page))
    points = (_title(page, plain, envelope), *_dates(page, envelope, published), _body(plain, envelope), *_attachments(page, envelope))
    shown = envelope.published_on if envelope.published_on in published else max(published, default=None)
    return Comparison(points, len(plain) >= _SHELL or points[0].fine is True, shown)


def plain_of(text: str) -> str:
    """Text as it is compared: letters, digits, decimal points and per cent signs; all else differs between two editors."""
    return _NOISE.sub("", squeeze(alike(text))).lower()


def _title(page: Page, plain: str, envelope: Envelope) -> Point:
    wanted = plain_of(envelope.title)
    if any(wanted in plain_of(title) for title in page.titles):
        return Point("title", True, "标题一致")
    if wanted and wanted in plain[:4000] and not _rival(page, wanted):
        return Point("title", True, "标题一致（在正文里）")
    shown = f"网页是“{page.titles[0][:60]}”" if page.titles else "网页没有标题"
    return Point("title", False, f"标题不一致：{shown}，本机关登记的是“{envelope.title[:60]}”")


def _rival(page: Page, wanted: str) -> bool:
    """Whether the page has an article title of its own that is not ours."""
    own = page.metas.get("articletitle", "")
    return bool(own) and wanted not in plain_of(own)


def _dates(page: Page, envelope: Envelope, published: set[date]) -> Iterator[Point]:
    found = list(dates_in(page.text))
    if published:
        yield _date("published", "发布日期", published, envelope.published_on)
    elif any(day == envelope.published_on for day, _ in found):
        yield Point("published", True, "网页上有发布日期")
    else:
        yield Point("published", None, "网页上没有找到发布日期")
    issued = {day for day, label in found if label == "issued"}
    if envelope.issued_on and issued:
        yield _date("issued", "成文日期", issued, envelope.issued_on)


def _date(key: str, name: str, found: set[date], wanted: date) -> Point:
    if wanted in found:
        return Point(key, True, f"{name}一致")
    shown = "、".join(day_words(day) for day in sorted(found)[:3])
    return Point(key, False, f"{name}不一致：网页是 {shown}，本机关登记的是 {day_words(wanted)}")


def _meta_dates(page: Page) -> Iterator[date]:
    for name in ("pubdate", "publishdate", "article:published_time"):
        yield from (day for day, _ in dates_in(page.metas.get(name, "")))


def dates_in(text: str) -> Iterator[tuple[date, str]]:
    """Each date in any form an office writes, and what it is called there: published, issued or ``""``.

    >>> list(dates_in("成文日期：二〇二六年三月一日　发布时间：2026-03-02 10:00"))
    [(datetime.date(2026, 3, 1), 'issued'), (datetime.date(2026, 3, 2), 'published')]
    """
    text = alike(text)
    for match in sorted((*_DATE.finditer(text), *_COMPACT.finditer(text)), key=lambda each: each.start()):
        try:
            day = date(_year(match[1]), _number(match[2]), _number(match[3]))
        except ValueError:
            continue
        before = text[max(0, match.start() - _BEFORE) : match.start()].rstrip(" \n〔“")
        label = "issued" if _ISSUED.search(before) else "" if _OTHER.search(before) else "published" if _PUBLISHED.search(before) else ""
        yield day, label


def _year(word: str) -> int:
    return int(word) if word.isdigit() else int("".join(str(_digit(each)) for each in word))


def _number(word: str) -> int:
    """1–39 in digits or in words (二十九, 十)."""
    if word.isdigit():
        return int(word)
    tens, ten, ones = word.partition("十")
    return (_digit(tens) or 1) * 10 + _digit(ones) if ten else _digit(word)


def _digit(word: str) -> int:
    return max(0, _DIGITS.find(word) - 1) if word else 0  # both signs for nought come first


def _body(plain: str, envelope: Envelope) -> Point:
    sentences = [(raw.strip(), plain_of(raw)) for raw in _SENTENCE.split(envelope.text)]
    wanted = [(raw, each) for raw, each in sentences if len(each) >= _SHORTEST] or [(raw, each) for raw, each in sentences if each]
    total = sum(len(each) for _, each in wanted)
    if not total:
        return Point("body", None, "本机关登记的没有正文，没有比较")
    missing = [(raw, each) for raw, each in wanted if each not in plain]
    share = 1 - sum(len(each) for _, each in missing) / total
    if not missing:
        return Point("body", True, "正文一致")
    quoted = "、".join(f"“{raw[:30]}{'…' if len(raw) > 30 else ''}”" for raw, _ in missing[:3])
    more = f"等 {len(missing)} 处" if len(missing) > 3 else ""
    percent = min(99, int(share * 100))
    figures = any(_HAS_DIGIT.search(each) for _, each in missing)  # a figure that differs is never a trifle
    return Point("body", share >= ENOUGH and not figures, f"正文一致 {percent}%，网页上少了或者不同的：{quoted}{more}")


def _attachments(page: Page, envelope: Envelope) -> Iterator[Point]:
    if not envelope.enclosed:
        return
    linked = [plain_of(f"{link.words} {unquote(link.address)}") for link in page.links]
    missing = [
        each.name for each in envelope.enclosed if not any(plain_of(each.name.rpartition(".")[0] or each.name) in words for words in linked)
    ]
    if not missing:
        yield Point("attachments", True, f"附件 {len(envelope.enclosed)} 个都有链接")
        return
    files = {link.address for link in page.links if _FILE.search(link.address)}
    if len(files) >= len(envelope.enclosed):
        yield Point("attachments", None, f"网页上有 {len(files)} 个文件的链接，名称和附件不同，请点开核对")
        return
    yield Point("attachments", False, "没有找到附件" + "、".join(f"“{name}”" for name in missing[:5]) + "的链接")


def day_words(day: date) -> str:
    """2026年3月1日."""
    return f"{day.year}年{day.month}月{day.day}日"
