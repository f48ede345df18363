"""Statements on applications: received, closed, carried over, by result and by applicant."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from gongkai.report.claims.patterns import Pattern, Words
from gongkai.report.claims.statements import (
    Claim,
    Piece,
    Reading,
    claim,
    counts_other_letters,
    is_case,
    of_another_kind,
    of_this_year,
    pieces,
    read,
    scope_of,
)

# Verbs that mean receipt alone; every other verb may count what was carried in as well.
RECEIVING = frozenset(("收到", "新收", "新收到", "新增", "接到", "接收", "接收到", "收"))
_IN = Pattern(r"上(?:一)?年度?(?:的)?(?:结转|转入|遗留)|结转(?:自)?上(?:一)?年")
_OUT = Pattern(r"结转(?:至|到|入)?(?:下(?:一)?年|次年|明年)")
_INTAKE = Pattern(r"收到和处理|收到并处理|新收到?|新增|收到|接到|接收到?|受理|收办|办理|处理|登记")
_CLOSED = Pattern(
    r"(办结|办复|答复|回复|办理完毕)(?:了|的|共计|共|合计|总计|各类|政府信息公开|信息公开|依申请公开|政府|申请|件|处理|事项|数|为|达){0,5}$"
)
_PARTLY = Words("延期|延长|逾期|超期|其他|另有|正在|尚|未")
_BARE = Pattern(
    r"(?:20\d\d年度?|全年度?|本年度?|我[镇乡局街区县市委办]道?){0,3}(?:政府信息公开|政务公开|信息公开)?(?:的)?"
    r"(?:申请(?:数量|总数|总量|量|数|件)?|依申请公开(?:件|信息|申请)?)(?:共计|合计|共|为|：)?"
)
# Words that name a result, with the rows (or sums of rows) that they may mean.
RESULTS = {
    "不予公开": "denied", "部分公开": "partial", "予以公开": "granted", "全部公开": "granted", "同意公开": "granted", "无法提供": "unavailable",
    "不予处理": "not_processed", "其他处理": "other", "不掌握": "unavailable.not_held", "信息不存在": "unavailable.not_held",
    "另行制作": "unavailable.needs_creation", "仍不明确": "unavailable.still_unclear", "国家秘密": "denied.state_secret",
    "第三方合法权益": "denied.third_party", "内部事务": "denied.internal_affairs", "过程性信息": "denied.process_information",
    "行政执法案卷": "denied.enforcement_file", "行政查询": "denied.administrative_query", "信访举报投诉": "not_processed.petition",
    "重复申请": "not_processed.repeat", "公开出版物": "not_processed.publication", "逾期不补正": "other.no_correction",
}  # fmt: skip
_APPLICANT = Pattern(
    r"(自然人|公民个人|公民|商业企业|科研机构|社会公益组织|法律服务机构|法人(?:和|或|及|或者)?(?:其他|非法人)组织)(?:提出|提交|的|申请|类|共|为|有){0,3}$"
)
COLUMNS = {"自然人": 0, "公民": 0, "公民个人": 0, "商业企业": 1, "科研机构": 2, "社会公益组织": 3, "法律服务机构": 4}
LEGAL_PERSONS = 9


@cache
def _none() -> re.Pattern[str]:
    return re.compile(r"(?:未(?!经|能|按|及|予|来|公开)|没有|(?<!有)无(?!法|故|关|效|须|需|误|论|线))[^，。；！？\n\d（）]{0,40}?(?:申请)")


@cache
def _all_done() -> re.Pattern[str]:
    return re.compile(
        r"(?:均|全部)[^，。；\n\d]{0,16}?(?P<verb>办结|办理完毕|办理结束|办理完成|处理完毕|完成处理|答复|回复)|办结率(?:均?[为达]|达到)?(?P<rate>100%|百分之百)"
    )


_NOT_NONE = Words(
    "结转|超期|逾期|不予|收费|费用|复议|诉讼|起诉|投诉|举报|正当|许可|撤销|撤回|纠纷|纠错|"
    "异议|延期|积压|遗漏|第三方|网上|线上|信函|当面|部分公开|无法提供|重复|补正|信访|咨询|不满|查询"
)


@lru_cache(maxsize=16)
def applications(text: str, year: int | None) -> tuple[Claim, ...]:
    """Counted statements on applications in a text of the report on ``year``."""
    if "申请" not in text and "申" not in text and "請" not in text:
        return ()
    reading = read(text)
    found: list[Claim] = []
    spoken_of = last = -99  # the sentence in which applications were counted already, and where the last count ends
    for piece in pieces(text):
        if not is_case(piece):
            continue
        begins = piece.quantity.start - len(piece.sentence)
        made = _claim(reading, piece, year, spoken_of == begins or piece.quantity.start - last <= 8)
        if made is not None:
            found.append(made)
            spoken_of, last = begins, piece.quantity.end
    return tuple(found)


def _claim(reading: Reading, piece: Piece, year: int | None, spoken_of: bool) -> Claim | None:
    sentence, local, after = piece.sentence, piece.local, piece.after
    near = "申请" in sentence or "申请" in after[:16]
    if not (spoken_of or piece.in_region or (near and "公开" in sentence + after)) or not of_this_year(piece, year):
        return None
    if _OUT.search(local) or ("结转" in after[:6] and _OUT.search(after[:16])):
        return claim(reading, piece, "carried_out", "结转")
    if _IN.search(local):
        return claim(reading, piece, "carried_in", "结转")
    if "不同意公开" in local:
        return None  # no row has this name
    words = tuple(kind for word, kind in RESULTS.items() if word in local)
    if words:
        return claim(reading, piece, words[-1], "", words) if spoken_of or piece.in_region else None
    if of_another_kind(local):
        return None
    return _applicant(reading, piece, spoken_of) or _closed(reading, piece, spoken_of or near) or _intake(reading, piece, near)


def _applicant(reading: Reading, piece: Piece, spoken_of: bool) -> Claim | None:
    match = _APPLICANT.search(piece.local) if spoken_of else None
    if match is None:
        return None
    return claim(reading, piece, f"applicant.{COLUMNS.get(match[1], LEGAL_PERSONS)}", match[1])


def _closed(reading: Reading, piece: Piece, near: bool) -> Claim | None:
    match = _CLOSED.search(piece.local) if near else None
    if match is None or _PARTLY.search(piece.local):
        return None
    return claim(reading, piece, "handled", "答复" if match[1] in ("答复", "回复") else "办结")


def _intake(reading: Reading, piece: Piece, near: bool) -> Claim | None:
    if not near or "其中" in piece.sentence:
        return None
    verbs = list(_INTAKE.finditer(piece.local))
    carried = re.search(r"[（，](?:含|包含|包括|其中含?)[^，。）]{0,4}上(?:一)?年", piece.rest[:24])
    note = "carried" if carried or re.search(r"含[^，。]{0,4}上(?:一)?年", piece.clause) else ""
    if not verbs:
        bare = piece.in_region and _BARE.fullmatch(piece.local)
        return claim(reading, piece, "new", "", note=note) if bare else None
    verb = verbs[-1]
    words = piece.local[verb.end() :]
    if "申请" not in words and "申请" not in piece.after[:14] and not (len(words) <= 3 and "申请" in piece.sentence):
        return None
    if re.search(r"申请人?(?:答复|回复|反馈|提供)|转办|转来|转交|移送", words) or piece.after.startswith(("次", "人")):
        return None
    # 「收到…申请」 with a processing verb before it in the clause counts both.
    name = "处理" if len(verbs) > 1 and verbs[0][0] not in RECEIVING else verb[0]
    return claim(reading, piece, "new", name, note=note)


@lru_cache(maxsize=16)
def no_applications(text: str, year: int | None) -> tuple[Claim, ...]:
    """Statements that no application came (「未收到政府信息公开申请」)."""
    if "申请" not in text:
        return ()
    reading = read(text)
    flat = reading.flat.text
    found = []
    for match in _none().finditer(flat):
        end = _clause_end(reading, match.end())
        words = flat[match.start() : end]
        start = max(flat.rfind(mark, max(0, match.start() - 200), match.start()) for mark in "。！？\n") + 1
        before = flat[max(start, match.start() - 200) : match.start()]
        in_region = reading.region[0] <= match.start() < reading.region[1]
        if _NOT_NONE.search(words) or not ("公开" in words or in_region) or re.search(r"\d[件条份]", words):
            continue
        if re.search(r"上半年|季度|月份", before) or "因" in before[-2:] or _wrong_year(before, year):
            continue
        if not re.match(r"(?:未|没有|无)曾?(?:收|接|受理|产生|发生|出现|有)|(?:没有|无)(?!主动|及时|公开|能)", words):
            continue
        place = reading.flat.span(match.start(), end)
        found.append(Claim("none_new", 0, True, "无", scope_of(before), True, *place, words))
    return tuple(found)


@lru_cache(maxsize=16)
def all_handled(text: str, year: int | None) -> tuple[Claim, ...]:
    """Statements that every application was closed or answered; ``verb`` is 办结 or 答复."""
    if "申请" not in text:
        return ()
    reading = read(text)
    flat = reading.flat.text
    found = []
    for match in _all_done().finditer(flat):
        start = max(flat.rfind(mark, max(0, match.start() - 200), match.start()) for mark in "。！？\n") + 1
        stop = min((end for mark in "。！？\n" if (end := flat.find(mark, match.end())) >= 0), default=len(flat))
        sentence = flat[start:stop]
        before = flat[start : match.start()]
        in_region = reading.region[0] <= match.start() < reading.region[1]
        if not ("申请" in before or (in_region and "申请" in sentence)) or not ("公开" in before or in_region):
            continue
        if re.search(
            r"结转|除|其余|尚|正在|未到期|提案|建议|信访|复议|诉讼|信件|留言|咨询|能够|应当|做到|确保|要求(?!进行|答复|完成|办结)",
            sentence[: match.end() + 30 - start],
        ):
            continue
        if (
            counts_other_letters(before[-24:])
            or _wrong_year(before, year)
            or (match["rate"] and re.search(r"按时|按期|期限内|到期", flat[match.start() - 8 : match.start()]))
        ):
            continue
        if not re.search(r"\d[件条份宗起]", before) and "所有申请" not in before:
            continue
        verb = "答复" if match["verb"] in ("答复", "回复") else "办结"
        place = reading.flat.span(match.start(), match.end())
        found.append(Claim("all_handled", 0, True, verb, scope_of(before), True, *place, match[0]))
    return tuple(found)


def _clause_end(reading: Reading, place: int) -> int:
    text = reading.flat.text
    return min(
        (stop for mark in "，。；！？\n（）" if (stop := text.find(mark, place, place + 60)) >= 0), default=min(len(text), place + 60)
    )


def _wrong_year(before: str, year: int | None) -> bool:
    years = re.findall(r"20\d\d(?=年)", before)
    return bool(years) and year is not None and int(years[-1]) != year
