"""Who reports on which year: title, organ, year, the form that the text cites, the page's own data."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from gongkai.lib.text import alike

if TYPE_CHECKING:
    from collections.abc import Sequence

_STOP = r"\s，。；：:|>《》“”、"
_META = re.compile(
    r"(标题|发布时间|发布日期|更新时间|更新日期|发文日期|成文日期|公文生成日期|公开日期|日期|时间|来源|信息来源|发布机构|发布单位|发文机关|编制机关|报告年度|文号|索引号|索 ?引 ?号)"
    r"[ \t]*[：|][ \t|]*([^\s|，。；]{0,60}(?:[ \t]+\d{1,2}：\d{2}(?:：\d{2})?)?)"
)
# Lines that only our own text writer prints; left empty they say that nobody knows.
_OURS = frozenset({"编制机关", "报告年度"})


class Identity(NamedTuple):
    """What the head of a document says of itself; ``title_end`` is where its preamble may begin."""

    title: str | None
    organ: str | None
    year: int | None
    metadata: dict[str, str]
    title_lines: tuple[str, ...]
    title_end: int


@cache
def _title() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<before>[^{_STOP}]{{0,50}}?)(?:政府信息公开|政务公开|信息公开)(?:工作)?[^{_STOP}]{{0,12}}?(?:年度工作报告|年度报告|工作报告|年报|情况报告|报告)"
    )


# Between two characters that are Chinese or digits (classes within Latin-1 compile at once).
_JOIN = re.compile(r"(?<=[^\x00-/:-\xff])[ \t]+(?=[^\x00-/:-\xff])")
_YEAR = re.compile(r"(?<!\d)(20[0-3]\d)\s*年")
_PERIOD = re.compile(r"(?:统计|期限|时限|数据|截止|核定)[^。]{0,24}?(20[0-3]\d)\s*年")
_CITED = re.compile(r"〔\s*(2019|2021)\s*〕\s*(60|30)\s*号")
_FULL = re.compile(r"[^\W\d_]{2,24}?(?:(?:镇|乡|县|市|区|省|州|旗)人民政府(?:办公厅|办公室)?|街道办事处|管理委员会|管委会)")
_NAMED = r"(?P<name>[^\W\d_]{2,28}?(?:人民政府|办事处|管理委员会|管委会|分局|局|委员会|镇|乡|街道))"
_DESK = r"(?:(?:党政|综合|党政综合)?办公室)?"  # who in the house does the work
_INTRODUCED = (
    re.compile(rf"(?:由|现将|现公布|特公布|编制)(?:了)?{_NAMED}{_DESK}(?:根据|按照|按|编制|20\d\d年|（)"),
    re.compile(rf"(?:请与|请联系){_NAMED}{_DESK}(?:联系|（)"),
    re.compile(rf"(?:社会公布|做好|现公开){_NAMED}(?:20\d\d年度?)?政府信息公开"),
)
_FILLER = re.compile(
    r"^(?:.*?(?:年|通过|现将|现公布|公布|由|请与|关于|根据|按照|代表|联系|向社会公开|为|和|与|及|的|：|将|即))+|^\d+年?度?"
)
_REST = re.compile(r"(?:工作|情况|年度|的){0,3}(?:报告|年报)(?:[（(].{1,12}[）)])?")  # what a broken title goes on with
_SURNAME = re.compile(r"(?:镇|乡|街道)$")


def cited_form(text: str) -> str | None:
    """The edition whose notice the text names; the first when it names both."""
    for match in _CITED.finditer(alike(text).replace(" ", "")):
        if (match[1], match[2]) == ("2021", "30"):
            return "2021"
        if (match[1], match[2]) == ("2019", "60"):
            return "2019"
    return None


def identify(head: str, whole: str, page_title: str) -> Identity:
    """Read title, organ and year. ``head`` is the text before part one, ``whole`` all of it."""
    metadata = {
        match[1].replace(" ", ""): match[2].strip() for match in _META.finditer(alike(head)) if match[2].strip() or match[1] in _OURS
    }
    found = list(_titles(head))
    lines = tuple(title for title, _, _ in found)
    title, end = _best(found, metadata, page_title)
    year = _year(title, metadata, head, whole)
    organ = (metadata["编制机关"] or None) if "编制机关" in metadata else _organ(title, head, whole)
    return Identity(title, organ, year, metadata, lines, end)


def _titles(head: str) -> list[tuple[str, int, int]]:
    """Title-like lines: (title without inner blanks, start, end), a title over two lines joined."""
    found: list[tuple[str, int, int]] = []
    lines = head.split("\n")
    starts, at = [], 0
    for line in lines:
        starts.append(at)
        at += len(line) + 1
    for index, line in enumerate(lines):
        if "公开" not in line:
            continue
        flat, last = _whole(lines, index)
        for match in _title().finditer(alike(flat)):
            text = flat[match.start() : match.end()].strip()
            if not _is_title(flat, match):
                continue
            if organ_in_title(text) is None:
                text = _line_before(lines, index) + text
            found.append((text, starts[index], starts[last] + len(lines[last]) if len(line) < 80 else _end_in(line, text, starts[index])))
    return found


def _whole(lines: list[str], index: int) -> tuple[str, int]:
    """A line without inner blanks, with the next one behind it when that begins with the rest of a title; its last line."""
    flat = _JOIN.sub("", lines[index])
    if len(flat) < 60 and flat.rstrip().endswith(("公开", "公开工作", "年度")):
        for following in range(index + 1, min(index + 3, len(lines))):
            rest = _JOIN.sub("", lines[following]).strip()
            if rest:
                return (flat.rstrip() + rest, following) if _REST.fullmatch(rest) else (flat, index)
    return flat, index


def _end_in(line: str, text: str, start: int) -> int:
    tail = text[-4:]
    at = line.find(tail, max(line.find(text[:6]), 0))
    return start + (at + len(tail) if at >= 0 else 0)


def _is_title(line: str, match: re.Match[str]) -> bool:
    """A title stands by itself; the same words inside a sentence are not one."""
    after = alike(line[match.end() : match.end() + 2])
    before = alike(line[: match.start()])[-1:]
    return not re.match(r"[，。》”格的和；、予由\d]|情况|编制|如下|已|在", after) and before not in tuple("《“，。；、")


def _line_before(lines: list[str], index: int) -> str:
    """The line above a title that begins with the year or the subject: often the organ, alone."""
    for line in reversed(lines[max(0, index - 2) : index]):
        text = _JOIN.sub("", line).strip()
        if not text:
            continue
        fits = re.fullmatch(r"(?:20\d\d年度?)?[\w（）()]{3,40}", text) and not re.search(r"公开|来源|时间|字体|分享|首页", text)
        return text if fits else ""
    return ""


def _best(found: list[tuple[str, int, int]], metadata: dict[str, str], page_title: str) -> tuple[str | None, int]:
    dated = [entry for entry in found if _YEAR.search(alike(entry[0]))]
    if dated:
        longest = dated[0][0]
        same = [entry for entry in dated if entry[0] == longest]
        end = max(entry[2] for entry in found)
        return longest, end if same else 0
    named = metadata.get("标题") or (page_title.strip() if "公开" in page_title else "")
    if named and _title().search(alike(named)):
        return re.split(r"[_|\-—]", named)[0].strip() if "_" in named else named, max((entry[2] for entry in found), default=0)
    named_ones = [entry for entry in found if organ_in_title(entry[0])]
    return (named_ones[0][0], max(entry[2] for entry in found)) if named_ones else (None, 0)


def _year(title: str | None, metadata: dict[str, str], head: str, whole: str) -> int | None:
    if "报告年度" in metadata:
        match = re.match(r"20\d\d", metadata["报告年度"])
        return int(match[0]) if match else None
    if title and (match := _YEAR.search(alike(title))):
        return int(match[1])
    for text in (alike(head), alike(whole)):
        if match := _PERIOD.search(text):
            return int(match[1])
    years = Counter(int(match[1]) for match in _YEAR.finditer(alike(whole[:1500])))
    return years.most_common(1)[0][0] if years else None


def _organ(title: str | None, head: str, whole: str) -> str | None:
    named = organ_in_title(title) if title else None
    opening = _full_names(head)
    full = opening + _full_names(whole[len(head) : 2500])
    if named is None:
        return _introduced(alike(head + whole[:2500]))
    return _likelier(named, opening) or _likelier(named, full) or named


def _introduced(text: str) -> str | None:
    """The organ that a text without title says it speaks for: 由…编制, 现将…, 请与…联系."""
    for pattern in _INTRODUCED:
        if match := pattern.search(text):
            return match["name"]
    return None


def _full_names(text: str) -> list[str]:
    names = [_FILLER.sub("", match[0]) for match in _FULL.finditer(alike(text))]
    return [name for name in names if len(name) >= 4]


def organ_in_title(title: str) -> str | None:
    """The organ's name in a title, whatever the order of organ, year and subject.

    >>> organ_in_title("示例镇2023年政府信息公开工作年度报告"), organ_in_title("2024年示例街道办事处政府信息公开工作年度报告")
    ('示例镇', '示例街道办事处')
    """
    plain = alike(title)
    match = re.search(r"(?:政府)?(?:信息公开|政务公开)", plain)
    if match is None:
        return None
    before = title[: match.start()]
    if plain[match.start() :].startswith("政府") and re.search(r"[省市县区乡镇州旗]人民$", before):
        before += "政府"  # 「某县人民政府信息公开…」: one 政府 does for both
    name = re.sub(r"[\s　]*20\d\d\s*年?度?[\s　]*", "", alike(before)).strip(" -—|_、：关于的")
    name = re.sub(r"^(?:.*[>》|])", "", name)
    return name if re.search(r"[^\x00-\xff]{2}", name) else None


def _likelier(named: str, full: Sequence[str]) -> str | None:
    """A fuller form of the title's organ in the opening sentences.

    Where the title's own name never stands there but one with the same first and last
    character does (大某镇, 大某某镇), the opening sentence with 人民政府 is believed.
    """
    base = re.sub(r"(?:人民政府|政府|办事处)$", "", named)
    if any(base in name for name in full):
        holding = [name for name in full if name.endswith(named)]
        return max(holding, key=len) if holding and _SURNAME.search(base) else None
    if not _SURNAME.search(base):
        return None
    similar = [name for name in full if re.search(rf"{re.escape(base[0])}[^\W\d_]{{0,4}}{re.escape(base[-1])}人民政府$", name)]
    return similar[0] if similar else None


def compose(name: str, others: Sequence[str]) -> str:
    """Put the longest administrative prefix that the text gives before a name.

    >>> compose("某区甲乙镇人民政府", ["某市某区甲镇人民政府"])
    '某市某区甲乙镇人民政府'
    """
    match = re.match(r"(?P<district>[^\W\d_]{1,6}[区县市])(?P<rest>.+)", name)
    if match is None:
        return name
    for other in others:
        at = other.find(match["district"])
        if at > 0 and re.fullmatch(r"[^\W\d_]{1,8}[市州省]", other[:at]):
            return other[:at] + name
    return name
