"""Numbers as Word prints them."""

from __future__ import annotations

import pytest

from gongkai.lib.docx_numbers import printed


@pytest.mark.parametrize(
    ("number", "form", "text"),
    [
        (1, "chineseCounting", "一"),
        (10, "chineseCounting", "十"),
        (21, "chineseCountingThousand", "二十一"),
        (105, "chineseCountingThousand", "一百〇五"),
        (110, "chineseCountingThousand", "一百一十"),
        (12, "ideographDigital", "一二"),
        (3, "chineseLegalSimplified", "叁"),
        (3, "decimalEnclosedCircleChinese", "③"),
        (12, "decimalFullWidth", "１２"),
        (4, "lowerRoman", "iv"),
        (28, "upperLetter", "BB"),
        (7, "decimalZero", "07"),
        (2, "ideographTraditional", "乙"),
        (5, "somethingNew", "5"),
        (99_999, "chineseCounting", "99999"),
        (4, "bullet", ""),
    ],
)
def test_each_way_of_counting_prints_its_signs(number: int, form: str, text: str) -> None:
    assert printed(number, form) == text
