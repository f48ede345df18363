"""N010 to N013: whose report it is. The organ's name, the issuer, words of another kind of organ."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from gongkai.lib.text import alike, squeeze
from gongkai.report.organ import BUREAU, GOVERNMENT, STREET, TOWN, ZONE
from gongkai.report.rules.base import ERROR, INFO, WARNING, Hit, Place, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.report.rules.context import Context

_PARTS = ("title", "preamble", "overview", "table2", "table3", "table4", "problems", "other")
_SUFFIXES = ("街道", "镇", "乡")
_OFFICES = ("人民政府", "街道办事处", "办事处", "政府", "党委")
# A stem with one of these is not a name but words that run into 镇.
_NOT_IN_A_NAME = frozenset("，。；：、“”（）《》 \n·的我全各本该和与及在为将对等到从由是有了年月日个")
_GENERIC_ENDS = ("城", "乡", "村", "集", "重", "建制", "示范", "特色小", "小城", "中心", "名", "强")


class Spelling(NamedTuple):
    """One base name (大黑镇) with the places where it stands and the forms it has there."""

    name: str
    places: tuple[tuple[str, int], ...]
    forms: tuple[str, ...]
    weight: int


def _base(organ: str) -> tuple[str, str] | None:
    """Stem and suffix of a town's or street's own name: 示例区示例镇人民政府 → (示例, 镇)."""
    name = squeeze(alike(organ))
    for office in _OFFICES:
        name = name.removesuffix(office)
    name += "街道" if organ.endswith("街道办事处") and not name.endswith("街道") else ""
    for suffix in _SUFFIXES:
        if name.endswith(suffix):
            stem = name[: -len(suffix)]
            cut = max((stem.rfind(mark) for mark in "省市区县州旗盟"), default=-1)
            stem = stem[cut + 1 :] if len(stem) - cut > 2 else stem
            return (stem, suffix) if 2 <= len(stem) <= 6 else None
    return None


def _is_spelling(stem: str, own: str) -> bool:
    """Two stems so near that they mean one place: 大黑 and 大黑岗子, 示例 and 示列 only from three characters."""
    if stem == own or stem[0] != own[0]:
        return stem == own
    short, long = sorted((stem, own), key=len)
    rest = iter(long)
    if len(short) < len(long):
        return len(short) >= 2 and all(character in rest for character in short)
    return len(short) >= 3 and sum(a != b for a, b in zip(short, long, strict=True)) == 1


def _stems(text: str, own: str, suffix: str) -> Iterator[tuple[str, int]]:
    """Every spelling of the own stem before ``suffix`` in a text, with its place."""
    at = text.find(suffix)
    while at >= 0:
        before = text[max(0, at - 8) : at]
        if before.endswith(own):
            yield own, at - len(own)
        else:
            cut = before.rfind(own[0])
            stem = before[cut:] if cut >= 0 else ""
            generic = stem.endswith(_GENERIC_ENDS) and not own.endswith(_GENERIC_ENDS)
            if len(stem) >= 2 and not generic and not _NOT_IN_A_NAME.intersection(stem) and _is_spelling(stem, own):
                yield stem, at - len(stem)
        at = text.find(suffix, at + len(suffix))


@cache
def _prefix() -> re.Pattern[str]:
    return re.compile(r"(?:[^\W\x00-\x7f]{2,4}?(?:自治县|自治州|[省市州盟区县旗])){1,3}$")


def _form(text: str, start: int, name: str) -> str:
    """The name as it stands there with what belongs to it: 辽中区大黑岗子镇人民政府."""
    before = _prefix().search(text[max(0, start - 14) : start])
    prefix = before[0].lstrip("现将由在对为与和经") if before else ""
    after = text[start + len(name) : start + len(name) + 6]
    office = next((office for office in _OFFICES if after.startswith(office)), "")
    return prefix + name + office


def _spellings(ctx: Context, own: str, suffix: str) -> list[Spelling]:
    """The base names of the organ in the report, the likelier first."""
    found: dict[str, list[tuple[str, int]]] = {}
    forms: dict[str, list[str]] = {}
    weights: dict[str, int] = {}
    opening = ""
    for part in _PARTS:
        text = ctx.text(part)
        for stem, start in _stems(text, own, suffix) if suffix in text else ():
            name = stem + suffix
            form = _form(text, start, name)
            found.setdefault(name, []).append((part, start))
            forms.setdefault(name, []).append(form)
            if not opening and part in ("preamble", "overview") and form.endswith(_OFFICES):
                opening = name
    for name, places in found.items():
        given = 100 if ctx.given_organ and name in ctx.given_organ else 0
        weights[name] = len(places) + (3 if name == opening else 0) + given
    spellings = [Spelling(name, tuple(places), tuple(dict.fromkeys(forms[name])), weights[name]) for name, places in found.items()]
    spellings.sort(key=lambda spelling: (-spelling.weight, -len(spelling.name)))
    return spellings


def likely_name(ctx: Context) -> list[Spelling]:
    """The spellings of a town's own name, the likelier first; fewer than two where they agree."""
    base = _base(ctx.organ or "") or _base(ctx.report.organ or "")
    if base is None or not ctx.is_town:
        return []
    spellings = _spellings(ctx, *base)
    abbreviation = "简称" in ctx.everything
    return [s for s in spellings if not (abbreviation and f"简称“{s.name}”" in ctx.everything)]


