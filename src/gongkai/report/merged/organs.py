"""Organs in a merge: when two names mean one organ, and who has no power to make 规章."""

from __future__ import annotations

import re

from gongkai.lib.text import alike, squeeze
from gongkai.report.organ import BUREAU, GOVERNMENT, STREET, TOWN, ZONE, kind_of

_BRACKETS = re.compile(r"（[^（）]*）")
_TAILS = ("人民政府", "政府", "办事处", "管理委员会", "管委会")
_PLACE_ENDS = "省市区县旗州盟"
_PLACES = re.compile(r"[省市区县旗州盟镇乡]|街道")
_COUNTY = re.compile(r"(?:县|旗|(?<!自治)区)(?:(?:人民)?政府(?:办公[室厅])?)?$")


def _plain(organ: str) -> str:
    """The name for comparing: no brackets, no tail that may come and go. 办公室 stays: it is an organ of its own."""
    name = _BRACKETS.sub("", squeeze(alike(organ)))
    for tail in _TAILS:
        if name.endswith(tail) and len(name) > len(tail):
            return name.removesuffix(tail)
    return name


def same_organ(one: str, other: str) -> bool:
    """True when two names mean one organ, with or without the places above it.

    >>> same_organ("示例市示例区示例镇人民政府", "示例镇"), same_organ("甲区示例镇", "乙区示例镇")
    (True, False)
    >>> same_organ("小示例镇", "示例镇"), same_organ("示例区人民政府办公室", "示例区人民政府")
    (False, False)
    """
    shorter, longer = sorted((_plain(one), _plain(other)), key=len)
    if not shorter or not longer.endswith(shorter):
        return False
    above = longer.removesuffix(shorter)
    return not above or above[-1] in _PLACE_ENDS


def makes_no_rules(organ: str | None) -> bool:
    """True when the organ surely has no power to make 规章 (立法法 Art. 91, 93).

    部门规章 are made by ministries, 地方政府规章 by governments of provinces, of cities divided into districts and of
    autonomous prefectures: never by a town, a street, a county, a zone or a local bureau. A city that may be one
    of county rank is not judged.

    >>> makes_no_rules("示例区示例镇人民政府"), makes_no_rules("示例区司法局"), makes_no_rules("示例市人民政府"), makes_no_rules(None)
    (True, True, False, False)
    """
    name = _BRACKETS.sub("", squeeze(alike(organ or "")))
    kind = kind_of(name)
    if kind == BUREAU:
        return _PLACES.search(name) is not None
    if kind == GOVERNMENT:
        return _COUNTY.search(name) is not None
    return kind in (TOWN, STREET, ZONE)
