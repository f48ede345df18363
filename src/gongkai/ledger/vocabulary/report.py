# ruff: noqa: TC001 - ledger.codec reads the types of the fields at run time
"""One annual report of one organ for one year (条例 Art. 50): reviewed, signed, read by the superior, published, published again.

What is reviewed, signed, read and published is named by its ``digest``: whoever edits the report makes another content, and what
was said of the old one does not hold for the new.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from gongkai.ledger.vocabulary.base import Event
from gongkai.ledger.vocabulary.codes import Role, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened(Event):
    """开始编制一年的政府信息公开工作年度报告（条例第四十九条、第五十条）。

    year 报告哪一年；form 用哪一年的格式，2019 或者 2021。
    """

    kind: ClassVar[str] = "report.opened"
    title: ClassVar[str] = "开始编制"
    year: int
    form: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed(Event):
    """审核一份内容，先审查后公开（条例第十七条）。内容改了要重新审核。

    verdict 通过还是退回；role 以什么职责审核；digest 所看内容的 SHA-256，64 位小写十六进制数；note 审核意见的编号，退回的必须有。
    """

    kind: ClassVar[str] = "report.reviewed"
    title: ClassVar[str] = "审核"
    verdict: Verdict
    role: Role
    digest: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed(Event):
    """签发一份内容。内容改了要重新签发。

    role 以什么职责签发；digest 所签内容的 SHA-256；paper 纸上签字的扫描件的编号，在屏幕上签发的空着。
    """

    kind: ClassVar[str] = "report.signed"
    title: ClassVar[str] = "签发"
    role: Role
    digest: str
    paper: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentUp(Event):
    """报送上级审读，先审后发。

    digest 所报内容的 SHA-256；to 上级机关的编号。
    """

    kind: ClassVar[str] = "report.sent_up"
    title: ClassVar[str] = "报送审读"
    digest: str
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Read(Event):
    """上级审读，通过或者退回修改。

    verdict 通过还是退回；digest 所读内容的 SHA-256；findings 标出的问题清单的编号，note 审读意见的编号，没有则空，退回的至少有一样。
    """

    kind: ClassVar[str] = "report.read"
    title: ClassVar[str] = "审读"
    verdict: Verdict
    digest: str
    findings: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published(Event):
    """公布一版。第一版以后的都是更正，原来的版本留着。

    edition 第几版，从 1 往下排；digest 封存的全套文件的 SHA-256；content 签发的那份内容的 SHA-256；position 数字算到账本的第几条；
    note 改了什么的说明的编号，第二版起必须有；read_first 本机关的设置是不是要求上级先审读。
    """

    kind: ClassVar[str] = "report.published"
    title: ClassVar[str] = "公布"
    edition: int
    digest: str
    content: str
    position: int
    note: str = ""
    read_first: bool = False


EVENTS: tuple[type[Event], ...] = (Opened, Reviewed, Signed, SentUp, Read, Published)
