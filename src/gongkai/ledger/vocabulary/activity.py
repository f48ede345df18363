# ruff: noqa: TC001 - ledger.codec reads the types of the fields at run time
"""What the report tells besides cases and documents: training, meetings, open days, assessment, and figures that no record can supply.

A stream holds one year of one organ.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from gongkai.ledger.vocabulary.base import Event
from gongkai.ledger.vocabulary.codes import Role


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
    """政府开放日。

    participants 人次；record 记录的编号。
    """

    kind: ClassVar[str] = "activity.open_day_held"
    title: ClassVar[str] = "政府开放日"
    participants: int
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

    cell 表格里的格，行名加列号，如 table2.licences[0]；value 十进制数，写成文字，金额单位万元；
    source 来源的编号；role 以什么职责申报。
    """

    kind: ClassVar[str] = "activity.figure_declared"
    title: ClassVar[str] = "申报数字"
    cell: str
    value: str
    source: str
    role: Role


EVENTS: tuple[type[Event], ...] = (
    TrainingHeld, MeetingHeld, OpenDayHeld, AssessmentReceived, SocialReviewDone, HeldAccountable, FigureDeclared,
)  # fmt: skip
