"""The shapes of what comes in and goes out. Their words stand in ``/api/openapi.json``."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the shapes are read at run time
from decimal import Decimal  # noqa: TC003

from ninja import Field, Schema


class ProblemAt(Schema):
    """One thing that is wrong."""

    where: str = Field(description="哪个参数")
    words: str = Field(description="哪里不对、怎样改")


class Problem(Schema):
    """Why a question cannot be answered: one Chinese sentence for each thing that is wrong, and where."""

    problems: list[ProblemAt] = Field(description="每处问题一条")


class OrganOut(Schema):
    """An organ that takes applications, and where it can be reached."""

    slug: str = Field(description="网址里的名字")
    name: str = Field(description="机关名称")
    level: str = Field(description="类别")
    parent: str | None = Field(description="上级机关的 slug")
    credit_code: str = Field(description="统一社会信用代码")
    region: str = Field(description="行政区划代码")
    office: str = Field(description="政府信息公开工作机构")
    address: str = Field(description="办公地址")
    postcode: str = Field(description="邮政编码")
    phone: str = Field(description="联系电话")
    fax: str = Field(description="传真")
    email: str = Field(description="电子邮箱")
    hours: str = Field(description="办公时间")


class Organs(Schema):
    """All organs that take applications today."""

    organs: list[OrganOut]


class WaitingOut(Schema):
    """Who owes what, until when."""

    who: str
    what: str
    until: date | None


class StepOut(Schema):
    """What an event did to the clock."""

    date: date
    event: str
    effect: str
    cite: str


class DayOut(Schema):
    """One day of the ledger of days."""

    date: date
    counts: bool
    number: int | None
    why: str


class Deadline(Schema):
    """The clock of an application."""

    received: date
    due: date | None = Field(description="答复的最后一天；等申请人或者第三方时没有")
    waiting_for: WaitingOut | None
    provisional: bool = Field(description="跨到还没有放假安排的年份，日期可能变动")
    on_time: bool | None
    irregular: list[str]
    steps: list[StepOut]
    days: list[DayOut]


class FeeLine(Schema):
    """One slice of the tariff."""

    first: int = Field(alias="from")
    to: int
    quantity: int
    rate: Decimal
    amount: Decimal


class FeeOut(Schema):
    """What the tariff comes to. Whether it is charged is the organ's decision (条例 Art. 42)."""

    amount: Decimal
    unit: str
    lines: list[FeeLine]
    cite: str
    note: str


class ItemOut(Schema):
    """Something public."""

    title: str
    organ: str
    number: str = Field(description="发文字号")
    index_number: str = Field(description="索引号")
    address: str = Field(description="网址")
    published_on: date
    source: str = Field(description="publication 主动公开，answer 依申请公开后转为主动公开")
    snippet: str
    exact: bool
    near: bool


class Items(Schema):
    """What is public and answers the question, best first."""

    items: list[ItemOut]
