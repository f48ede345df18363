# ruff: noqa: TC001, TC003 - ledger.codec reads the types of the fields at run time
"""One piece of information published on the organ's own duty, from draft to withdrawal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from gongkai.ledger.vocabulary.base import Event, Passed
from gongkai.ledger.vocabulary.codes import Attribute, Explanation, Outlet, Role, Stage, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted(Event):
    """起草。

    content 内容的编号；catalogue 目录中的条目代号；formed_on 信息形成或者变更的日子，公开期限从它起算（条例第二十六条）。
    """

    kind: ClassVar[str] = "publication.drafted"
    title: ClassVar[str] = "起草"
    content: str
    catalogue: str
    formed_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Classified(Event):
    """定公开属性，起草时提出，和公文一起审批（国办发〔2016〕80号）。改变属性也用它。

    attribute 属性；basis 不主动公开所依据的条款，如 条例:16.1，主动公开的空着；reason 理由的编号，主动公开的空着；
    role 以什么职责提出。
    """

    kind: ClassVar[str] = "publication.classified"
    title: ClassVar[str] = "定公开属性"
    attribute: Attribute
    basis: str = ""
    reason: str = ""
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Reassessed(Event):
    """对不主动公开的信息定期评估（条例第十八条）。情况变化、可以公开的，另用“定公开属性”改为主动公开。

    verdict 通过是维持不公开，退回是应当改变属性；note 评估意见的编号；role 以什么职责评估。
    """

    kind: ClassVar[str] = "publication.reassessed"
    title: ClassVar[str] = "定期评估"
    verdict: Verdict
    note: str
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed(Event):
    """三审中的一次，先审查后公开（条例第十七条）。退回后从初审重来。

    stage 初审、复审还是终审；verdict 通过还是退回；role 以什么职责审查；note 审查意见的编号，没有则空。
    """

    kind: ClassVar[str] = "publication.reviewed"
    title: ClassVar[str] = "审查"
    stage: Stage
    verdict: Verdict
    role: Role
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Approved(Event):
    """签发，同意公开。

    role 以什么职责签发。
    """

    kind: ClassVar[str] = "publication.approved"
    title: ClassVar[str] = "签发"
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Published(Event):
    """在一个渠道公开。

    outlet 渠道；receipt 凭证的编号：核对过的网址或者截图。
    """

    kind: ClassVar[str] = "publication.published"
    title: ClassVar[str] = "公开"
    outlet: Outlet
    receipt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed(Event):
    """内容变更。须重新审查、签发后再公开；已经公开的渠道仍是旧内容。

    content 新内容的编号；changed_on 变更的日子，公开期限从它重新起算（条例第二十六条）。
    """

    kind: ClassVar[str] = "publication.changed"
    title: ClassVar[str] = "变更"
    content: str
    changed_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenDown(Event):
    """从一个渠道撤下。

    outlet 渠道；reason 原因的编号；receipt 凭证的编号。
    """

    kind: ClassVar[str] = "publication.taken_down"
    title: ClassVar[str] = "撤下"
    outlet: Outlet
    reason: str
    receipt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SentUp(Event):
    """报送上级机关或者上级媒体。报送不是公开，两样分开计数。

    receipt 报送凭证的编号；taken 对方采用了没有，还不知道的空着。
    """

    kind: ClassVar[str] = "publication.sent_up"
    title: ClassVar[str] = "报送"
    receipt: str
    taken: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained(Event):
    """这件政策文件有了解读（国办发〔2016〕19号）。生效日是解读公开的日子。

    publication 解读在账本里的编号；form 解读的形式；by_leader 是不是主要负责人解读。
    """

    kind: ClassVar[str] = "publication.explained"
    title: ClassVar[str] = "解读"
    publication: str
    form: Explanation
    by_leader: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved(Passed):
    """机构改革划转：还没有公开过的信息从这一天起由承接的机关继续审查、公开。公开过的不划转，留在原来的地址。

    source 移出机关的编号；to 承接机关的编号；document 批准文件的编号。
    """

    kind: ClassVar[str] = "publication.moved"
    title: ClassVar[str] = "划转"


EVENTS: tuple[type[Event], ...] = (
    Drafted, Classified, Reassessed, Reviewed, Approved, Published, Changed, TakenDown, SentUp, Explained, Moved,
)  # fmt: skip
