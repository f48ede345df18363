"""Codes that payloads use, each with the words people read. Closed: another value is refused on reading."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Code(StrEnum):
    """A code with its Chinese ``label``; the value is what is stored."""

    label: str

    def __new__(cls, value: str, label: str) -> Code:
        """A member from its stored value and its label."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    @classmethod
    def of(cls, value: str) -> Self:
        """The member that is stored as ``value``. Raises ``ValueError`` for any other text.

        >>> Column.of("person").label
        '自然人'
        """
        return cls.__call__(value)


class Channel(Code):
    """申请从哪里来：决定收到之日怎么算（条例第三十一条）。"""

    IN_PERSON = "in_person", "当面提交"
    ORAL = "oral", "口头提出、代为填写"
    SIGNED_POST = "signed_post", "邮寄（需签收）"
    ORDINARY_POST = "ordinary_post", "平常信函"
    ONLINE = "online", "互联网"
    EMAIL = "email", "电子邮件"
    FAX = "fax", "传真"


class Column(Code):
    """申请人在表三的哪一列；代理人提出的按被代理人计。总计一列由合计得出。"""

    PERSON = "person", "自然人"
    BUSINESS = "business", "商业企业"
    RESEARCH = "research", "科研机构"
    WELFARE = "welfare", "社会公益组织"
    LEGAL_SERVICE = "legal_service", "法律服务机构"
    OTHER = "other", "其他"


class Party(Code):
    """向谁征求意见。不答复的后果不同：第三方由机关决定（条例第三十二条），共同制作机关视为同意（条例第三十四条）。"""

    THIRD_PARTY = "third_party", "第三方"
    CO_MAKER = "co_maker", "共同制作机关"
    OTHER_ORGAN = "other_organ", "其他机关"


class Stance(Code):
    """被征求意见者的意见。"""

    AGREES = "agrees", "同意公开"
    PARTLY = "partly", "同意部分公开"
    OBJECTS = "objects", "不同意公开"


class Assessment(Code):
    """申请人说明的理由怎样（条例第三十五条）。"""

    REASONABLE = "reasonable", "理由合理"
    UNREASONABLE = "unreasonable", "理由不合理"
    NOT_GIVEN = "not_given", "没有说明理由"


class Role(Code):
    """以什么职责办理，不是谁。"""

    OFFICER = "officer", "经办人"
    OFFICE_HEAD = "office_head", "政府信息公开工作机构负责人"
    LEGAL = "legal", "法制审核人员"
    LEADER = "leader", "机关负责人"


class FeeMethod(Code):
    """信息处理费的计收方式，一件申请只用一种。"""

    BY_ITEM = "by_item", "按件计收"
    BY_PAGE = "by_page", "按量计收"


class Way(Code):
    """怎样送达。"""

    IN_PERSON = "in_person", "直接送达"
    POST = "post", "邮寄（邮政企业）"
    COURIER = "courier", "其他快递企业"
    ONLINE = "online", "互联网"
    EMAIL = "email", "电子邮件"
    FAX = "fax", "传真"
    THROUGH_ORGAN = "through_organ", "委托其他机关送达"


class OrderedBy(Code):
    """重新答复因何而起。"""

    REVIEW = "review", "行政复议决定"
    JUDGMENT = "judgment", "法院判决"
    SELF = "self", "自行纠正"


class Unit(Code):
    """期限的单位。"""

    WORKING_DAY = "working_day", "工作日"
    CALENDAR_DAY = "calendar_day", "日"


class Finding(Code):
    """对更正本人信息请求的处理（条例第四十一条）。"""

    CORRECTED = "corrected", "予以更正"
    REFUSED = "refused", "不予更正"
    TRANSFERRED = "transferred", "转送有权更正的机关"
    REDIRECTED = "redirected", "告知向有权更正的机关提出"


class Sort(Code):
    """表四的三行。"""

    REVIEW = "review", "行政复议"
    LITIGATION_DIRECT = "litigation_direct", "未经复议直接起诉"
    LITIGATION_AFTER_REVIEW = "litigation_after_review", "复议后起诉"


class Procedure(Code):
    """审理程序，决定答复的期限。"""

    ORDINARY = "ordinary", "普通程序"
    SIMPLIFIED = "simplified", "简易程序"


class Result(Code):
    """表四的结果。"""

    UPHELD = "upheld", "结果维持"
    OVERTURNED = "overturned", "结果纠正"
    OTHER = "other", "其他结果"


class Appellant(Code):
    """谁上诉。"""

    ORGAN = "organ", "本机关"
    OTHER_SIDE = "other_side", "对方"


class Stage(Code):
    """三审：初审、复审、终审。"""

    FIRST = "first", "初审"
    SECOND = "second", "复审"
    FINAL = "final", "终审"


class Verdict(Code):
    """一次审查的结论。"""

    PASSED = "passed", "通过"
    RETURNED = "returned", "退回修改"


class Outlet(Code):
    """主动公开的渠道（条例第二十三条、第二十五条）。"""

    WEBSITE = "website", "政府网站"
    GAZETTE = "gazette", "政府公报"
    WECHAT = "wechat", "政务微信公众号"
    WEIBO = "weibo", "政务微博"
    OTHER_MEDIA = "other_media", "其他政务新媒体"
    PRESS_CONFERENCE = "press_conference", "新闻发布会"
    PRESS = "press", "报刊、广播、电视"
    BOARD = "board", "信息公告栏、电子信息屏"
    READING_PLACE = "reading_place", "档案馆、图书馆、政务服务场所"


class Attribute(Code):
    """公开属性，公文起草时定，和公文一起审批（国办发〔2016〕80号）。"""

    ACTIVE = "active", "主动公开"
    ON_REQUEST = "on_request", "依申请公开"
    WITHHELD = "withheld", "不予公开"


class Explanation(Code):
    """解读的形式（国办发〔2016〕19号、国办发〔2017〕47号）。"""

    TEXT = "text", "文字解读"
    PICTURE = "picture", "图解图表"
    VIDEO = "video", "音视频"
    QUESTIONS = "questions", "问答"
    CONFERENCE = "conference", "新闻发布会"
    LEADER = "leader", "负责人解读"


class DocumentSort(Code):
    """表二第一块的两行。"""

    RULES = "rules", "规章"
    NORMATIVE = "normative_documents", "行政规范性文件"
