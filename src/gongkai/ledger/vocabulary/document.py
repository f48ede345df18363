# ruff: noqa: TC001, TC003 - ledger.codec reads the types of the fields at run time
"""The life of a normative document or a rule: counted in table two as issued, abolished, in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from gongkai.ledger.vocabulary.base import Event
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


EVENTS: tuple[type[Event], ...] = (Issued, Amended, Repealed, Expired)
