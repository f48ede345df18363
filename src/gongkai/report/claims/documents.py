"""Statements on what table two counts: documents, decisions, fees."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from gongkai.report.claims.patterns import Words
from gongkai.report.claims.statements import Claim, Piece, Reading, claim, is_case, is_money, of_this_year, pieces, read, scope_of

_TAIL = r"(?:共|总?计|合计|数量|数|为|：|有|达|了){0,3}$"
_LOOSE = Words("备案|审查|审核|解读|征求|起草|代拟|党|转发|转载|清理|评估|拟|修订|修改|草案|目录|汇编")
_DECISIONS = {"许可": "licences", "处罚": "penalties", "强制": "coercion"}


@cache
def _documents() -> re.Pattern[str]:
    return re.compile(r"(?P<noun>规范性文件|(?:政府|部门|地方)规章|(?<=[定发止效])规章)(?:文件)?" + _TAIL)


@cache
def _decisions() -> re.Pattern[str]:
    return re.compile(r"行政(?P<kind>许可|处罚|强制)(?:事项|决定|案件|措施|执行|类){0,2}" + _TAIL)


@lru_cache(maxsize=16)
def documents(text: str, year: int | None) -> tuple[Claim, ...]:
    """Counts of documents issued, repealed and in force; ``rules.`` before the kind for 规章."""
    if "规范性" not in text and "规章" not in text and "規" not in text:
        return ()
    reading = read(text)
    found: list[Claim] = []
    for piece in pieces(text):
        if is_case(piece) and ("规范性文件" in piece.sentence + piece.after[:10] or "规章" in piece.sentence):
            made = _document(reading, piece, year)
            if made is not None:
                found.append(made)
    for match in re.finditer(
        r"(?:未|没有|无)(?:新)?(?:制发|制定|出台|印发)[^，。；、\d]{0,14}?规范性文件(?=[，。；、\n]|的?情况|$)", reading.flat.text
    ):
        before = reading.flat.text[max(0, match.start() - 60) : match.start()]
        if "以前" not in before and not re.search(r"上年|去年", before):
            place = reading.flat.span(match.start(), match.end())
            found.append(Claim("issued", 0, True, "未制发", scope_of(before), True, *place, match[0]))
    return tuple(found)


def _document(reading: Reading, piece: Piece, year: int | None) -> Claim | None:
    local = piece.local
    if _LOOSE.search(local) or not of_this_year(piece, year):
        return None
    verb = _verb(local)
    if not verb:
        return None
    noun = _documents().search(local)
    if noun is None:
        behind = re.match(r"(?:的)?(?:行政)?规范性文件(?!解读|草案|目录|清理|备案|审)", piece.after)
        # 「制发规范性文件2件，废止1件，现行有效6件」: the noun was said at the first of them.
        again = re.search(re.escape(verb) + r"(?:的)?" + _TAIL, local) and (_just_said(piece.sentence) or "规范性文件" + verb in local)
        if not behind and not again:
            return None
    is_rule = "规章" in (noun["noun"] if noun else "") or (noun is None and "规范性文件" not in piece.sentence + piece.after[:10])
    if (is_rule and "规范性文件" in piece.clause) or re.search(r"规章(?:和|及|、|与)(?:行政)?规范性文件", piece.clause):
        return None
    kind = {"废止": "repealed", "失效": "repealed"}.get(verb, "in_force" if "有效" in verb else "issued")
    return claim(reading, piece, "rules." + kind if is_rule else kind, verb)


def _just_said(sentence: str) -> bool:
    """The document was named with a count, and no other thing was named since."""
    match = re.search(
        r"(?:规范性文件|规章)(?:制发|制定|废止|现行有效|共|总?计|数量|为)?\d+[件份部个项]?"
        r"(?:[，、；](?:其中)?(?:废止|宣布失效|失效|现行有效|继续有效)[^，。；、]{0,8})*$",
        sentence[-80:],
    )
    return match is not None


def _verb(local: str) -> str:
    found = [
        (local.rfind(word), word)
        for word in ("现行有效", "继续有效", "废止", "失效", "制发", "新制定", "制定", "出台", "印发", "新制作")
        if word in local
    ]
    return max(found)[1] if found else ""


@lru_cache(maxsize=16)
def decisions(text: str, year: int | None) -> tuple[Claim, ...]:
    """Counts of licences, penalties and coercive measures decided."""
    if "行政许可" not in text and "行政处罚" not in text and "行政强制" not in text:
        return ()
    reading = read(text)
    found: list[Claim] = []
    for piece in pieces(text):
        if "行政" not in piece.local or piece.quantity.unit not in ("件", "宗", "起", "例") or not of_this_year(piece, year):
            continue
        match = _decisions().search(piece.local)
        if match is None or not re.search(r"办结|作出|做出|决定|实施", piece.clause):
            continue
        if re.search(
            r"公开|公示|发布|上传|归集|录入|信息|案卷|评查|清单|取消|下放|承接|梳理|编制|信用|听证|复议|诉讼|涉及|简易|一般程序",
            piece.clause,
        ):
            continue
        if re.match(r"(?:政府)?(?:信息|数据|公示)", piece.after):
            continue
        found.append(claim(reading, piece, _DECISIONS[match["kind"]], ""))
    return tuple(found)


@lru_cache(maxsize=16)
def money(text: str, year: int | None) -> tuple[Claim, ...]:
    """Amounts in 元: ``fees`` (行政事业性收费) and ``processing_fee`` (信息处理费); ``none_fees`` where none were."""
    if "收费" not in text and "处理费" not in text:
        return ()
    reading = read(text)
    found: list[Claim] = []
    for piece in pieces(text):
        if not is_money(piece.quantity) or not of_this_year(piece, year):
            continue
        if re.search(r"行政事业性收费(?:金额|收入|总额|项目|共|总?计|为|：|合计|达){0,3}$", piece.local):
            found.append(claim(reading, piece, "fees", ""))
        elif re.search(r"退|减|免|应收|通知|标准", piece.local):
            continue
        elif re.search(r"信息处理费[^，。；\d]{0,16}$", piece.local) or (
            "收" in piece.local and re.match(r"[^，。；]{0,8}信息处理费", piece.after)
        ):
            found.append(claim(reading, piece, "processing_fee", ""))
    for match in re.finditer(r"(?:无|未收取|没有(?:收取)?|未发生)行政事业性收费(?=[，。；、\n）]|项目|情况|收入|$)", reading.flat.text):
        before = reading.flat.text[max(0, match.start() - 60) : match.start()]
        found.append(Claim("none_fees", 0, True, "无", scope_of(before), True, *reading.flat.span(match.start(), match.end()), match[0]))
    return tuple(found)
