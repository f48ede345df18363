"""What the forms of 2019 and 2021 share: table three up to row twenty, table four, columns."""

from __future__ import annotations

from gongkai.report.forms.base import FormRow, Section

COLUMNS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
TABLE4_COLUMNS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
TABLE4 = (
    FormRow("review", "行政复议"),
    FormRow("litigation_direct", "未经复议直接起诉", "行政诉讼"),
    FormRow("litigation_after_review", "复议后起诉", "行政诉讼"),
)
RECONCILIATION = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
RESULTS_LABEL = "三、本年度办理结果"

_DENIED = "（三）不予公开"
_UNAVAILABLE = "（四）无法提供"
_NOT_PROCESSED = "（五）不予处理"

INTAKE = (
    FormRow("new", "一、本年新收政府信息公开申请数量", "", ("一、本年新收到政府信息公开申请数量",)),
    FormRow("carried_in", "二、上年结转政府信息公开申请数量", "", ("二、上年结转政府信息公开数量", "二、上年度结转政府信息公开申请数量")),
)
OUTCOMES = (
    FormRow("granted", "（一）予以公开"),
    FormRow("partial", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "", ("（二）部分公开（区分处理的，只计这一情形，不计其它情形）", "（二）部分公开")),
    FormRow("denied.state_secret", "1.属于国家秘密", _DENIED, ("1.属于国家机密",)),
    FormRow("denied.law_forbids", "2.其他法律行政法规禁止公开", _DENIED, ("2.其他法律行政止公开", "2.其他法律、行政法规禁止公开", "2.其它法律行政法规禁止公开")),
    FormRow("denied.security_stability", "3.危及“三安全一稳定”", _DENIED, ("3.危机“三安全一稳定”",)),
    FormRow("denied.third_party", "4.保护第三方合法权益", _DENIED),
    FormRow("denied.internal_affairs", "5.属于三类内部事务信息", _DENIED),
    FormRow("denied.process_information", "6.属于四类过程性信息", _DENIED),
    FormRow("denied.enforcement_file", "7.属于行政执法案卷", _DENIED, ("7.属于行政法案卷",)),
    FormRow("denied.administrative_query", "8.属于行政查询事项", _DENIED),
    FormRow("unavailable.not_held", "1.本机关不掌握相关政府信息", _UNAVAILABLE),
    FormRow("unavailable.needs_creation", "2.没有现成信息需要另行制作", _UNAVAILABLE, ("2.没有现成信息需另行制作", "2.没有现成信息另行制作")),
    FormRow("unavailable.still_unclear", "3.补正后申请内容仍不明确", _UNAVAILABLE),
    FormRow("not_processed.petition", "1.信访举报投诉类申请", _NOT_PROCESSED),
    FormRow("not_processed.repeat", "2.重复申请", _NOT_PROCESSED),
    FormRow("not_processed.publication", "3.要求提供公开出版物", _NOT_PROCESSED),
    FormRow("not_processed.excessive", "4.无正当理由大量反复申请", _NOT_PROCESSED),
    FormRow("not_processed.confirm_or_reissue", "5.要求行政机关确认或重新出具已获取信息", _NOT_PROCESSED),
)  # fmt: skip
CLOSING = (
    FormRow("total", "（七）总计"),
    FormRow("carried_out", "四、结转下年度继续办理"),
)

OVERVIEW = Section(
    "overview", "一", "总体情况", ("总体概述", "工作总体推进情况", "概述", "工作总体情况", "基本情况", "政府信息公开工作的总体情况")
)
TABLE2 = Section("table2", "二", "主动公开政府信息情况", ("行政机关主动公开政府信息情况", "主动公开情况", "主动公开政府信息的情况"))
TABLE3 = Section("table3", "三", "收到和处理政府信息公开申请情况", ("行政机关收到和处理政府信息公开申请情况", "政府信息依申请公开办理情况"))
TABLE4_SECTION = Section(
    "table4", "四", "政府信息公开行政复议、行政诉讼情况",
    ("因政府信息公开工作被申请行政复议、提起行政诉讼情况", "因政府信息公开申请行政复议、提起行政诉讼的情况"),
)  # fmt: skip
OTHER = Section("other", "六", "其他需要报告的事项")
