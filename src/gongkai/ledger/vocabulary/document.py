# ruff: noqa: TC001, TC003 - ledger.codec reads the types of the fields at run time
"""The life of a normative document or a rule: counted in table two as issued, abolished, in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from gongkai.ledger.vocabulary.base import Event, Passed
from gongkai.ledger.vocabulary.codes import DocumentSort


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued(Event):
    """制发。生效日是成文日。

    sort 规章还是行政规范性文件；number 文号；content 正文的编号；publication 公开流程在账本里的编号，还没有则空；
    expires_on 写明的失效日，没有则空。
    """

    kind: ClassVar[str] = "document.issued"
    title: ClassVar[str] = "制发"
    sort: DocumentSort
    number: str
    content: str
    publication: str = ""
    expires_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Amended(Event):
    """修改。仍是同一件，不另计制发。

    number 修改文件的文号；content 修改后正文的编号；expires_on 新的失效日，没有则空。
    """

    kind: ClassVar[str] = "document.amended"
    title: ClassVar[str] = "修改"
    number: str
    content: str
    expires_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Repealed(Event):
    """废止。生效日是不再有效的第一天，可以提前登记。

    number 废止文件的文号。
    """

    kind: ClassVar[str] = "document.repealed"
    title: ClassVar[str] = "废止"
    ahead: ClassVar[bool] = True
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Expired(Event):
    """到期失效。生效日是不再有效的第一天。没有别的字段。"""

    kind: ClassVar[str] = "document.expired"
    title: ClassVar[str] = "失效"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved(Passed):
    """机构改革划转：现行有效的文件从这一天起由承接的机关管理。制发计在制发的机关；废止、年末现行有效计在当时管理它的机关。

    source 移出机关的编号；to 承接机关的编号；document 批准文件的编号。
    """

    kind: ClassVar[str] = "document.moved"
    title: ClassVar[str] = "划转"


EVENTS: tuple[type[Event], ...] = (Issued, Amended, Repealed, Expired, Moved)
