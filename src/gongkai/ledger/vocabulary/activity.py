# ruff: noqa: TC001 - ledger.codec reads the types of the fields at run time
"""What the report tells besides cases and documents: training, meetings, open days, self-checks, assessment, and figures that no
record can supply.

A stream holds one year of one organ.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from gongkai.ledger.vocabulary.base import Event
from gongkai.ledger.vocabulary.codes import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened(Event):
    """立卷：一卷账是一个机关的一年。生效日是这一年的1月1日，或者以后真正立卷的日子。

    year 哪一年。
    """

    kind: ClassVar[str] = "activity.opened"
    title: ClassVar[str] = "立卷"
    year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingHeld(Event):
    """举办或者参加培训（条例第四十八条）。

    participants 人次；record 记录的编号。
    """

    kind: ClassVar[str] = "activity.training_held"
    title: ClassVar[str] = "培训"
    participants: int
    record: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingHeld(Event):
    """召开政务公开工作会议。

    participants 人次；record 会议纪要的编号。
    """

    kind: ClassVar[str] = "activity.meeting_held"
    title: ClassVar[str] = "会议"
    participants: int
    record: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDayHeld(Event):
    """政府开放日、政务公开活动日。

    participants 人次；record 记录的编号；materials 发放了多少份资料，questions 现场解答了多少件咨询，没有数过的空着。
    """

    kind: ClassVar[str] = "activity.open_day_held"
    title: ClassVar[str] = "政府开放日"
    schema: ClassVar[int] = 2
    participants: int
    record: str
    materials: int | None = None
    questions: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadingGroupChanged(Event):
    """成立或者调整政务公开工作领导小组。生效日是成立、调整的日子。

    members 成立、调整以后有几个人；record 文件的编号。
    """

    kind: ClassVar[str] = "activity.leading_group_changed"
    title: ClassVar[str] = "领导小组成立或者调整"
    members: int
    record: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfChecked(Event):
    """对公开栏目的一次自查：过期、打不开、有错或者不该公开的内容。

    found 查出多少处问题；mended 其中已经改正多少处；record 自查记录的编号。
    """

    kind: ClassVar[str] = "activity.self_checked"
    title: ClassVar[str] = "自查"
    found: int
    mended: int
    record: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentReceived(Event):
    """工作考核的结果（条例第四十六条、第五十条第（四）项）。

    record 考核结果的编号。
    """

    kind: ClassVar[str] = "activity.assessment_received"
    title: ClassVar[str] = "工作考核"
    record: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SocialReviewDone(Event):
    """社会评议的结果（条例第四十六条、第五十条第（四）项）。

    participants 参加评议的人次；record 评议结果的编号。
    """

    kind: ClassVar[str] = "activity.social_review_done"
    title: ClassVar[str] = "社会评议"
    participants: int
    record: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldAccountable(Event):
    """责任追究的结果（条例第四十六条、第五十条第（四）项）。

    persons 被追究责任的人数；record 处理决定的编号。
    """

    kind: ClassVar[str] = "activity.held_accountable"
    title: ClassVar[str] = "责任追究"
    persons: int
    record: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureDeclared(Event):
    """申报一个数：别的系统里的数（如行政许可件数），由人核对后填报。同一格再报一次，以最后一次为准。

    cell 表二的格，行名加列号，如 table2.licences[0]，或者 narrative. 加上概述里没有记录可数的数，如 narrative.accounts；value 十进制数，写成文字，金额单位万元；
    source 来源的编号；role 以什么职责申报；note 原因的编号，第一次申报没有可说的空着，改数时必须有。
    """

    kind: ClassVar[str] = "activity.figure_declared"
    title: ClassVar[str] = "申报数字"
    schema: ClassVar[int] = 2
    cell: str
    value: str
    source: str
    role: Role
    note: str = ""


EVENTS: tuple[type[Event], ...] = (
    Opened, TrainingHeld, MeetingHeld, OpenDayHeld, LeadingGroupChanged, SelfChecked, AssessmentReceived, SocialReviewDone, HeldAccountable,
    FigureDeclared,
)  # fmt: skip
