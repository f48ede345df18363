"""Wording: doubled words, confusions, 的 and 地, brackets, what was left in and what was lost.

Every function takes a text made alike (:func:`gongkai.lib.text.alike`), except
:func:`brackets`, which needs the quotation marks as printed, and yields :class:`Flaw` in no
particular order. Most texts have no flaw, so a plain search always stands before a pattern.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from gongkai.lib.text import alike
from gongkai.proof import words
from gongkai.proof.flaw import Flaw

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST = 60  # characters of a passage that stands twice back to back
_ANCHOR, _STRIDE = 5, 8
_RUN = re.compile(r"(.)\1{4,}", re.DOTALL)
_TABLE_WORDS = ("结果维持", "总计", "本年新", "自然人", "尚未", "纠正", "信息内容")


@cache
def _pattern(source: str) -> re.Pattern[str]:
    """A pattern compiled when first needed; most never are."""
    return re.compile(source)


@lru_cache(maxsize=4)
def _characters(text: str) -> frozenset[str]:
    """The different characters of a text: a word with another character cannot be in it."""
    return frozenset(text)


def _present(text: str, needles: tuple[str, ...]) -> list[str]:
    """Those of the words that the text has. Asking the characters first saves nine searches of ten."""
    characters = _characters(text)
    return [needle for needle in needles if characters.issuperset(needle) and needle in text]


def _all(text: str, needle: str) -> Iterator[int]:
    at = text.find(needle)
    while at >= 0:
        yield at
        at = text.find(needle, at + len(needle))


# --- doubled words ---------------------------------------------------------------------------


def doubled(text: str) -> Iterator[Flaw]:
    """Words and phrases that stand twice back to back; 常常, 沟通沟通 and numbers never."""
    for match in _pattern(words.SINGLES).finditer(text):
        before = text[match.start() - 1 : match.start()]
        if before and before in words.SINGLES_BEFORE.get(match[1], ""):
            continue
        if not _pattern(words.SINGLES_ALLOWED).match(text, match.start()):
            yield Flaw(match.start(), match.end(), match[0], match[1], "doubled")
    done: set[int] = set()
    for flaw in (*_doubled_phrases(text), *_doubled_clauses(text), *_doubled_passages(text)):
        if done.isdisjoint(range(flaw.start, flaw.end)):
            done.update(range(flaw.start, flaw.end))
            yield flaw


def _doubled_phrases(text: str) -> Iterator[Flaw]:
    """Phrases of 2 to 11 characters.

    A text against itself moved by n characters, as one exclusive or of two long numbers, is zero
    where a phrase of n characters comes again: ten times as quick as a pattern with \\1.
    """
    data = text.encode("utf-16-le", "surrogatepass")
    if len(data) != 2 * len(text):
        text = "".join(character if character <= "\uffff" else "\ufffd" for character in text)
        data = text.encode("utf-16-le", "surrogatepass")
    number = int.from_bytes(data, "little")
    for length in range(11, 1, -1):
        same = (number ^ (number >> (16 * length))).to_bytes(len(data), "little")
        at = same.find(bytes(2 * length))
        while at >= 0:
            start = (at + 1) // 2
            again = text[start : start + length] == text[start + length : start + 2 * length]
            flaw = _doubled_phrase(text, start, length) if again else None
            if flaw is not None:
                yield flaw
            behind = start + length if flaw else _behind_a_run(text, start, length)
            at = same.find(bytes(2 * length), 2 * behind)


def _behind_a_run(text: str, start: int, length: int) -> int:
    """Where to look next: one on, or where a run of one character is no longer the whole of a phrase."""
    run = _RUN.match(text, start)
    return max(start + 1, run.end() - length + 1) if run else start + 1


def _doubled_phrase(text: str, start: int, length: int) -> Flaw | None:
    phrase = text[start : start + length]
    if not all("\u4e00" <= character <= "\u9fff" for character in phrase) or len(set(phrase)) == 1:
        return None
    if phrase == "政府" and text.startswith("信息", start + 4):
        return None  # 人民政府政府信息公开指南 is right
    if phrase in words.DOUBLES_ALLOWED or phrase[0] == "一" or any(word in phrase for word in _TABLE_WORDS):
        return None
    half = length // 2
    if (length % 2 == 0 and phrase[:half] == phrase[half:]) or _NUMERALS.issuperset(phrase):
        return None
    sure = phrase not in words.DOUBLES_MEET
    return Flaw(start, start + 2 * length, phrase * 2, phrase if sure else None, "doubled", sure)


_NUMERALS = frozenset("零一二三四五六七八九十百千万〇")


def _doubled_clauses(text: str) -> Iterator[Flaw]:
    """Clauses with their comma or stop."""
    for match in _pattern("[，。；]([^，。；\n]{5,40}[，。；])\\1").finditer(text):
        if _is_prose(match[1]):
            yield Flaw(match.start(1), match.end(), match[1] * 2, match[1], "doubled")


def _doubled_passages(text: str) -> Iterator[Flaw]:
    """Passages of 13 to 60 characters, punctuation and figures included."""
    done = 0
    for at in range(0, len(text) - 2 * _ANCHOR, _STRIDE):
        if at < done:
            continue
        again = text.find(text[at : at + _ANCHOR], at + _ANCHOR, at + _LONGEST + _ANCHOR)
        if again < 0:
            continue
        length, start = again - at, at
        first = max(
            done, at - _LONGEST
        )  # an earlier begin was found from an earlier place, and one character without end costs no more than a text
        while start > first and text[start - 1] == text[start + length - 1]:
            start -= 1
        passage = text[start : start + length]
        if text[start + length : start + 2 * length] == passage and _is_prose(passage):
            done = start + 2 * length
            yield Flaw(start, done, passage * 2, passage, "doubled")


def _is_prose(passage: str) -> bool:
    characters = sum(1 for character in passage if "\u4e00" <= character <= "\u9fff")
    return characters >= 5 and "\n" not in passage and not any(word in passage for word in _TABLE_WORDS)


# --- confusions ------------------------------------------------------------------------------


def confused(text: str) -> Iterator[Flaw]:
    """Words taken for others: 国家机密 for 国家秘密."""
    characters = _characters(text)
    for wrong, right, around in words.CONFUSED:
        if not characters.issuperset(wrong) or wrong not in text:
            continue
        if around:
            for match in _pattern(around.replace("@", f"(?P<word>{wrong})")).finditer(text):
                yield Flaw(*match.span("word"), wrong, right, "confused")
        else:
            for at in _all(text, wrong):
                yield Flaw(at, at + len(wrong), wrong, right, "confused")
    if "等多种" in text or "等方式" in text or "等形式" in text:
        for match in _pattern(words.THROUGH).finditer(text):
            yield Flaw(match.start(), match.end(), "将", "通过", "confused")


@cache
def _endings() -> tuple[str, ...]:
    return tuple(sorted(words.ADVERBS, key=len, reverse=True))


def adverbs(text: str) -> Iterator[Flaw]:
    """的 where an adverb before a verb wants 地: 更好的为群众. ``wrong`` has the adverb with it."""
    endings = _endings()
    for match in _pattern(words.VERBS).finditer(text):
        at = match.start()
        if text.endswith(endings, 0, at):
            adverb = next(ending for ending in endings if text.endswith(ending, 0, at))
            if text[at - len(adverb) - 1 : at - len(adverb)] not in ("是", "有"):
                yield Flaw(at - len(adverb), match.end(), adverb + match[0], adverb + "地" + match[0][1:], "adverb")


# --- brackets --------------------------------------------------------------------------------

_PAIRS = (("（", "）", "括号"), ("《", "》", "书名号"), ("〔", "〕", "六角括号"))
_QUOTES = ("“", "”", "引号")


def brackets(printed: str, text: str | None = None) -> Iterator[Flaw]:
    """Brackets, quotation marks and book marks that are opened and not closed, or the reverse.

    ``printed`` is the text as it stands, ``text`` the same made alike.
    """
    text = alike(printed) if text is None else text
    for opening, closing, name in _PAIRS:
        if text.count(opening) != text.count(closing):
            yield from _unpaired(text, opening, closing, name)
    if printed.count("“") != printed.count("”"):
        yield from _unpaired(printed, *_QUOTES)


def _unpaired(text: str, opening: str, closing: str, name: str) -> Iterator[Flaw]:
    open_at: list[int] = []
    done = -1
    for match in _pattern(f"[{opening}{closing}]").finditer(text):
        at = match.start()
        if match[0] == opening:
            open_at.append(at)
        elif open_at:
            open_at.pop()
        elif at < done:
            continue  # the other half of ”三审三校”
        elif not (closing == "）" and _numbers_a_point(text, at)) and not (closing == "》" and text[at - 2 : at] == "--"):
            again = text.find(closing, at + 1, at + 14)
            if again > 0 and opening not in text[at:again] and opening == "“":
                done = again + 1
                yield Flaw(at, done, text[at:done], None, f"上{name}写成了下{name}，应为“{text[at + 1 : done]}")
                continue
            yield Flaw(at, at + 1, closing, None, f"有下{name}“{closing}”，前面没有上{name}“{opening}”")
    for at in open_at:
        if text[at + 1 : at + 2] == opening or text[at - 1 : at] == opening:
            yield Flaw(at, at + 1, opening, None, f"{name}“{opening}”连写了两个，只合上一个")
        elif not _pattern(r"〔20\d{3,}号").match(text, at):  # said by lost()
            yield Flaw(at, at + 1, opening, None, f"{name}“{opening}”没有合上，后面缺“{closing}”")


def _numbers_a_point(text: str, at: int) -> bool:
    """True for the bracket of 「1）」 and 「一）」."""
    return _pattern(r"(?:^|[\s。；：，、])(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[a-zA-Z])$").search(text[max(0, at - 4) : at]) is not None


# --- left in, lost, garbage ------------------------------------------------------------------


def placeholders(text: str) -> Iterator[Flaw]:
    """Words of a template that nobody filled in."""
    taken = -1
    for needle in _present(text, words.PLACEHOLDERS):
        for at in _all(text, needle):
            end = at + len(needle)
            while end < len(text) and text[end] == text[end - 1] and needle[-1] in "_＿×Xx":
                end += 1
            around = text[max(0, at - 1) : at] + text[end : end + 1]
            if needle == "待填" and (around[:1] in ("等", "有", "亟") or around[-1:] in ("补", "平", "充")):
                continue  # 有待填补
            if at >= taken and not (needle in ("XX", "xx") and _pattern(r"[A-Za-z0-9@._/\-]").search(around)):
                taken = max(taken, end)
                yield Flaw(at, end, text[at:end], None, "placeholder")


def furniture(text: str) -> Iterator[Flaw]:
    """Words of the page around the text: navigation, share buttons."""
    for needle in _present(text, words.FURNITURE):
        at = text.find(needle)
        yield Flaw(at, at + len(needle), needle, None, "furniture")


_LOST = (
    # day, month or year mark lost in a date
    (r"(20(?<!\d20)\d\d)(\d{2})(\d{2})日", "日", lambda m: f"{m[1]}年{int(m[2])}月{int(m[3])}日", "日期里的“年”“月”"),
    (r"(20(?<!\d20)\d\d)(1[0-2]|0?[1-9])月(?=\d|底|初|份|，|。)", "月", lambda m: f"{m[1]}年{int(m[2])}月", "日期里的“年”"),
    (r"(20(?<!\d20)\d\d)11日", "11日", lambda m: f"{m[1]}年1月1日", "日期里的“年”“月”"),
    (r"(?<!\d)1231日", "1231日", lambda _: "12月31日", "日期里的“月”"),
    (r"〔(20\d\d)(\d{1,4})号", "〔20", lambda m: f"〔{m[1]}〕{m[2]}号", "文号里的“〕”"),
    (r"第[一二三四五六七八九十百]+条第(?=[^（一二三四五六七八九十百零〇\d\s])", "条第", lambda _: None, "“第”字后面的项号"),
    (r"(?:邮箱|信箱|[Ee]-?mail)(?:地址)?[：]?\s*[A-Za-z0-9][A-Za-z0-9._\-]*\.(?:com|cn|net)(?![A-Za-z0-9@])", ".c", lambda _: None, "电子邮箱里的“@”"),
    (r"[？]{2,}", "？？", lambda _: None, "问号处的字符"),
    (r"\d{1,2}月\d{1,2}(?=止[，。；])", "止", lambda m: f"{m[0]}日", "日期里的“日”"),
    (r"(?<=[，。年])我(?=通过|认真(?:贯彻|落实)|严格(?:执行|落实|按照)|积极|高度重视|切实|共(?:公开|发布|收到))", "我", lambda _: None, "“我”字后面的机关，如“我局”“我镇”"),
    ("\ufffd+", "\ufffd", lambda _: None, "乱码处的字符"),
)  # fmt: skip


def lost(text: str) -> Iterator[Flaw]:
    """Places where a character is missing: 20251231日, 〔202273号, an e-mail without @. ``kind`` says what is."""
    for source, hint, mend, what in _LOST:
        if hint in text:
            for match in _pattern(source).finditer(text):
                yield Flaw(match.start(), match.end(), match[0], mend(match), what)


_TONES = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"


def mirrored(text: str) -> Iterator[Flaw]:
    """Signs of a copy from a mirror: pinyin behind characters, words of gamblers."""
    if "（" in text and not _characters(text).isdisjoint(_TONES):
        found = list(_pattern(f"[\u4e00-\u9fff]（[a-zɡ]{{0,4}}[{_TONES}][a-zɡ]{{0,3}}）").finditer(text))
        if len(found) >= 2:
            yield Flaw(found[0].start(), found[0].end(), found[0][0], None, f"文字里夹着拼音，共 {len(found)} 处")
    for needle in _present(text, words.SPAM):
        for at in _all(text, needle):
            if (
                not _pattern(words.SPAM_AS_WORK).search(text[max(0, at - 16) : at])
                and text[at + len(needle) : at + len(needle) + 1] != "室"
            ):
                yield Flaw(at, at + len(needle), needle, None, "夹有赌博、广告类词语")
                return


def traditional(printed: str) -> Flaw | None:
    """The first traditional character of a text that has ten different ones; the text as printed."""
    if not any(character in printed for character in "開務國與報"):
        return None
    found = words.TRADITIONAL.intersection(printed)
    if len(found) < 10:
        return None
    at = next(at for at, character in enumerate(printed) if character in found)
    return Flaw(at, at + 1, printed[at], None, f"通篇是繁体字（如{'、'.join(sorted(found)[:5])}）")