@rule("N010", "organ-name-differs", WARNING, cites=("惯例",))
def two_names(ctx: Context) -> Iterator[Hit]:
    """机关名称前后不一。

    查什么：乡镇、街道的名称在标题、开头和正文里是否只有一种写法；省略上级地名、省略“人民政府”和写明的简称不算不一致。
    为什么：标题或正文里的名称写错，读者不知道是哪个机关的报告。
    怎样改：以机构印章的全称为准，把写错的各处改过来。
    依据：年度报告编制惯例。
    """
    spellings = likely_name(ctx)
    if len(spellings) < 2:
        return
    right = spellings[0]
    counts = "、".join(f"“{s.name}”{len(s.places)}处（写作{'、'.join(s.forms)}）" for s in spellings)
    for odd in spellings[1:]:
        in_title = odd.places[0][0] == "title" and not any(part == "title" for part, _ in right.places)
        part, start = odd.places[0]
        certain = in_title or len(odd.places) > 1 or any(form.endswith(_OFFICES) for form in odd.forms)
        place = Place(part, text=ctx.raw(part)[start : start + len(odd.name)], start=start, end=start + len(odd.name))
        where = "标题" if in_title else "文中"
        message = f"机关名称前后不一：{counts}；看来“{right.name}”是对的，{where}的“{odd.name}”请核对改正"
        yield Hit(message, place, certain=certain, level=ERROR if in_title else WARNING)


# --- N011 ---------------------------------------------------------------------------------------

_ISSUER_KEYS = ("来源", "机构", "机关", "单位")
_RANKS = {"省": 1, "州": 2, "盟": 2, "市": 2, "区": 3, "县": 3, "旗": 3, "镇": 4, "乡": 4, "街道": 4}


@cache
def _last_place() -> re.Pattern[str]:
    return re.compile(
        r"([^\W\x00-\x7f]{2,8}?)(省|市|州|盟|综合实验区|实验区|开发区|新区|区|县|旗|街道|镇|乡)(?=(?:人民政府|政府|管委会|管理委员会|办事处|$))"
    )


def _place_of(name: str) -> tuple[str, str] | None:
    """Stem and suffix of the lowest place a government's name has: 平潭县人民政府 → (平潭, 县)."""
    found = list(_last_place().finditer(name))
    if not found:
        return None
    stem, suffix = found[-1][1], found[-1][2]
    cut = max(stem.rfind(mark) for mark in "省市区县州旗盟")
    return stem[cut + 1 :] if 0 <= cut < len(stem) - 2 else stem, suffix


def _clashes(issuer: str, organ: str) -> bool:
    """True when a government that issues is neither the organ nor a superior it could have."""
    theirs, own = _place_of(issuer), _place_of(organ)
    if theirs is None or own is None or theirs == own or issuer in organ or organ in issuer:
        return False
    if not issuer.endswith(("政府", "管委会", "管理委员会", "办事处")) or theirs[0] + theirs[1] in organ:
        return False
    if theirs[0] == own[0]:
        return True
    rank, own_rank = _RANKS.get(theirs[1], 3), _RANKS.get(own[1], 3)
    return rank == own_rank == 4 and not _is_spelling(theirs[0], own[0])


@rule("N011", "issuer-is-another", WARNING, cites=("惯例",))
def issuer(ctx: Context) -> Iterator[Hit]:
    """发布机构或来源写的是另一个机关。

    查什么：网页上“来源”“发布机构”一栏的政府名称与标题里的机关是否相符；本级办公室、上级政府作为来源不提示。
    为什么：来源写错，读者会以为是另一个机关的报告，检查时按信息发布错误处理。
    怎样改：在网站后台更正来源或发布机构。
    依据：年度报告编制惯例。
    """
    if not ctx.report.metadata or not ctx.organ:
        return
    organ = squeeze(alike(ctx.organ))
    for key, value in ctx.report.metadata.items():
        name = squeeze(alike(value))
        if any(word in key for word in _ISSUER_KEYS) and 3 <= len(name) <= 30 and _clashes(name, organ):
            yield Hit(f"{key}写的是“{value}”，标题里的机关是“{ctx.organ}”，两者不是同一机关，请更正", Place("document", text=value))


# --- N012, N013 ---------------------------------------------------------------------------------

