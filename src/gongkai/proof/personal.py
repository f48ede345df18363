"""Personal data in Chinese text, more kinds than :mod:`gongkai.proof.privacy` knows and with a word on how certain each is.

Number plates, passports and travel permits, homes down to house or room, days of birth, mail addresses of persons. What an
office publishes of itself (its address, its telephone, its mailbox) is no personal data: it is left out, or said to be
uncertain.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from gongkai.lib.text import alike
from gongkai.proof import privacy

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PLATE, PASSPORT, PERMIT, HOME, BIRTH, EMAIL = "plate", "passport", "travel_permit", "home_address", "birth_date", "email"
LABELS = {
    privacy.CITIZEN_ID: "公民身份号码",
    privacy.MOBILE: "手机号码",
    privacy.BANK_CARD: "银行卡号",
    PLATE: "车牌号",
    PASSPORT: "护照号码",
    PERMIT: "通行证号码",
    HOME: "家庭住址",
    BIRTH: "出生日期",
    EMAIL: "个人邮箱",
}
_BEFORE = 24  # characters before a place that say whose it is

_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_PLATE = re.compile(rf"(?<![A-Za-z0-9])[{_PROVINCES}][A-HJ-NP-Z][·•・]?(?=[A-HJ-NP-Z0-9]*[0-9])[A-HJ-NP-Z0-9]{{5,6}}(?![A-Za-z0-9])")
_PASSPORT = re.compile(r"(?<![A-Za-z0-9])(?:[EGDSP][0-9]{8}|E[A-HJ-NP-Z][0-9]{7}|14[0-9]{7}|15[0-9]{7})(?![A-Za-z0-9])")
_PERMIT = re.compile(r"(?<![A-Za-z0-9])(?:[CHMWT][0-9]{8}(?:[0-9]{2})?|C[A-HJ-NP-Z][0-9]{7})(?![A-Za-z0-9])")
_DATE = r"(?:19|20)[0-9]{2} ?[年./-] ?(?:1[0-2]|0?[1-9])(?: ?[月./-] ?(?:3[01]|[12][0-9]|0?[1-9])(?![0-9]) ?日?)?月?"
_BIRTH = re.compile(
    rf"(?:出生(?:日期|年月日?|时间)?|生日|(?<![发产])生于)[：于 为是]*({_DATE})|({_DATE})(?= ?(?:出生|生(?![产效活态成日育])))"
)
_EMAIL = re.compile(r"(?<![\w.+-])[A-Za-z0-9][\w.+-]{0,63}@(?:[A-Za-z0-9-]{1,63}\.){1,4}[A-Za-z]{2,12}(?![\w-])", re.ASCII)
_FREE_MAIL = re.compile(
    r"@(?:(?:vip\.)?qq|163|126|(?:vip\.)?sina|sohu|gmail|outlook|hotmail|foxmail|139|189|wo|aliyun|icloud|live|yahoo|21cn)\.(?:com|cn|com\.cn)$|@yeah\.net$",
    re.IGNORECASE,
)

_COUNT = "[0-9一二三四五六七八九十百甲乙丙丁A-Za-z]"
_NUMBER = f"{_COUNT}{{1,5}}"
_JOIN = "[ ,，-]?"
# The end of an address: 3号楼2单元501室, 8弄3号502室, 12栋3单元402; and 村三组12号, 街5巷3号. What leads to it is taken from before.
_ROOM = re.compile(
    rf"{_NUMBER}(?:号楼|幢|栋|座|号院|号|弄){_JOIN}(?:{_NUMBER}(?:号楼|幢|栋|座|号){_JOIN})?(?:{_NUMBER}(?:单元|门|梯){_JOIN})?"
    rf"(?:{_NUMBER}(?:楼|层){_JOIN})?[0-9A-Z]{{1,5}}(?:室|户|房|号房)"
    rf"|{_NUMBER}(?:号楼|幢|栋|座){_JOIN}{_NUMBER}单元{_JOIN}[0-9A-Z]{{3,4}}(?![0-9])"
)
_HOUSE = re.compile(
    rf"(?:村|庄|屯|社区|小区|街|路|巷|弄|胡同|里|湾|寨)(?:{_NUMBER}(?:村民)?(?:小?组|社|队|巷|弄|排))?附?[0-9]{{1,4}}(?:-[0-9]{{1,4}})?号(?![线楼文令公])"
)
_LEAD = re.compile(r"[\u4e00-\u9fff0-9A-Za-z]{1,30}\Z")
_AT_HOME = re.compile(r"住址|家住|住所|住在|现住|居住|户籍|村民|居民|申请人|当事人|户主|被处罚人|家庭|患者|贫困户|低保")
_OFFICE = re.compile(
    r"办公|单位|联系地址|通信地址|通讯地址|邮寄|政府|机关|大厅|窗口|受理|接收|接待|行政|中心|委员会|管理局|[一-龥]局|办事处|有限公司|派出所|卫生院|学校|法院|检察院|会议室|地点|项目|工程|地块|门牌"
)


# Blanks that PDF and old tables have between characters and digits, and ends of lines.
_WORD = "\u4e00-\u9fff·"
_GAPS = re.compile(f"(?<=[{_WORD}])[ \u00a0\u3000]+(?=[{_WORD}0-9A-Z])|(?<=[0-9A-Z])[ \u00a0\u3000]+(?=[{_WORD}])")
_BREAKS = re.compile(f"(?<=[{_WORD}0-9])[ \u00a0\u3000]*\n[ \u00a0\u3000]*(?=[{_WORD}0-9Xx])|{_GAPS.pattern}")
# What a word calls an identity number is one, whatever its check digit: a slip in a list is still somebody's number. Old ones have 15 digits.
_CALLED = re.compile(r"(?:身份证|公民身份|证件)(?:号码?)?[：: 为是]*([1-8][0-9]{16}[0-9Xx]|[1-8][0-9]{14})(?![0-9A-Za-z])")
_CITIZEN = re.compile(r"(?<![0-9A-Za-z])[1-8][0-9]{16}[0-9X](?![0-9A-Za-z])")


class Personal(NamedTuple):
    """Something of a person at ``text[start:end]``. ``certain`` is False where a reader has to judge whose it is."""

    start: int
    end: int
    kind: str
    label: str
    content: str
    certain: bool

    def masked(self) -> str:
        """The content as a message may show it: its first characters, stars, and of numbers the last two."""
        if self.kind in (privacy.CITIZEN_ID, privacy.MOBILE, privacy.BANK_CARD):
            return privacy.Private(self.start, self.end, self.kind, self.content).masked()
        if self.kind == EMAIL:
            return self.content[0] + "***" + self.content[self.content.index("@") :]
        keep = {PLATE: 2, PASSPORT: 2, PERMIT: 2, BIRTH: 4}.get(self.kind, max(1, len(self.content) // 3))
        return self.content[:keep] + "*" * min(12, len(self.content) - keep)


@lru_cache(maxsize=16)
def personal(text: str) -> tuple[Personal, ...]:
    """The personal data of a text, in order; none overlaps another. Blanks within them and ends of lines do not hide them."""
    same = alike(text)
    close = _tightened(text, same, _GAPS)
    joined = _tightened(text, same, _BREAKS)
    found = [*_numbers(text), *_mails(same)]
    found += [close.back(item) for reader in (_plates, _papers, _called, _births, _homes) for item in reader(close.text)]
    if len(joined.text) < len(close.text):
        more = [joined.back(item) for reader in (_births, _homes, _broken_numbers) for item in reader(joined.text)]
        found += [item for item in more if not any(item.start < other.end and other.start < item.end for other in found)]
    found.sort()
    kept: list[Personal] = []
    for item in found:
        if not kept or item.start >= kept[-1].end:
            kept.append(item)
        elif item.certain and not kept[-1].certain:
            kept[-1] = item
    return tuple(kept)


class _Tight(NamedTuple):
    """A text without some of its blanks; where each of its characters stood."""

    text: str
    places: Sequence[int]

    def back(self, item: Personal) -> Personal:
        """The item at its place in the text with blanks."""
        return item._replace(start=self.places[item.start], end=self.places[item.end - 1] + 1)


def _tightened(text: str, same: str, gaps: re.Pattern[str]) -> _Tight:
    """The blanks are looked for in the text as written: there a tab between two cells is none."""
    gone = {place for match in gaps.finditer(text) for place in range(*match.span())}
    if not gone:
        return _Tight(same, range(len(same)))
    places = [place for place in range(len(same)) if place not in gone]
    return _Tight("".join(same[place] for place in places), places)


def _broken_numbers(text: str) -> Iterator[Personal]:
    """Citizen numbers that go over the end of a line. Other numbers have too weak a check for such a guess."""
    for match in _CITIZEN.finditer(text):
        if privacy.is_citizen_id(match[0]):
            yield _made(match.start(), match.end(), privacy.CITIZEN_ID, match[0])


def _made(start: int, end: int, kind: str, content: str, certain: bool = True) -> Personal:
    return Personal(start, end, kind, LABELS[kind], content, certain)


def _numbers(text: str) -> Iterator[Personal]:
    for number in privacy.private(text):
        yield _made(number.start, number.end, number.kind, number.digits)


def _plates(text: str) -> Iterator[Personal]:
    for match in _PLATE.finditer(text):
        yield _made(match.start(), match.end(), PLATE, match[0])


def _called(text: str) -> Iterator[Personal]:
    for match in _CALLED.finditer(text):
        start, end = match.span(1)
        yield Personal(start, end, privacy.CITIZEN_ID, LABELS[privacy.CITIZEN_ID], match[1].upper(), certain=True)


def _papers(text: str) -> Iterator[Personal]:
    """Passports and permits have no check digit: only a word before them makes them what they are."""
    for kind, pattern, word in ((PASSPORT, _PASSPORT, "护照"), (PERMIT, _PERMIT, "通行证")):
        if word not in text:
            continue
        for match in pattern.finditer(text):
            if word in text[max(0, match.start() - _BEFORE) : match.start()]:
                yield _made(match.start(), match.end(), kind, match[0])


def _births(text: str) -> Iterator[Personal]:
    if "生" not in text:
        return
    for match in _BIRTH.finditer(text):
        group = 1 if match[1] else 2
        content = match[group]
        whole = len(re.findall(r"[0-9]+", content)) == 3
        yield _made(match.start(group), match.end(group), BIRTH, content, whole and "出生" in text[match.start() : match.end() + 3])


def _mails(text: str) -> Iterator[Personal]:
    if "@" not in text:
        return
    for match in _EMAIL.finditer(text):
        address = match[0].lower()
        if address.endswith((".gov.cn", ".example")):
            continue
        before = text[max(0, match.start() - _BEFORE) : match.start()]
        of_person = _AT_HOME.search(before) is not None
        yield _made(
            match.start(), match.end(), EMAIL, match[0], of_person or (_FREE_MAIL.search(address) is not None and not _contact(before))
        )


def _contact(before: str) -> bool:
    return re.search(r"联系|邮箱|邮件|邮寄|咨询|受理|监督|举报|投稿|报名|反馈|意见|接收|电子", before) is not None


def _homes(text: str) -> Iterator[Personal]:
    if not any(sign in text for sign in ("号", "室", "单元", "户", "房")):
        return
    for pattern in (_ROOM, _HOUSE):
        for match in pattern.finditer(text):
            lead = _LEAD.search(text, max(0, match.start() - 30), match.start())
            if lead is None:
                continue
            start, whole = lead.start(), text[lead.start() : match.end()]
            around = text[max(0, start - _BEFORE) : start] + whole
            at_home = _AT_HOME.search(around) is not None
            if at_home or not _OFFICE.search(around):
                yield _trimmed(start, whole, certain=at_home or (pattern is _ROOM and ("单元" in whole or "小区" in whole)))


def _trimmed(start: int, whole: str, *, certain: bool) -> Personal:
    """The address without the words that lead to it (「申请人甲家住」)."""
    lead = re.match(r".*(?:住址|家住|住所|住在|现住|居住于|居住在|户籍地?|住|位于)(?:为|是|在)?", whole)
    cut = lead.end() if lead and lead.end() < len(whole) - 3 else 0
    return _made(start + cut, start + len(whole), HOME, whole[cut:], certain)
