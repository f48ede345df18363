"""Statements on reviews and lawsuits over the disclosure of information."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from gongkai.report.claims.patterns import Words
from gongkai.report.claims.statements import Claim, Piece, Reading, claim, is_case, of_this_year, pieces, read, scope_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_PART = Words(
    "维持|纠正|纠错|撤销|驳回|结案|审结|终结|撤回|变更|违法|败诉|胜诉|一审|二审|再审|上诉|上年|上一年|开庭|出庭|听证|答复|应诉|代理"
)
_ELSEWHERE = Words(
    "审理|应诉工作|依法行政|法治政府|办理行政复议|受理行政复议|办结行政复议|审查行政复议|办理行政应诉|受理行政应诉|行政执法监督"
)


@cache
def _none() -> re.Pattern[str]:
    return re.compile(
        r"(?:未(?!经|能|按|及|予|来)|没有|(?<!有)无(?!法|故|关|效|须|需|误|论|线|正当))[^，。；！？\n\d（）]{0,45}?(?:复议|诉讼|起诉)"
    )


def named(words: str) -> tuple[bool, bool]:
    """Which are named: reviews, lawsuits."""
    words = words.replace("未经复议", "").replace("复议后", "")
    return "复议" in words, "诉讼" in words or "起诉" in words


@lru_cache(maxsize=16)
def cases(text: str, year: int | None, about_disclosure: bool) -> tuple[Claim, ...]:
    """Counted reviews and lawsuits. ``about_disclosure``: the whole text is about them (fourth part)."""
    if "复议" not in text and "诉" not in text and "復" not in text and "複" not in text:
        return ()
    reading = read(text)
    found: list[Claim] = []
    for piece in pieces(text):
        if ("复议" in piece.clause or "诉讼" in piece.clause or "起诉" in piece.clause or "行政" in piece.after[:14]) and is_case(piece):
            found.extend(_claims(reading, piece, year, about_disclosure))
    return tuple(found)


def _claims(reading: Reading, piece: Piece, year: int | None, about: bool) -> Iterator[Claim]:
    sentence, local = piece.sentence, piece.local
    topical = about or piece.in_region or any(word in sentence + piece.rest[:40] for word in ("信息公开", "依申请", "政务公开"))
    if not topical or _ELSEWHERE.search(sentence) or _PART.search(local) or not of_this_year(piece, year):
        return
    review, lawsuit = named(local)
    if "未经复议" in local or "复议后" in local:
        kind = "litigation_direct" if "未经复议" in local else "litigation_after_review"
        if not review and not re.search(r"复议后[^，。]{0,6}撤", local):
            yield claim(reading, piece, kind, "")
        return
    if not review and not lawsuit:
        match = re.match(r"(?:因)?[^，。；]{0,8}?行政(复议|诉讼)(?!、|和|及|与|或)", piece.after[:16])
        if match and "申请" not in piece.after[: match.start(1)] and not _PART.search(piece.after[:20]):
            yield claim(reading, piece, "review" if match[1] == "复议" else "litigation", "")
        return
    if review and lawsuit and ("各" in local or ("均" in local and piece.quantity.value == 0) or piece.quantity.value == 0):
        yield claim(reading, piece, "review", "")
        yield claim(reading, piece, "litigation", "")
    elif review and lawsuit:
        if "分别" not in local and "均" not in local:
            yield claim(reading, piece, "cases", "")
    else:
        yield claim(reading, piece, "review" if review else "litigation", "")


@lru_cache(maxsize=16)
def no_cases(text: str, about_disclosure: bool) -> tuple[Claim, ...]:
    """Statements that there was no review, no lawsuit, or neither; the kind is ``none_review`` or ``none_litigation``."""
    if "复议" not in text and "诉讼" not in text and "起诉" not in text:
        return ()
    reading = read(text)
    flat = reading.flat.text
    found = []
    for match in _none().finditer(flat):
        end = min((stop for mark in "，。；！？\n（）" if (stop := flat.find(mark, match.end(), match.end() + 60)) >= 0), default=len(flat))
        start = max(flat.rfind(mark, max(0, match.start() - 200), match.start()) for mark in "。！？\n") + 1
        before, words = flat[max(start, match.start() - 200) : match.start()], flat[match.start() : end]
        in_region = reading.region[0] <= match.start() < reading.region[1]
        topical = about_disclosure or in_region or any(word in before + words for word in ("信息公开", "依申请", "政务公开"))
        if (
            not topical
            or _PART.search(words)
            or "复议后" in words
            or "未经复议" in words
            or _ELSEWHERE.search(before)
            or re.search(r"\d[件起]|责任追究|上半年", words)
        ):
            continue
        place = reading.flat.span(match.start(), end)
        for kind, told in zip(("none_review", "none_litigation"), named(words), strict=True):
            if told:
                found.append(Claim(kind, 0, True, "无", scope_of(before), True, *place, words))
    return tuple(found)


@lru_cache(maxsize=16)
def all_closed(text: str, about_disclosure: bool) -> tuple[Claim, ...]:
    """Statements that every review and lawsuit is concluded (「均已结案」); ``labels`` tells which."""
    if "均" not in text and "全部" not in text:
        return ()
    reading = read(text)
    flat = reading.flat.text
    found = []
    for match in re.finditer(r"(?:均|全部)[^，。；\n\d]{0,10}?(?:结案|审结|办结|终结)", flat):
        start = max(flat.rfind(mark, max(0, match.start() - 200), match.start()) for mark in "。；！？\n") + 1
        before = flat[max(start, match.start() - 200) : match.start()]
        if "申请" in before[-20:] or not (about_disclosure or "公开" in before) or _ELSEWHERE.search(before):
            continue
        told = tuple(kind for kind, there in zip(("review", "litigation"), named(before), strict=True) if there)
        if told:
            found.append(
                Claim(
                    "all_closed",
                    0,
                    True,
                    "结案",
                    scope_of(before),
                    True,
                    *reading.flat.span(match.start(), match.end()),
                    match[0],
                    labels=told,
                )
            )
    return tuple(found)
