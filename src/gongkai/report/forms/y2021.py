"""The form of 国办公开办函〔2021〕30号, for reports on 2021 and later years."""

from __future__ import annotations

from gongkai.report.forms import common
from gongkai.report.forms.base import Block, Column, Form, FormRow, Section

_DECISIONS = (Column("本年处理决定数量"),)
_OTHER = "（六）其他处理"

FORM = Form(
    name="2021",
    cite="格式2021",
    number="国办公开办函〔2021〕30号",
    first_year=2021,
    last_year=None,
    sections=(
        common.OVERVIEW,
        common.TABLE2,
        common.TABLE3,
        common.TABLE4_SECTION,
        Section("problems", "五", "存在的主要问题及改进情况"),
        common.OTHER,
    ),
    blocks=(
        Block(
            "rules",
            "第二十条第（一）项",
            (Column("本年制发件数"), Column("本年废止件数"), Column("现行有效件数")),
            (FormRow("rules", "规章"), FormRow("normative_documents", "行政规范性文件", "", ("规范性文件",))),
        ),
        Block("licences", "第二十条第（五）项", _DECISIONS, (FormRow("licences", "行政许可"),)),
        Block("penalties", "第二十条第（六）项", _DECISIONS, (FormRow("penalties", "行政处罚"), FormRow("coercion", "行政强制"))),
        Block("fees", "第二十条第（八）项", (Column("本年收费金额（单位：万元）", "amount"),), (FormRow("fees", "行政事业性收费"),)),
    ),
    rows=(
        *common.INTAKE,
        *common.OUTCOMES,
        FormRow("other.no_correction", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", _OTHER),
        FormRow("other.fee_unpaid", "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", _OTHER),
        FormRow("other.rest", "3.其他", _OTHER),
        *common.CLOSING,
    ),
    columns=common.COLUMNS,
    table4=common.TABLE4,
    table4_columns=common.TABLE4_COLUMNS,
    results=(*(row.key for row in common.OUTCOMES), "other.no_correction", "other.fee_unpaid", "other.rest"),
)
