"""What people type, made one form: telephone numbers, identity numbers, days, amounts.

Blanks, hyphens and full-width digits are no mistakes. Each function raises ``ValueError`` with the
sentence that a form shows: what was written, what is wrong with it, what to write.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from gongkai.lib.text import alike
from gongkai.proof.privacy import is_citizen_id

_GAPS = re.compile(r"[\s\-－—–·]+")
_MOBILE = re.compile(r"(?:\+?86)?(1[3-9]\d{9})")
_LANDLINE = re.compile(r"(?:\+?86)?\(?(0\d{2,3})\)?-?(\d{7,8})(?:(?:转|ext\.?|-)(\d{1,6}))?")
_SERVICE = re.compile(r"(?:400|800)\d{7}|1\d{4}|9\d{4}")
_ABROAD = re.compile(r"(?:\+|00)\d{7,15}")
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_COMPACT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
_MONEY = re.compile(r"(\d+)(?:\.(\d{1,2}))?")
_OTHER_PAPER = re.compile(r"[0-9A-Z()（）]{4,30}")
_CREDIT_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


def phone(text: str) -> str:
    """A telephone number: a mobile as 11 digits, a landline as area code, hyphen, number.

    >>> phone("１３８ 0000-0001"), phone("+86 13800000001"), phone("（0571）8888 8888")
    ('13800000001', '13800000001', '0571-88888888')
    >>> phone("0571-88888888 转 802")
    '0571-88888888-802'
    """
    plain = alike(text).strip().replace("（", "(").replace("）", ")").lower()
    joined = _GAPS.sub("", plain)
    if match := _MOBILE.fullmatch(joined):
        return match[1]
    if match := _LANDLINE.fullmatch(re.sub(r"\s+", "", plain)) or _LANDLINE.fullmatch(joined):
        return "-".join(part for part in match.groups() if part)
    if _SERVICE.fullmatch(joined) or _ABROAD.fullmatch(joined):
        return joined
    raise ValueError(f"“{text.strip()}”不像电话号码。手机号是 11 位数字，座机请带区号，例如 0571-88888888。")


def citizen_id(text: str) -> str:
    """The number of a citizen's identity card: 18 characters, the last one checked.

    >>> citizen_id("830000 19000101 002x")
    '83000019000101002X'
    """
    number = _GAPS.sub("", alike(text)).upper()
    if len(number) != 18:
        raise ValueError(f"身份证号码应当是 18 位，现在是 {len(number)} 位。请对照证件核对。")
    if not is_citizen_id(number):
        raise ValueError("身份证号码有一位写错了：最后一位校验不符，或者出生日期不存在。请对照证件核对。")
    return number


def credit_code(text: str) -> str:
    """A 统一社会信用代码: 18 characters, the last one checked (GB 32100-2015).

    >>> credit_code("9135 0100 M000 100Y 43")
    '91350100M000100Y43'
    """
    code = _GAPS.sub("", alike(text)).upper()
    if len(code) != 18:
        raise ValueError(f"统一社会信用代码应当是 18 位，现在是 {len(code)} 位。请对照执照核对。")
    if any(character not in _CREDIT_CHARACTERS for character in code) or _credit_check(code) != code[17]:
        raise ValueError("统一社会信用代码有一位写错了：最后一位校验不符。代码里没有字母 I、O、S、V、Z，请对照执照核对。")
    return code


def _credit_check(code: str) -> str:
    total = sum(_CREDIT_CHARACTERS.index(character) * weight for character, weight in zip(code, _CREDIT_WEIGHTS, strict=False))
    return _CREDIT_CHARACTERS[-total % 31]


def other_paper(text: str) -> str:
    """The number of a passport, a permit or another paper: letters, digits and brackets, nothing checked.

    >>> other_paper("e 1234 5678")
    'E12345678'
    """
    number = _GAPS.sub("", alike(text)).upper()
    if not _OTHER_PAPER.fullmatch(number):
        raise ValueError(f"证件号码“{text.strip()}”写得不对：只有字母和数字，4 到 30 位。请对照证件核对。")
    return number


IDENTITIES = {"citizen": citizen_id, "credit": credit_code}


def identity(text: str, kind: str = "citizen") -> str:
    """The number of a paper of this kind: ``citizen``, ``credit``; every other kind as :func:`other_paper`."""
    return IDENTITIES.get(kind, other_paper)(text)


def day(text: str) -> date:
    """A day of the calendar, however it is written.

    >>> day("2026-03-06") == day("2026/3/6") == day("2026年3月6日") == day("２０２６．３．６") == day("20260306")
    True
    """
    plain = re.sub(r"\s+", "", alike(text)).replace("－", "-").replace("。", ".")
    match = _DAY.fullmatch(plain) or _COMPACT_DAY.fullmatch(plain)
    if match is None:
        raise ValueError(f"日期“{text.strip()}”看不明白。请写成 2026-03-06 或者 2026年3月6日。")
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        raise ValueError(f"日期写的是“{text.strip()}”，没有这一天。请对照日历改正。") from None


def money(text: str) -> int:
    """An amount of yuan in fen.

    >>> money("3,000"), money("￥１２.5元"), money("0.05")
    (300000, 1250, 5)
    """
    plain = re.sub(r"[\s,，¥￥]", "", alike(text)).removesuffix("元")
    match = _MONEY.fullmatch(plain)
    if match is None:
        raise ValueError(f"金额“{text.strip()}”写得不对。请只写数字，单位是元，最多两位小数，例如 120.50。")
    return int(Decimal(plain) * 100)
