"""Every field that a text of the report may name: data only. To add one, add a line here and the value to ``facts.Year``.

The key is where the value comes from: cells of the tables (``a+b`` is their sum), an entry of ``outlets`` or
``explained_forms``, or an attribute of ``facts.Year``. ``words`` are those next to which a typed number may mean the field
(:mod:`gongkai.report.narrative.binding`); the longest that is there says the most.
"""

from __future__ import annotations

from typing import NamedTuple

from gongkai.report.forms import FORMS


class Entry(NamedTuple):
    """A field: its name in braces, its key, the unit said behind it ("" for words), what it is, words near it."""

    name: str
    key: str
    unit: str
    label: str
    words: tuple[str, ...] = ()


TOTAL, ALL = 6, 4  # the columns 总计 of tables three and four
_LITIGATION = ("table4.litigation_direct", "table4.litigation_after_review")


def _rows(prefix: str) -> str:
    """The sum of the rows of table three under one heading, over all applicants."""
    return "+".join(f"table3.{row.key}[{TOTAL}]" for row in FORMS["2021"].rows if row.key.startswith(prefix))


def _both(column: int) -> str:
    return "+".join(f"{row}[{column}]" for row in _LITIGATION)


_ORGAN = (
    Entry("年份", "year", "年", "报告年度", ("",)),  # a year needs no words beside it
    Entry("机关名称", "organ", "", "机关全称"),
    Entry("联系部门", "contact_office", "", "解答疑问的部门"),
    Entry("联系地址", "contact_address", "", "联系地址"),
    Entry("邮政编码", "contact_postcode", "", "邮政编码"),
    Entry("联系电话", "contact_phone", "", "联系电话"),
    Entry("下载网站", "website", "", "电子版在哪里查阅、下载"),
)
_PUBLISHED = (
    Entry("主动公开总数", "published", "条", "全年主动公开的政府信息，一条只计一次", ("主动公开政府信息", "主动公开信息", "公开政府信息", "公开信息", "主动公开")),
    Entry("网站公开数", "outlets.website", "条", "在政府网站公开的", ("政府网站", "门户网站", "网站")),
    Entry("公报公开数", "outlets.gazette", "条", "在政府公报公开的", ("政府公报", "公报")),
    Entry("微信公开数", "outlets.wechat", "条", "在政务微信公众号公开的", ("微信公众号", "公众号", "微信")),
    Entry("微博公开数", "outlets.weibo", "条", "在政务微博公开的", ("微博",)),
    Entry("其他新媒体公开数", "outlets.other_media", "条", "在其他政务新媒体公开的", ("其他政务新媒体", "其他新媒体")),
    Entry("新媒体公开数", "new_media", "条", "在政务新媒体公开的，一条只计一次", ("政务新媒体", "新媒体")),
    Entry("新闻发布会公开数", "outlets.press_conference", "条", "在新闻发布会公开的", ("新闻发布会", "发布会")),
    Entry("报刊广播电视公开数", "outlets.press", "条", "在报刊、广播、电视公开的", ("报刊", "广播", "电视")),
    Entry("公告栏公开数", "outlets.board", "条", "在信息公告栏、电子信息屏公开的", ("公告栏", "公示栏", "公开栏", "信息屏")),
    Entry("查阅场所公开数", "outlets.reading_place", "条", "在档案馆、图书馆、政务服务场所公开的", ("查阅场所", "查阅点", "政务服务场所")),
    Entry("未上网站数", "elsewhere", "条", "没有在政府网站公开、只在其他渠道公开的", ("没有在政府网站公开", "未在政府网站公开", "其他渠道公开")),
    Entry("报送数", "sent_up", "条", "向上级报送的，不计入公开", ("上级报送", "报送信息", "报送")),
    Entry("报送采用数", "taken_up", "条", "报送以后被采用的", ("被采用", "采用")),
    Entry("解读总数", "explained", "篇", "发布的政策解读", ("政策解读", "解读材料", "解读")),
    Entry("文字解读数", "explained_forms.text", "篇", "文字解读", ("文字解读", "文字")),
    Entry("图解数", "explained_forms.picture", "篇", "图解图表", ("图解", "图表")),
    Entry("音视频解读数", "explained_forms.video", "篇", "音视频解读", ("音视频", "视频")),
    Entry("问答解读数", "explained_forms.questions", "篇", "问答", ("问答",)),
    Entry("发布会解读数", "explained_forms.conference", "篇", "新闻发布会解读", ("新闻发布会", "发布会")),
    Entry("负责人解读数", "explained_forms.leader", "篇", "负责人解读", ("负责人解读",)),
    Entry("主要负责人解读数", "explained_by_leader", "篇", "由主要负责人解读的，各种形式都算", ("主要负责人解读",)),
    Entry("应解读文件数", "to_explain", "件", "应当解读的规章、行政规范性文件", ("应当解读", "应解读")),
    Entry("已解读文件数", "documents_explained", "件", "已经解读的规章、行政规范性文件", ("已解读", "已经解读")),
    Entry("解读率", "explained_share", "%", "已解读的占应当解读的百分之几", ("解读率",)),
    Entry("回应关切数", "responses", "件", "回应社会关切", ("回应社会关切", "回应关切", "回应")),
)  # fmt: skip
_APPLIED = (
    Entry("新收申请数", f"table3.new[{TOTAL}]", "件", "本年新收的申请", ("新收政府信息公开申请", "收到政府信息公开申请", "新收", "收到")),
    Entry("上年结转申请数", f"table3.carried_in[{TOTAL}]", "件", "上年结转的申请", ("上年结转", "上年度结转", "上一年结转")),
    Entry("自然人申请数", "table3.new[0]", "件", "自然人的申请", ("自然人",)),
    Entry("法人或其他组织申请数", "+".join(f"table3.new[{column}]" for column in range(1, TOTAL)), "件", "法人或者其他组织的申请", ("其他组织", "法人")),
    Entry("商业企业申请数", "table3.new[1]", "件", "商业企业的申请", ("商业企业",)),
    Entry("科研机构申请数", "table3.new[2]", "件", "科研机构的申请", ("科研机构",)),
    Entry("社会公益组织申请数", "table3.new[3]", "件", "社会公益组织的申请", ("社会公益组织",)),
    Entry("法律服务机构申请数", "table3.new[4]", "件", "法律服务机构的申请", ("法律服务机构",)),
    Entry("其他组织申请数", "table3.new[5]", "件", "其他法人或者组织的申请"),
    Entry("办结申请数", f"table3.total[{TOTAL}]", "件", "本年办结的申请", ("办结申请", "办结", "答复")),
    Entry("予以公开数", f"table3.granted[{TOTAL}]", "件", "予以公开", ("予以公开",)),
    Entry("部分公开数", f"table3.partial[{TOTAL}]", "件", "部分公开", ("部分公开",)),
    Entry("不予公开数", _rows("denied."), "件", "不予公开", ("不予公开",)),
    Entry("无法提供数", _rows("unavailable."), "件", "无法提供", ("无法提供",)),
    Entry("不予处理数", _rows("not_processed."), "件", "不予处理", ("不予处理",)),
    Entry("其他处理数", _rows("other."), "件", "其他处理", ("其他处理",)),
    Entry("国家秘密数", f"table3.denied.state_secret[{TOTAL}]", "件", "不予公开：属于国家秘密", ("国家秘密",)),
    Entry("法律法规禁止公开数", f"table3.denied.law_forbids[{TOTAL}]", "件", "不予公开：其他法律行政法规禁止公开", ("法规禁止公开",)),
    Entry("三安全一稳定数", f"table3.denied.security_stability[{TOTAL}]", "件", "不予公开：危及“三安全一稳定”", ("三安全一稳定",)),
    Entry("第三方权益数", f"table3.denied.third_party[{TOTAL}]", "件", "不予公开：保护第三方合法权益", ("第三方合法权益",)),
    Entry("内部事务数", f"table3.denied.internal_affairs[{TOTAL}]", "件", "不予公开：属于三类内部事务信息", ("内部事务",)),
    Entry("过程性信息数", f"table3.denied.process_information[{TOTAL}]", "件", "不予公开：属于四类过程性信息", ("过程性信息",)),
    Entry("执法案卷数", f"table3.denied.enforcement_file[{TOTAL}]", "件", "不予公开：属于行政执法案卷", ("执法案卷",)),
    Entry("行政查询数", f"table3.denied.administrative_query[{TOTAL}]", "件", "不予公开：属于行政查询事项", ("行政查询",)),
    Entry("不掌握数", f"table3.unavailable.not_held[{TOTAL}]", "件", "无法提供：本机关不掌握相关政府信息", ("不掌握", "信息不存在")),
    Entry("需另行制作数", f"table3.unavailable.needs_creation[{TOTAL}]", "件", "无法提供：没有现成信息需要另行制作", ("另行制作",)),
    Entry("仍不明确数", f"table3.unavailable.still_unclear[{TOTAL}]", "件", "无法提供：补正后申请内容仍不明确", ("仍不明确",)),
    Entry("信访举报投诉数", f"table3.not_processed.petition[{TOTAL}]", "件", "不予处理：信访举报投诉类申请", ("信访举报投诉",)),
    Entry("重复申请数", f"table3.not_processed.repeat[{TOTAL}]", "件", "不予处理：重复申请", ("重复申请",)),
    Entry("公开出版物数", f"table3.not_processed.publication[{TOTAL}]", "件", "不予处理：要求提供公开出版物", ("公开出版物",)),
    Entry("大量反复申请数", f"table3.not_processed.excessive[{TOTAL}]", "件", "不予处理：无正当理由大量反复申请", ("大量反复申请",)),
    Entry("确认或重新出具数", f"table3.not_processed.confirm_or_reissue[{TOTAL}]", "件", "不予处理：要求确认或者重新出具已获取信息", ("重新出具",)),
    Entry("逾期不补正数", f"table3.other.no_correction[{TOTAL}]", "件", "其他处理：逾期不补正、不再处理", ("逾期不补正",)),
    Entry("逾期未缴费数", f"table3.other.fee_unpaid[{TOTAL}]", "件", "其他处理：逾期未缴费、不再处理", ("逾期未缴", "未按收费通知")),
    Entry("其余处理数", f"table3.other.rest[{TOTAL}]", "件", "其他处理：其他"),
    Entry("结转下年申请数", f"table3.carried_out[{TOTAL}]", "件", "结转下年度继续办理的申请", ("结转下年", "结转至下年", "结转到下年")),
    Entry("逾期答复数", "late", "件", "超过法定期限才答复的申请", ("逾期答复", "超期答复", "逾期")),
)  # fmt: skip
_CASES = (
    Entry("行政复议总数", f"table4.review[{ALL}]", "件", "因政府信息公开被申请的行政复议", ("行政复议",)),
    Entry("复议维持数", "table4.review[0]", "件", "行政复议：结果维持", ("复议结果维持", "结果维持", "维持")),
    Entry("复议纠正数", "table4.review[1]", "件", "行政复议：结果纠正", ("复议结果纠正", "结果纠正", "纠正")),
    Entry("复议其他结果数", "table4.review[2]", "件", "行政复议：其他结果", ("其他结果",)),
    Entry("复议未审结数", "table4.review[3]", "件", "行政复议：尚未审结", ("尚未审结", "未审结")),
    Entry("行政诉讼总数", _both(ALL), "件", "因政府信息公开被提起的行政诉讼", ("行政诉讼",)),
    Entry("直接起诉数", f"table4.litigation_direct[{ALL}]", "件", "行政诉讼：未经复议直接起诉", ("未经复议直接起诉", "直接起诉")),
    Entry("复议后起诉数", f"table4.litigation_after_review[{ALL}]", "件", "行政诉讼：复议后起诉", ("复议后起诉",)),
    Entry("诉讼维持数", _both(0), "件", "行政诉讼：结果维持", ("诉讼结果维持", "结果维持")),
    Entry("诉讼纠正数", _both(1), "件", "行政诉讼：结果纠正", ("诉讼结果纠正", "结果纠正")),
    Entry("诉讼其他结果数", _both(2), "件", "行政诉讼：其他结果", ("其他结果",)),
    Entry("诉讼未审结数", _both(3), "件", "行政诉讼：尚未审结", ("尚未审结", "未审结")),
)  # fmt: skip
_MANAGED = (
    Entry("规范性文件制发数", "table2.normative_documents[0]", "件", "本年制发的行政规范性文件", ("制发行政规范性文件", "制发规范性文件", "规范性文件")),
    Entry("规范性文件废止数", "table2.normative_documents[1]", "件", "本年废止的行政规范性文件", ("废止行政规范性文件", "废止")),
    Entry("规范性文件有效数", "table2.normative_documents[2]", "件", "现行有效的行政规范性文件", ("现行有效行政规范性文件", "现行有效")),
    Entry("规章制发数", "table2.rules[0]", "件", "本年制发的规章", ("制发规章", "规章制发")),
    Entry("规章废止数", "table2.rules[1]", "件", "本年废止的规章", ("废止规章", "规章废止", "废止")),
    Entry("规章有效数", "table2.rules[2]", "件", "现行有效的规章", ("现行有效规章", "规章现行有效", "现行有效")),
    Entry("行政许可数", "table2.licences[0]", "件", "行政许可处理决定", ("行政许可",)),
    Entry("行政处罚数", "table2.penalties[0]", "件", "行政处罚处理决定", ("行政处罚",)),
    Entry("行政强制数", "table2.coercion[0]", "件", "行政强制处理决定", ("行政强制",)),
    Entry("行政事业性收费", "table2.fees[0]", "万元", "行政事业性收费金额", ("行政事业性收费",)),
    Entry("审查信息数", "reviewed", "条", "公开以前经过审查的信息", ("审查信息", "审核信息")),
    Entry("退回修改数", "returned", "条", "审查时退回修改的信息", ("退回修改", "退回")),
    Entry("评估信息数", "reassessed", "条", "定期评估公开属性的信息", ("评估",)),
    Entry("更正请求数", "rectifications", "件", "要求更正本人信息的请求", ("更正",)),
)  # fmt: skip
_PLATFORMS = (
    Entry("公开栏目数", "columns", "个", "政府网站上的政府信息公开栏目", ("公开栏目", "栏目")),
    Entry("更新栏目数", "columns_updated", "个", "年内有更新的栏目", ("更新栏目", "更新")),
    Entry("新媒体账号数", "accounts", "个", "政务新媒体账号", ("新媒体账号", "账号")),
    Entry("政务公开专区数", "zones", "处", "政务公开专区", ("公开专区", "专区")),
    Entry("查阅点数", "reading_places", "处", "政府信息公共查阅点", ("查阅点",)),
    Entry("公告栏数", "boards", "处", "信息公告栏、电子信息屏", ("公告栏", "公示栏", "信息屏")),
    Entry("公报期数", "gazette_issues", "期", "编印的政府公报", ("政府公报", "公报")),
)
_SUPERVISED = (
    Entry("会议次数", "meetings", "次", "政务公开工作会议", ("会议",)),
    Entry("培训次数", "trainings", "次", "政府信息公开业务培训", ("培训",)),
    Entry("培训人次", "training_participants", "人次", "参加培训的人次", ("培训", "参加", "参训")),
    Entry("开放日次数", "open_days", "次", "政府开放日", ("开放日",)),
    Entry("开放日人次", "open_day_participants", "人次", "参加政府开放日的人次", ("开放日", "参加", "参与")),
    Entry("考核次数", "assessments", "次", "收到的工作考核结果", ("考核",)),
    Entry("考核结果", "assessment_result", "", "工作考核的结果"),
    Entry("社会评议次数", "social_reviews", "次", "社会评议", ("社会评议", "评议")),
    Entry("社会评议人次", "social_review_participants", "人次", "参加社会评议的人次", ("评议", "参加")),
    Entry("社会评议结果", "social_review_result", "", "社会评议的结果"),
    Entry("责任追究人数", "accountable", "人", "因政府信息公开工作被追究责任的人", ("责任追究", "追究责任", "追究")),
)
_FEES = (
    Entry("信息处理费", "fee_amount", "元", "收取的信息处理费", ("信息处理费",)),
    Entry("收费申请数", "fee_cases", "件", "收取信息处理费的申请", ("收取", "收费")),
)
_REGISTERED = (
    Entry("上年问题数", "problems_last_year", "个", "上年报告所列的问题", ("上年问题", "上年报告所列问题")),
    Entry("已改进问题数", "problems_solved", "个", "上年问题里已经改进的", ("已改进", "完成整改", "已整改", "已经完成")),
    Entry("本年问题数", "problems_found", "个", "本年新列的问题", ("主要问题", "存在问题", "问题")),
)
# In the order of the format, for a list to choose from.
GROUPS: dict[str, tuple[Entry, ...]] = {
    "机关和年度": _ORGAN,
    "主动公开": _PUBLISHED,
    "依申请公开": _APPLIED,
    "行政复议、行政诉讼": _CASES,
    "政府信息管理": _MANAGED,
    "政府信息公开平台建设": _PLATFORMS,
    "监督保障": _SUPERVISED,
    "问题和改进": _REGISTERED,
    "信息处理费": _FEES,
}
