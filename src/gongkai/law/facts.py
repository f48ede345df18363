"""What a decision letter must state: one name for each fact, with the words people read.

A letter without one of the facts of its kind is not issued; the error names the missing one by
its label. ``choices`` are the only values that the clause knows (three kinds of internal affairs).
"""

from __future__ import annotations

from typing import NamedTuple


class Fact(NamedTuple):
    """A fact by its English name, its Chinese label, and the closed list of its values ("" anything)."""

    key: str
    label: str
    choices: tuple[str, ...] = ()


_ALL = (
    # Every decision
    Fact("received_on", "收到申请的日期"),
    Fact("received_by", "收到申请的方式"),
    Fact("content", "申请公开的内容"),
    # 予以公开, 部分公开
    Fact("way_and_place", "获取该信息的方式、途径（网址或者地点）"),
    Fact("provided_items", "提供的政府信息清单"),
    Fact("provided_form", "提供的形式，或者获取的方式、途径和时间"),
    Fact("withheld_parts", "不予公开的各部分内容及理由"),
    # 不予公开
    Fact("secrecy_basis", "定密依据（不写涉密内容本身）"),
    Fact("law_article", "禁止公开的法律、行政法规名称和条款"),
    Fact("endangered_interest", "公开后可能危及的利益", ("国家安全", "公共安全", "经济安全", "社会稳定")),  # 条例 Art. 14
    Fact("danger", "为什么可能危及"),
    Fact("third_party_interest", "涉及的第三方合法权益（商业秘密、个人隐私等）"),
    Fact("consultation", "征求第三方意见的情况和结果"),
    Fact("public_interest", "不公开是否会对公共利益造成重大影响"),
    Fact("internal_kind", "属于哪一类内部事务信息", ("人事管理", "后勤管理", "内部工作流程")),  # 条例 Art. 16(1)
    Fact("process_kind", "属于哪一类过程性信息", ("讨论记录", "过程稿", "磋商信函", "请示报告")),  # 条例 Art. 16(2)
    Fact("enforcement_case", "属于哪一件行政执法案卷"),
    Fact("no_publication_duty", "没有法律、法规、规章规定应当公开的核对情况"),  # 条例 Art. 16(2), second sentence
    Fact("special_law", "对信息的获取有特别规定的法律、行政法规名称和条款"),
    Fact("query_channel", "办理查询的机构和途径"),
    # 无法提供
    Fact("search_record", "检索的范围、检索词、检索人和时间"),
    Fact("not_ours_reason", "不属于本机关负责公开的理由"),
    Fact("right_organ", "负责公开的行政机关名称、联系方式"),
    Fact("creation_needed", "需要怎样制作、加工或者分析"),
    Fact("unclear_points", "补正后仍不明确之处"),
    Fact("correction_notice", "补正告知书的文号和送达日期"),
    # 不予处理
    Fact("petition_nature", "认定为信访、投诉、举报等活动的理由"),
    Fact("petition_channel", "可以提出诉求的相应渠道"),
    Fact("earlier_reply", "先前答复的文号和日期"),
    Fact("publication_source", "公开出版物的名称和获取途径"),
    Fact("application_counts", "申请的数量、频次"),
    Fact("stated_reasons", "申请人说明的理由"),
    Fact("unreasonable_why", "认为理由不合理的原因"),
    Fact("obtained_information", "申请人已经获取的信息"),
    Fact("law_basis", "不予处理所依据的法律、法规、规章和条款"),
    # 其他处理
    Fact("correction_deadline", "补正期限届满日"),
    Fact("fee_notice", "收费通知的文号和送达日期"),
    Fact("payment_deadline", "缴费期限届满日"),
    Fact("closing_reason", "结案的事由（撤回申请等）"),
)
FACTS: dict[str, Fact] = {fact.key: fact for fact in _ALL}
BASIC_FACTS = ("received_on", "received_by", "content")  # what every decision states before its own facts
