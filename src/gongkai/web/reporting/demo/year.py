"""What the fictional town did and declared in a year besides cases and papers, and what it found wanting. Plain data, about nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gongkai.ledger.vocabulary import activity as y

if TYPE_CHECKING:
    from gongkai.ledger.vocabulary import Event


class Did(NamedTuple):
    """Something the office did: on which day of the year, what, how many took part, what its record says."""

    month: int
    day: int
    kind: type[y.TrainingHeld | y.MeetingHeld | y.OpenDayHeld | y.SocialReviewDone] | None
    people: int
    record: str

    def event(self, record: str) -> Event:
        """The event, which names its record; without a kind it is the result of the assessment of the year."""
        return self.kind(participants=self.people, record=record) if self.kind else y.AssessmentReceived(record=record)


class Declared(NamedTuple):
    """A figure that no record supplies: its cell, the number, the source, who gave it."""

    cell: str
    value: str
    source: str
    person: str


class Wanting(NamedTuple):
    """A problem, its measure, who answers for it, and until which month of the next year."""

    problem: str
    measure: str
    owner: str
    month: int


_OFFICE, _COUNTER, _SQUAD, _FINANCE = "党政综合办公室", "便民服务中心", "综合行政执法队", "财政所"
DID = (
    Did(3, 12, y.MeetingHeld, 21, "镇政务公开工作会议：布置全年公开任务，明确各办公室的责任。"),
    Did(4, 17, y.TrainingHeld, 34, "条例和依申请公开答复办法培训，各村（社区）文书参加。"),
    Did(9, 10, y.MeetingHeld, 18, "镇政务公开工作会议：通报栏目自查结果，布置整改。"),
    Did(9, 19, y.OpenDayHeld, 46, "便民服务中心开放日，村民代表参观窗口，现场解答咨询。"),
    Did(10, 23, y.TrainingHeld, 29, "公开前审查和个人信息处理培训。"),
    Did(12, 5, y.SocialReviewDone, 120, "满意率96%"),
    Did(12, 18, None, 0, "良好"),
)
DECLARED = (
    Declared("table2.licences[0]", "37", "示例镇行政审批平台年度统计表", f"{_COUNTER}负责人甲"),
    Declared("table2.penalties[0]", "12", "综合行政执法办案台账", f"{_SQUAD}负责人乙"),
    Declared("table2.coercion[0]", "1", "综合行政执法办案台账", f"{_SQUAD}负责人乙"),
    Declared("table2.fees[0]", "0.86", "非税收入年度对账单", f"{_FINANCE}负责人丙"),
    Declared("narrative.columns", "22", "区政府门户网站栏目清单", f"{_OFFICE}负责人丁"),
    Declared("narrative.columns_updated", "20", "栏目更新记录", f"{_OFFICE}负责人丁"),
    Declared("narrative.accounts", "1", "政务新媒体备案表", f"{_OFFICE}负责人丁"),
    Declared("narrative.zones", "1", "便民服务中心设施清单", f"{_COUNTER}负责人甲"),
    Declared("narrative.reading_places", "2", "便民服务中心设施清单", f"{_COUNTER}负责人甲"),
    Declared("narrative.boards", "9", "村务公开栏登记表", f"{_OFFICE}负责人丁"),
    Declared("narrative.gazette_issues", "0", "本镇没有政府公报", f"{_OFFICE}负责人丁"),
    Declared("narrative.responses", "6", "回应关切登记表", f"{_OFFICE}负责人丁"),
    Declared("narrative.accountable", "0", "没有责任追究的处理决定", f"{_OFFICE}负责人丁"),
)
# Asked of the offices that decide, for the report of the year that runs.
ASKED = (
    (("table2.licences[0]",), f"示例镇{_COUNTER}"),
    (("table2.penalties[0]", "table2.coercion[0]"), f"示例镇{_SQUAD}"),
    (("table2.fees[0]",), f"示例镇{_FINANCE}"),
)
BEFORE = Wanting("公开前审查多由一人完成，有的信息发布以后才发现错字", "实行三级审查，每条信息发布前由两名工作人员核对", _OFFICE, 6)
BEFORE_DONE = "全年没有因错字撤下的信息"
FOUND = (
    Wanting("不少信息只张贴在村公告栏，在网站上查不到", "公告栏张贴的信息同时在区政府网站示例镇专栏公开，每月核对一次", _OFFICE, 6),
    Wanting("有的申请逾期答复，征求意见和检索用的时间偏长", "登记后第三个工作日以前确定承办人，第十个工作日核对进度", _OFFICE, 9),
)
ADDED = "以上措施每季度督办一次。"
PROGRESS = "今年起村公告栏的信息同步到网站专栏"
