# ruff: noqa: TC003 - ledger.codec reads the types of the fields at run time
"""A review or lawsuit over open government information: one case once, whatever the instances (table four)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from gongkai.ledger.vocabulary.base import Event, Passed
from gongkai.ledger.vocabulary.codes import Appellant, Procedure, Result, Sort


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyReceived(Event):
    """收到复议申请书副本或者起诉状副本。生效日是收到的日子，答复、答辩的期限从它起算。

    register_number 登记号；sort 表四的哪一行；application 涉及的申请在账本里的编号，主动公开引起的空着；
    procedure 普通程序还是简易程序；co_defendant 是否与复议机关作共同被告。
    """

    kind: ClassVar[str] = "remedy.copy_received"
    title: ClassVar[str] = "收到副本"
    register_number: str
    sort: Sort
    application: str = ""
    procedure: Procedure = Procedure.ORDINARY
    co_defendant: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyDueSet(Event):
    """通知书写明了提交答复、答辩的最后一天。

    until 最后一天；document 通知书的编号。
    """

    kind: ClassVar[str] = "remedy.reply_due_set"
    title: ClassVar[str] = "确定答复期限"
    until: date
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyFiled(Event):
    """提交书面答复或者答辩状，连同证据。

    document 答复书或者答辩状的编号；evidence 证据清单的编号。
    """

    kind: ClassVar[str] = "remedy.reply_filed"
    title: ClassVar[str] = "提交答复和证据"
    document: str
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided(Event):
    """复议决定或者判决、裁定。生效日是收到文书的日子。

    result 维持、纠正还是其他；document 文书的编号；reanswer 是否责令重新答复。
    """

    kind: ClassVar[str] = "remedy.decided"
    title: ClassVar[str] = "收到决定或者裁判"
    result: Result
    document: str
    reanswer: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Appealed(Event):
    """提起上诉。案件回到尚未审结。

    by 谁上诉；document 上诉状或者副本的编号。
    """

    kind: ClassVar[str] = "remedy.appealed"
    title: ClassVar[str] = "上诉"
    by: Appellant
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BecameFinal(Event):
    """结果生效。表四按生效的结果、在生效的年份计。没有别的字段。"""

    kind: ClassVar[str] = "remedy.became_final"
    title: ClassVar[str] = "结果生效"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved(Passed):
    """机构改革划转：从这一天起由继续行使职权的机关作被申请人或者被告（复议法第十九条、诉讼法第二十六条），
    没有生效结果的也由它计入表四，登记号不变。

    source 移出机关的编号；to 承接机关的编号；document 批准文件的编号。
    """

    kind: ClassVar[str] = "remedy.moved"
    title: ClassVar[str] = "划转"


EVENTS: tuple[type[Event], ...] = (CopyReceived, ReplyDueSet, ReplyFiled, Decided, Appealed, BecameFinal, Moved)
