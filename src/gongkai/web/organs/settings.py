"""What an office may choose where the law leaves it open, with the default and the reason (``law/practice``).

Read with :func:`of`; a page prints the choice where it matters. To add one: a line in :data:`SETTINGS`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from gongkai.web.organs.models import Organ


class Setting(NamedTuple):
    """A choice: its words, its default, why it may be chosen."""

    key: str
    label: str
    default: Any
    why: str
    choices: tuple[tuple[str, str], ...] = ()


_ALL = (
    Setting("own_form_confirms", "网上表单的回执即为双方确认", True, "条例第三十一条第（三）项：网上提交以双方确认之日为收到之日"),
    Setting("identity_scan", "网上申请要上传身份证明", True, "条例第二十九条：申请应当包括身份证明；不能上传的可以选当面或者邮寄补交"),
    Setting("correction_days", "补正期限（工作日）", 10, "条例第三十条只说合理的补正期限"),
    Setting("reason_days", "说明理由期限（工作日）", 10, "条例第三十五条没有规定期限"),
    Setting("approve_process", "补正、征求意见等过程文书也要审签", False, "机关内部制度"),
    Setting("approve_legal", "不予公开、不予处理的答复须经法制审核", True, "机关内部制度"),
    Setting("retention_years", "申请人个人信息的保存年限", 5, "个人信息保护法第十九条：实现处理目的所必要的最短时间"),
    Setting("no_reply_review", "逾期未答复的也写明可以申请复议", True, "法释〔2025〕8号第二条第（二）项"),
    Setting("late_entry_days", "写入比生效日晚几天以上的，列给审计", 3, "期限按生效日算，晚写入的单独列出，便于审计"),
    Setting("complaint_days", "网页纠错的答复期限（工作日）", 7, "《政府网站发展指引》：网民留言一般在 7 个工作日内答复"),
    Setting("reassess_months", "不主动公开的信息多久评估一次（月）", 12, "条例第十八条只说定期评估，没有规定期限"),
    Setting("document_years", "规范性文件没有写明失效日的，几年后提醒清理", 5, "各省规定多为五年，暂行、试行的一至二年"),
    Setting("report_read_first", "年度报告先报上级审读，再公布", True, "各地通行的先审后发；条例没有规定，由上级机关决定"),
    Setting(
        "report_due",
        "年度报告公布的期限（次年几月几日）",
        "",
        "条例第四十九条：部门1月31日，县级以上政府3月31日；乡镇、街道由上级规定，空着按1月31日",
    ),
    Setting("report_submit_days", "报送审读比公布期限早几天", 10, "各地报送的日子早于公布的日子，具体由上级通知规定"),
    Setting(
        "grievance_accept_days",
        "投诉举报的受理期限（日）",
        15,
        "条例第四十七条、第五十一条没有规定期限，由机关自定；从收到第二天起算，末日放假的顺延",
    ),
    Setting(
        "grievance_answer_days",
        "投诉举报的答复期限（日）",
        60,
        "条例第四十七条、第五十一条没有规定期限，由机关自定；从收到第二天起算，末日放假的顺延",
    ),
    Setting("digest_mail", "到期提醒发到", "", "填电子邮箱，空着不发"),
)
SETTINGS: dict[str, Setting] = {setting.key: setting for setting in _ALL}


def of(organ: Organ, key: str) -> Any:
    """The choice of this organ, or the default."""
    return organ.choices.get(key, SETTINGS[key].default)
