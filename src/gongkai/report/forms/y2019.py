"""The trial form of 国办公开办函〔2019〕60号, for reports on 2019 and 2020."""

from __future__ import annotations

from gongkai.report.forms import common
from gongkai.report.forms.base import Block, Column, Form, FormRow, Section

_PROJECTS = (Column("上一年项目数量"), Column("本年增/减", "change"), Column("处理决定数量"))

FORM = Form(
    name="2019",
    cite="格式2019",
    number="国办公开办函〔2019〕60号",
    first_year=2019,
    last_year=2020,
    sections=(
        common.OVERVIEW,
        common.TABLE2,
        common.TABLE3,
        common.TABLE4_SECTION,
        Section("problems", "五", "政府信息公开工作存在的主要问题及改进情况", ("存在的主要问题及改进情况",)),
        common.OTHER,
    ),
    blocks=(
        Block(
            "rules",
            "第二十条第（一）项",
            (Column("本年新制作数量"), Column("本年新公开数量"), Column("对外公开总数量")),
            (FormRow("rules", "规章"), FormRow("normative_documents", "规范性文件", "", ("行政规范性文件",))),
        ),
        Block(
            "licences",
            "第二十条第（五）项",
            _PROJECTS,
            (FormRow("licences", "行政许可"), FormRow("other_services", "其他对外管理服务事项")),
        ),
        Block("penalties", "第二十条第（六）项", _PROJECTS, (FormRow("penalties", "行政处罚"), FormRow("coercion", "行政强制"))),
        Block(
            "fees", "第二十条第（八）项", (Column("上一年项目数量"), Column("本年增/减", "change")), (FormRow("fees", "行政事业性收费"),)
        ),
        Block(
            "procurement",
            "第二十条第（九）项",
            (Column("采购项目数量"), Column("采购总金额", "amount")),
            (FormRow("procurement", "政府集中采购"),),
        ),
    ),
    rows=(*common.INTAKE, *common.OUTCOMES, FormRow("other", "（六）其他处理"), *common.CLOSING),
    columns=common.COLUMNS,
    table4=common.TABLE4,
    table4_columns=common.TABLE4_COLUMNS,
    results=(*(row.key for row in common.OUTCOMES), "other"),
)