_DOES = "(?:组织推动|组织开展|统筹推进|牵头组织|指导推进|研究部署|部署|组织|推动|督促|领导)"
_OWN_WORK = "(?:政务公开|政府信息公开|信息公开|干部职工|干部|职工|各科室|各股室|工作人员|上下)"
_SELF = {
    TOWN: f"我局|本局|我委(?!员)|我院|本院|我厅|我街道|全局(?={_OWN_WORK}|各|共)|全院(?={_OWN_WORK})|全厅(?={_OWN_WORK})",
    STREET: f"我局|本局|我委(?!员)|我院|本院|我厅|我镇|我乡|全局(?={_OWN_WORK}|各|共)|全院(?={_OWN_WORK})|全厅(?={_OWN_WORK})",
    BUREAU: "我镇|本镇|我乡(?!镇)|本乡(?!镇)|我街道|本街道",
    GOVERNMENT: "我局|本局|我镇|我街道|我厅",
    ZONE: "我局|本局|我镇|我街道|我厅",
}
_KINDS = {TOWN: "乡镇", STREET: "街道", BUREAU: "部门", GOVERNMENT: "人民政府", ZONE: "管委会"}
_SUPERIORS = ("上级", "区政", "县政", "市政", "省政", "区委", "县委", "市委", "按照", "根据", "参加", "配合", "落实", "州政", "办公室")


@cache
def _other_kind(kind: str) -> re.Pattern[str]:
    return re.compile(_SELF[kind])


@cache
def _whole_region() -> re.Pattern[str]:
    return re.compile(f"{_DOES}(?P<word>全[省市县区州])(?=政府信息|政务公开|信息公开)")


def _hit(ctx: Context, part: str, start: int, word: str, why: str, certain: bool = True) -> Hit:
    raw = ctx.raw(part)
    quoted = " ".join(raw[max(0, start - 6) : start + len(word) + 6].split())
    place = Place(part, text=raw[start : start + len(word)], start=start, end=start + len(word))
    return Hit(f"“{quoted}”里的“{word}”{why}", place, certain=certain)


@rule("N012", "words-of-another-organ", WARNING, cites=("惯例",))
def other_kind(ctx: Context) -> Iterator[Hit]:
    """自称用了别类机关的说法。

    查什么：乡镇、街道报告里自称“我局”“全局政务公开工作”“组织推动全省政府信息公开”，部门报告里自称“我镇”等；转述上级要求的不算。
    为什么：这是从别的机关的报告里抄来的痕迹。
    怎样改：改成本机关的自称（我镇、全镇），并核对这一段是否是本机关做的事。
    依据：年度报告编制惯例。
    """
    if ctx.kind not in _SELF or not ctx.organ:
        return
    why = f"不是{_KINDS[ctx.kind]}的自称，疑为抄自其他机关的报告，请改正并核对这一段"
    for part in _PARTS[1:]:
        text = ctx.text(part)
        if not text:
            continue
        for match in _other_kind(ctx.kind).finditer(text):
            if not _belongs_to_organ(ctx, match[0]) and not _quoted(text, match.start()):
                yield _hit(ctx, part, match.start(), match[0], why)
        if ctx.is_town:
            for match in _whole_region().finditer(text):
                clause = re.split("[。；\n]", text[: match.start()])[-1]
                if not any(word in clause[-40:] for word in _SUPERIORS):
                    yield _hit(
                        ctx, part, match.start("word"), match["word"], f"超出{_KINDS[ctx.kind]}的范围，疑为抄自上级机关的报告，请改正"
                    )


def _belongs_to_organ(ctx: Context, word: str) -> bool:
    """我镇 in the report of a street that the name still calls 镇, 我委 of a 委员会."""
    return word[1:] in (ctx.organ or "")


def _quoted(text: str, at: int) -> bool:
    return text[at - 1 : at] in ("“", "《")


@rule("N013", "department-in-a-town", INFO, cites=("惯例",))
def department(ctx: Context) -> Iterator[Hit]:
    """乡镇报告里自称部门。

    查什么：乡镇、街道报告里没有限定词的“部门主要负责人”“部门负责人”。
    为什么：镇不是部门，这类说法多半抄自部门的报告。
    怎样改：改成“镇主要负责人”“分管负责人”等。
    依据：年度报告编制惯例。
    """
    if not ctx.is_town or ("部门主要负责" not in ctx.everything and "部门负责" not in ctx.everything):
        return
    for part in ("overview", "problems", "other"):
        for match in re.finditer(r"(?<=[，。；：、\n])(?:部门主要负责人|部门负责人|部门主要负责同志)", ctx.text(part)):
            yield _hit(ctx, part, match.start(), match[0], f"疑为抄自部门的报告：{_KINDS[ctx.kind]}不是部门，请改成本机关的说法")


RULES = (two_names, issuer, other_kind, department)
