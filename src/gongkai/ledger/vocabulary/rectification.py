# ruff: noqa: TC001 - ledger.codec reads the types of the fields at run time
"""更正 of records about oneself (条例 Art. 41): its own register, letter and 文号, never a row of table three.

Not to be confused with 补正 of an application (``CorrectionRequested``) nor with ``Corrected``, which mends an entry of the ledger.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from gongkai.ledger.vocabulary.base import Event, Passed
from gongkai.ledger.vocabulary.codes import Channel, Finding, Way


@dataclass(frozen=True, slots=True, kw_only=True)
class RectificationReceived(Event):
    """收到更正请求（条例第四十一条）。生效日是收到的日子。

    register_number 更正登记号；channel 渠道；evidence 证据材料的编号。
    """

    kind: ClassVar[str] = "rectification.received"
    title: ClassVar[str] = "收到更正请求"
    register_number: str
    channel: Channel
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RectificationDecided(Event):
    """对更正请求作出处理并告知（条例第四十一条）。

    finding 更正、不予更正、转送还是告知另行提出；letter 更正处理告知书或者转送函文号；to 有权更正的机关的编号，自己更正的空着。
    """

    kind: ClassVar[str] = "rectification.decided"
    title: ClassVar[str] = "处理更正请求"
    finding: Finding
    letter: str
    to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RectificationServed(Event):
    """更正处理告知书送达。

    way 送达方式；proof 送达凭证的编号。
    """

    kind: ClassVar[str] = "rectification.served"
    title: ClassVar[str] = "送达更正告知书"
    way: Way
    proof: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved(Passed):
    """机构改革划转：这件更正请求从这一天起由承接的机关处理（条例第四十一条），登记号不变。

    source 移出机关的编号；to 承接机关的编号；document 批准文件的编号。
    """

    kind: ClassVar[str] = "rectification.moved"
    title: ClassVar[str] = "划转"


EVENTS: tuple[type[Event], ...] = (RectificationReceived, RectificationDecided, RectificationServed, Moved)
