"""Personal data in a text: citizen ID numbers, mobile numbers, bank cards.

A number is read whether it is written in full width, with blanks or with hyphens. A mobile
number that the office itself gives for questions is not personal data to be reported.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from gongkai.lib.text import alike

if TYPE_CHECKING:
    from collections.abc import Iterator

CITIZEN_ID, MOBILE, BANK_CARD = "citizen_id", "mobile", "bank_card"

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_CARD_LEADS = ("62", "4", "51", "52", "53", "54", "55", "35", "36", "37")


_DIGIT, _GAP = "[0-9０-９]", "[ \u00a0\u3000\\-－]"


class Private(NamedTuple):
    """A number of a person at ``text[start:end]``; ``digits`` without blanks and hyphens."""

    start: int
    end: int
    kind: str
    digits: str

    def masked(self) -> str:
        """The number as a message may show it: the beginning, stars, the last two."""
        keep = 3 if self.kind == MOBILE else 6
        return self.digits[:keep] + "*" * (len(self.digits) - keep - 2) + self.digits[-2:]


@cache
def _runs() -> re.Pattern[str]:
    return re.compile(f"{_DIGIT}(?<![0-9０-９A-Za-z.]{_DIGIT})(?:{_GAP}?{_DIGIT}){{9,19}}(?:{_GAP}?[XxＸｘ])?(?![0-9０-９A-Za-z]|\\.[0-9])")


@cache
def _contact() -> re.Pattern[str]:
    return re.compile(r"联系|电话|手机|传真|咨询|热线|监督")


@cache
def _person() -> re.Pattern[str]:
    return re.compile(r"申请人|当事人|村民|居民|家住|身份证|户主|被处罚|负责人电话|本人")


@lru_cache(maxsize=16)
def private(text: str) -> tuple[Private, ...]:
    """The personal numbers of a text, in order."""
    return tuple(_private(text))


def _private(text: str) -> Iterator[Private]:
    for match in _runs().finditer(text):
        digits = re.sub(_GAP, "", alike(match[0])).upper()
        kind = _kind(digits)
        if kind and not (kind == MOBILE and _is_office_contact(text, match.start())):
            yield Private(match.start(), match.end(), kind, digits)


def _kind(digits: str) -> str:
    if len(digits) == 18 and is_citizen_id(digits):
        return CITIZEN_ID
    if len(digits) == 11 and digits[0] == "1" and digits[1] in "3456789" and digits.isdigit():
        return MOBILE
    return BANK_CARD if is_bank_card(digits) else ""


def is_citizen_id(digits: str) -> bool:
    """18 characters: region, a day of the calendar, check character."""
    if not digits[:17].isdigit() or not "11" <= digits[:2] <= "83" or digits[6:8] not in ("19", "20"):
        return False
    month, day = int(digits[10:12]), int(digits[12:14])
    if not (1 <= month <= 12 and 1 <= day <= _DAYS[month - 1]):
        return False
    return _CHECK[sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False)) % 11] == digits[17]


def is_bank_card(digits: str) -> bool:
    """16 to 19 digits with a lead that banks use, and the Luhn sum right."""
    if not (16 <= len(digits) <= 19 and digits.isdigit() and digits.startswith(_CARD_LEADS)) or len(set(digits)) < 4:
        return False
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _is_office_contact(text: str, at: int) -> bool:
    before = text[max(0, at - 25) : at]
    return _contact().search(before) is not None and _person().search(before) is None
