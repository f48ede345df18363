# ruff: noqa: TC003 - ledger.codec reads the types of the fields at run time
"""An application for information, from registration to answer and, when ordered, to another answer.

Letters are named by their 文号; documents, reasons and facts by the ids of rows kept elsewhere. A letter's
service is one event for all letters: ``Served`` names the step that issued it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from gongkai.ledger.vocabulary.base import Event, Passed
from gongkai.ledger.vocabulary.codes import Assessment, Channel, Column, FeeMethod, OrderedBy, Party, Role, Stance, Unit, Way

Facts = tuple[tuple[str, str], ...]  # pairs of a key of law.facts and the id of the row that holds it


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered(Event):
    """登记。生效日就是收到申请之日（条例第三十一条），晚登记不改变它。

    register_number 登记号；channel 渠道；column 申请人在表三的列；items 申请了几项；submitted_on 提交日，
    arrived_on 到达或者签收日，confirmed_on 双方确认日：收到之日的依据；taken_over_from 机构改革时从哪个机关转来（编号），没有则空；
    taken_over_on 接手的日子，从这一天起由本机关计数，不是转来的空着。
    """

    kind: ClassVar[str] = "application.registered"
    title: ClassVar[str] = "登记"
    schema: ClassVar[int] = 3
    register_number: str
    channel: Channel
    column: Column
    items: int = 1
    submitted_on: date | None = None
    arrived_on: date | None = None
    confirmed_on: date | None = None
    taken_over_from: str = ""
    taken_over_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemAdded(Event):
    """增加一项：登记时少数了一项。

    item 新的项号，接着最大的项号往下排。
    """

    kind: ClassVar[str] = "application.item_added"
    title: ClassVar[str] = "增加一项"
    item: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemSplit(Event):
    """拆分一项：一项其实问了几件事。原项不再单独答复，由拆出的各项代替；仍是一件申请。

    item 被拆的项号；into 拆出的新项号，接着最大的项号往下排，至少两个。
    """

    kind: ClassVar[str] = "application.item_split"
    title: ClassVar[str] = "拆分一项"
    item: int
    into: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionRequested(Event):
    """告知补正（条例第三十条），一件申请只有一次。

    letter 补正告知书文号；until 补正期限的最后一天。
    """

    kind: ClassVar[str] = "application.correction_requested"
    title: ClassVar[str] = "告知补正"
    letter: str
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionReceived(Event):
    """收到补正。答复期限从这一天起重新计算（条例第三十条）。

    document 补正材料的编号。
    """

    kind: ClassVar[str] = "application.correction_received"
    title: ClassVar[str] = "收到补正"
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionLapsed(Event):
    """认定逾期不补正且无正当理由（条例第三十条）。随后可以不再处理。没有别的字段。"""

    kind: ClassVar[str] = "application.correction_lapsed"
    title: ClassVar[str] = "认定逾期不补正"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationSent(Event):
    """发出征求意见书（条例第三十二条、第三十三条第三款、第三十四条）。从这一天起时间不计入答复期限。

    label 被征求意见者的编号，不是姓名；party 第三方、共同制作机关还是其他机关；letter 征求意见书文号。
    """

    kind: ClassVar[str] = "application.consultation_sent"
    title: ClassVar[str] = "征求意见"
    label: str
    party: Party
    letter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationAnswered(Event):
    """收到对征求意见的答复。

    label 谁的答复（编号）；stance 同意、部分同意还是不同意；document 书面意见的编号。
    """

    kind: ClassVar[str] = "application.consultation_answered"
    title: ClassVar[str] = "收到意见"
    label: str
    stance: Stance
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationLapsed(Event):
    """被征求意见者逾期没有提出意见：第三方的由机关决定（条例第三十二条），共同制作机关的视为同意（条例第三十四条）。

    label 谁逾期（编号）。
    """

    kind: ClassVar[str] = "application.consultation_lapsed"
    title: ClassVar[str] = "逾期未提意见"
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CoHandlingAsked(Event):
    """交本机关其他机构协办。不停止计算期限。

    label 协办机构的编号；due 要求反馈的日子，没有则空。
    """

    kind: ClassVar[str] = "application.co_handling_asked"
    title: ClassVar[str] = "交办协办"
    label: str
    due: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CoHandlingAnswered(Event):
    """协办机构反馈。

    label 协办机构的编号；document 反馈材料的编号。
    """

    kind: ClassVar[str] = "application.co_handling_answered"
    title: ClassVar[str] = "协办反馈"
    label: str
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonsRequested(Event):
    """要求申请人说明理由（条例第三十五条）。不停止计算期限。

    letter 说明理由告知书文号。
    """

    kind: ClassVar[str] = "application.reasons_requested"
    title: ClassVar[str] = "要求说明理由"
    letter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonsAssessed(Event):
    """对申请人说明的理由作出判断（条例第三十五条）。

    assessment 合理、不合理还是没有说明；note 判断依据的说明的编号。
    """

    kind: ClassVar[str] = "application.reasons_assessed"
    title: ClassVar[str] = "判断理由"
    assessment: Assessment
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Deferred(Event):
    """延迟答复：理由合理但在期限内办不完，确定合理期限并告知申请人（条例第三十五条）。

    until 新的答复期限；letter 延迟答复告知书文号。
    """

    kind: ClassVar[str] = "application.deferred"
    title: ClassVar[str] = "延迟答复"
    until: date
    letter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Extended(Event):
    """延长答复期限，一次（条例第三十三条第二款）。生效日是告知申请人的日子。

    days 延长几个工作日；approver 以什么职责同意；letter 延期答复告知书文号。
    """

    kind: ClassVar[str] = "application.extended"
    title: ClassVar[str] = "延期"
    days: int
    approver: Role
    letter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeNotified(Event):
    """发出收费通知（条例第四十二条、收费办法）。

    method 按件还是按量；quantity 当月第几件或者多少页；amount 金额，单位分；finding 认定明显超过合理范围的说明的编号；
    letter 收费通知文号。
    """

    kind: ClassVar[str] = "application.fee_notified"
    title: ClassVar[str] = "通知缴费"
    method: FeeMethod
    quantity: int
    amount: int
    finding: str
    letter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeePaid(Event):
    """缴费完毕。答复期限从次日起重新计算。

    receipt 财政票据的编号。
    """

    kind: ClassVar[str] = "application.fee_paid"
    title: ClassVar[str] = "缴费完毕"
    receipt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeLapsed(Event):
    """认定逾期未缴费。随后可以不再处理。没有别的字段。"""

    kind: ClassVar[str] = "application.fee_lapsed"
    title: ClassVar[str] = "认定逾期未缴费"


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemDecided(Event):
    """对一项作出决定。答复以前可以再作一次，以最后一次为准。

    item 项号；decision 答复种类的代号（D01 至 D23）；facts 这一种类必须写明的事实：事实的名称与存放它的编号。
    """

    kind: ClassVar[str] = "application.item_decided"
    title: ClassVar[str] = "作出决定"
    item: int
    decision: str
    facts: Facts = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MainRowChosen(Event):
    """指定主要事项：各项都没有给、又分属几行时，按哪一项计入年度报告。

    item 项号；reason 理由的编号。
    """

    kind: ClassVar[str] = "application.main_row_chosen"
    title: ClassVar[str] = "指定主要事项"
    item: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered(Event):
    """答复：一件申请一份答复书、一个文号。生效日是当面签收或者交邮的日子。

    letter 答复书文号；way 送达方式。
    """

    kind: ClassVar[str] = "application.answered"
    title: ClassVar[str] = "答复"
    letter: str
    way: Way


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultImported(Event):
    """从以前的台账导入办理结果：只知道计入表三哪一行，不知道是哪一种答复。生效日是办结日期。

    row 表三的行（2021 年格式的行名代号）；letter 答复书文号，台账没有则空。
    """

    kind: ClassVar[str] = "application.result_imported"
    title: ClassVar[str] = "导入办理结果"
    row: str
    letter: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Served(Event):
    """一份文书送达。生效日是收件人收到的日子：第三方的十五个工作日、缴费的期限从这一天起算。

    step 发出这份文书的那一步；way 送达方式；proof 送达回证或者邮寄凭证的编号。
    """

    kind: ClassVar[str] = "application.served"
    title: ClassVar[str] = "送达"
    step: int
    way: Way
    proof: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn(Event):
    """申请人撤回申请。计入“其他处理”的“其他”。

    document 撤回申请的编号。
    """

    kind: ClassVar[str] = "application.withdrawn"
    title: ClassVar[str] = "撤回申请"
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed(Event):
    """不再处理（P13）：逾期不补正（条例第三十条）或者逾期未缴费（收费办法）。

    decision 答复种类，D21 或者 D22；letter 不再处理告知书文号。
    """

    kind: ClassVar[str] = "application.closed"
    title: ClassVar[str] = "不再处理"
    decision: str
    letter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReanswerOrdered(Event):
    """须重新答复：复议、判决责令，或者本机关自行纠正。生效日是收到决定的日子，自行纠正的是决定纠正的日子。

    ordered_by 因何而起；document 决定书的编号；period 决定书给的期限，没有写则空；unit 期限的单位。
    """

    kind: ClassVar[str] = "application.reanswer_ordered"
    title: ClassVar[str] = "须重新答复"
    ordered_by: OrderedBy
    document: str
    period: int | None = None
    unit: Unit = Unit.WORKING_DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Reanswered(Event):
    """重新答复：新的答复书、新的文号。表三不再计一次。

    letter 新答复书文号；way 送达方式。
    """

    kind: ClassVar[str] = "application.reanswered"
    title: ClassVar[str] = "重新答复"
    letter: str
    way: Way


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOver(Event):
    """机构改革，移交本系统以外的机关继续办理，由接收的机关计数。to 接收机关的编号；document 移交清单的编号。"""

    kind: ClassVar[str] = "application.handed_over"
    title: ClassVar[str] = "移交"
    to: str
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved(Passed):
    """机构改革划转：从这一天起由承接的机关继续办理，期限、登记号不变；第一次办结以前划转的由它计数，以后的仍由答复的机关计数。
    source 移出机关的编号；to 承接机关的编号；document 批准文件的编号。
    """

    kind: ClassVar[str] = "application.moved"
    title: ClassVar[str] = "划转"


EVENTS: tuple[type[Event], ...] = (
    Registered, ItemAdded, ItemSplit, CorrectionRequested, CorrectionReceived, CorrectionLapsed, ConsultationSent, ConsultationAnswered,
    ConsultationLapsed, CoHandlingAsked, CoHandlingAnswered, ReasonsRequested, ReasonsAssessed, Deferred, Extended, FeeNotified, FeePaid,
    FeeLapsed, ItemDecided, MainRowChosen, Answered, ResultImported, Served, Withdrawn, Closed, ReanswerOrdered, Reanswered, HandedOver, Moved,
)  # fmt: skip
