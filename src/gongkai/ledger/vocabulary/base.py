# ruff: noqa: TC003 - ledger.codec reads the types of the fields at run time
"""What every event has: a kind, two times, and the two events that mend a mistake."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happened, without its times. ``kind`` is its name in storage, ``title`` what people read,
    ``schema`` the number of the shape of its payload (see ``ledger.codec``), ``ahead`` whether it may be
    written before its legal day.
    """

    kind: ClassVar[str] = ""
    title: ClassVar[str] = ""
    schema: ClassVar[int] = 1
    ahead: ClassVar[bool] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An event as a stream holds it.

    ``number`` counts 1, 2, 3… in its stream; ``effective_on`` is the legal day (received, served), from
    which periods run; ``recorded_at`` the moment of writing, with its offset, which audit reads. ``actor``,
    ``group`` (one act of a user) and ``body`` (the organ) are ids, "" when not known.
    """

    number: int
    effective_on: date
    recorded_at: datetime
    event: Event
    actor: str = ""
    group: str = ""
    body: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed(Event):
    """机构改革：一本账从一个机关到另一个机关。各种账有各自的一种。

    source 移出机关的编号；to 承接机关的编号；document 批准文件的编号。
    """

    source: str
    to: str
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected(Event):
    """更正记录：第 number 步记错了，按这里写的算。原来的记录不动，两条都留着。

    number 被更正的那一步；effective_on 正确的生效日；event 正确的内容，与原来同一种类。
    这一步自己的生效日是更正的那一天。
    """

    kind: ClassVar[str] = "corrected"
    title: ClassVar[str] = "更正记录"
    number: int
    effective_on: date
    event: Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Voided(Event):
    """作废记录：第 number 步没有发生过。原来的记录不动，两条都留着。

    number 被作废的那一步；reason 写明原因的说明的编号。
    """

    kind: ClassVar[str] = "voided"
    title: ClassVar[str] = "作废记录"
    number: int
    reason: str
