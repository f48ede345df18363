"""The columns of a register: what each is called, what it holds, which must be there."""

from __future__ import annotations

from typing import NamedTuple

from gongkai.ledger.vocabulary.codes import Channel, Column, Result, Sort, Stance, Way

TEXT, DAY, COUNT, MONEY, CODE = "text", "day", "count", "money", "code"


class Field(NamedTuple):
    """One column by its English key, its label, what it holds, other labels that registers use, and the words of a code."""

    key: str
    label: str
    kind: str = TEXT
    needed: bool = False
    also: tuple[str, ...] = ()
    words: dict[str, str] = {}  # noqa: RUF012 - never changed


_COLUMNS = {each.label: each.value for each in Column}
_CHANNELS = {
    "当面": Channel.IN_PERSON, "邮寄": Channel.SIGNED_POST, "网络": Channel.ONLINE, "传真": Channel.FAX, "口头": Channel.ORAL,
    "信函": Channel.SIGNED_POST, "来信": Channel.SIGNED_POST, "现场": Channel.IN_PERSON, "网上": Channel.ONLINE, "在线": Channel.ONLINE,
    "平信": Channel.ORDINARY_POST,
} | {each.label: each for each in Channel}  # fmt: skip
_RESULTS = {each.label: each.value for each in Result} | {"维持": "upheld", "纠正": "overturned", "其他": "other"}
_SUITS = {
    "未经复议直接起诉": Sort.LITIGATION_DIRECT, "直接起诉": Sort.LITIGATION_DIRECT, "复议后起诉": Sort.LITIGATION_AFTER_REVIEW,
}  # fmt: skip
_WAYS = {each.label: each for each in Way} | {"当面": Way.IN_PERSON, "邮寄": Way.POST, "网络": Way.ONLINE}
# The word of the contract for a channel, which has five; ours are finer.
CHANNEL_WORDS = {
    Channel.IN_PERSON: "当面", Channel.ORAL: "口头", Channel.SIGNED_POST: "邮寄", Channel.ORDINARY_POST: "邮寄",
    Channel.ONLINE: "网络", Channel.EMAIL: "网络", Channel.FAX: "传真",
}  # fmt: skip


def _codes(words: dict[str, str]) -> dict[str, str]:
    return {label: str(value) for label, value in words.items()}


FIELDS: tuple[Field, ...] = (
    Field("number", "登记编号", needed=True, also=("登记号", "编号", "申请编号")),
    Field("received", "收到日期", DAY, needed=True, also=("收到申请日期", "收件日期")),
    Field("channel", "提交方式", CODE, needed=True, also=("申请方式", "收到方式"), words=_codes(dict(_CHANNELS))),
    Field("column", "申请人类型", CODE, needed=True, also=("申请人类别",), words=_COLUMNS),
    Field("closed", "办结日期", DAY, needed=True, also=("答复日期",)),
    Field("row", "办理结果", needed=True, also=("答复结果", "处理结果")),
    Field("name", "申请人", also=("申请人姓名", "申请人姓名或者名称", "申请人名称")),
    Field("identity", "证件号码", also=("身份证号", "身份证号码", "统一社会信用代码")),
    Field("phone", "联系电话", also=("电话", "手机", "手机号码")),
    Field("email", "电子邮箱", also=("邮箱",)),
    Field("address", "通信地址", also=("地址", "住址", "联系地址")),
    Field("content", "申请内容", also=("申请公开内容", "申请事项")),
    Field("correction_requested", "补正通知日期", DAY, also=("补正告知日期",)),
    Field("correction_received", "补正收到日期", DAY, also=("收到补正日期",)),
    Field("consulted", "征求意见发出日期", DAY),
    Field("opinion", "征求意见答复日期", DAY),
    Field("stance", "征求意见结果", CODE, words={each.label: each.value for each in Stance} | {"同意": "agrees", "不同意": "objects"}),
    Field("extended", "延期工作日", COUNT, also=("延期天数",)),
    Field("extended_on", "延期告知日期", DAY),
    Field("fee_notified", "收费通知日期", DAY),
    Field("fee", "收费金额", MONEY, also=("收费金额（元）",)),
    Field("fee_paid", "缴费日期", DAY),
    Field("letter", "答复文号", also=("文号", "答复书文号")),
    Field("served", "送达日期", DAY),
    Field("way", "送达方式", CODE, words=_codes(dict(_WAYS))),
    Field("posting", "邮寄单号", also=("邮件号码", "快递单号")),
    Field("review_received", "复议收到日期", DAY),
    Field("review_closed", "复议结案日期", DAY),
    Field("review_result", "复议结果", CODE, words=_RESULTS),
    Field("suit_sort", "诉讼类型", CODE, words=_codes(dict(_SUITS))),
    Field("suit_received", "诉讼收案日期", DAY),
    Field("suit_closed", "诉讼结案日期", DAY),
    Field("suit_result", "诉讼结果", CODE, words=_RESULTS),
)
BY_KEY = {field.key: field for field in FIELDS}
NEEDED = tuple(field for field in FIELDS if field.needed)
# What a clerk is told to choose from; other words are understood as well.
CHOICES = {
    "channel": "当面、邮寄、网络、传真、口头", "column": "、".join(_COLUMNS), "stance": "、".join(each.label for each in Stance),
    "way": "、".join(each.label for each in Way), "review_result": "结果维持、结果纠正、其他结果", "suit_result": "结果维持、结果纠正、其他结果",
    "suit_sort": "未经复议直接起诉、复议后起诉",
}  # fmt: skip
