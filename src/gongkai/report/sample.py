"""A clean annual report of a fictional town, for the demonstration and as the ground of tests.

Nothing in it is copied from a real report; 示例镇 and 示例区 do not exist.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.report.forms import FORMS
from gongkai.report.model import Figure, Heading, Origin, in_form

if TYPE_CHECKING:
    from gongkai.report.forms.base import Form
    from gongkai.report.model import Report

ORGAN = "示例市示例区示例镇人民政府"

_PREAMBLE = (
    "本报告由{organ}按照《中华人民共和国政府信息公开条例》和《国务院办公厅政府信息与政务公开办公室关于印发"
    "〈中华人民共和国政府信息公开工作年度报告格式〉的通知》（{number}）编制。"
    "所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。"
    "电子版可在示例区人民政府门户网站政府信息公开专栏查阅、下载。"
    "如对本报告有疑问，请与示例镇党政办公室联系（地址：示例区示例镇公园路1号；邮编：100000；电话：010-00000000）。"
)
_OVERVIEW = (
    "（一）主动公开。{year}年，主动公开政府信息46条，其中通过政府网站公开30条，通过政务新媒体公开16条。发布政策解读3篇。\n"
    "（二）依申请公开。本年新收政府信息公开申请5件，上年结转1件，办结5件，结转下年度继续办理1件，均在法定期限内答复。\n"
    "（三）政府信息管理。落实先审查后公开和三审三校，全年制发行政规范性文件2件，废止1件，现行有效6件。\n"
    "（四）政府信息公开平台建设。维护区政府网站示例镇专栏和政务新媒体账号1个，在便民服务中心设公开查阅点1处。\n"
    "（五）监督保障。政务公开纳入年度工作考核，组织社会评议1次，评议结果为满意；全年开展业务培训2次；未发生责任追究情形。"
)
_PROBLEMS = (
    "存在的主要问题：一是政策解读以文字为主，图表、视频形式不多；二是部分村务信息更新不够及时。\n"
    "改进情况：一是每份重要文件同步制作图解，年内发布图解不少于6篇；二是建立按月核对清单，由党政办公室逐月通报。"
)
_OTHER = "本年度未向申请人收取信息处理费。无其他需要报告的事项。"

_FIGURES: dict[str, dict[str, tuple[int | float, ...]]] = {
    "2021": {
        "table2.rules": (0, 0, 0),
        "table2.normative_documents": (2, 1, 6),
        "table2.licences": (31,),
        "table2.penalties": (4,),
        "table2.coercion": (1,),
        "table2.fees": (0.85,),
    },
    "2019": {
        "table2.rules": (0, 0, 0),
        "table2.normative_documents": (2, 2, 6),
        "table2.licences": (12, 1, 31),
        "table2.other_services": (5, 0, 9),
        "table2.penalties": (8, -1, 4),
        "table2.coercion": (2, 0, 1),
        "table2.fees": (3, 0),
        "table2.procurement": (2, "126000元"),  # type: ignore[dict-item]
    },
}
_APPLICATIONS = {
    "new": (4, 1, 0, 0, 0, 0, 5),
    "carried_in": (1, 0, 0, 0, 0, 0, 1),
    "granted": (2, 1, 0, 0, 0, 0, 3),
    "partial": (1, 0, 0, 0, 0, 0, 1),
    "unavailable.not_held": (1, 0, 0, 0, 0, 0, 1),
    "total": (4, 1, 0, 0, 0, 0, 5),
    "carried_out": (1, 0, 0, 0, 0, 0, 1),
}


def clean(form: str = "2021", year: int = 2023, organ: str = ORGAN) -> Report:
    """A report without a single finding, in the form named (a year of that form is the caller's care)."""
    edition = FORMS[form]
    prose = {"preamble": _PREAMBLE, "overview": _OVERVIEW, "problems": _PROBLEMS, "other": _OTHER}
    sections = {key: text.format(organ=organ, year=year, number=edition.number) for key, text in prose.items()}
    if form == "2019":
        sections["overview"] = sections["overview"].replace("制发行政规范性文件2件，废止1件，现行有效6件", "制发规范性文件2件")
    rows = {f"table2.{key.partition('.')[2]}": values for key, values in _FIGURES[form].items()}
    for row in edition.rows:
        rows[f"table3.{row.key}"] = _APPLICATIONS.get(row.key, (0,) * len(edition.columns))
    for row in edition.table4:
        rows[f"table4.{row.key}"] = (0,) * len(edition.table4_columns)
    figures = {key: tuple(Figure(value) for value in values) for key, values in rows.items()}
    return in_form(edition, organ=organ, year=year, rows=figures)._replace(
        sections=sections,
        headings=_headings(edition),
        column_labels={block.key: tuple(column.label for column in block.columns) for block in edition.blocks},
    )


def _headings(edition: Form) -> tuple[Heading, ...]:
    return tuple(Heading(section.key, section.heading, section.number, -1) for section in edition.sections)


# What a hurried January makes of it: each line has a fault that the demonstration shows.
_FLAWS = (
    ("通过政务新媒体公开16条", "通过政务新媒体公开10条"),
    ("发布政策解读3篇", "示例镇示例镇组织开展政务公开日活动，村民来电（手机13900000000）咨询的问题已答复"),
    ("本年新收政府信息公开申请5件", "本年新收政府信息公开申请7件"),
    ("落实先审查后公开", "研究部署全局政务公开工作，落实先审查后公开"),
    ("组织社会评议1次，评议结果为满意；全年开展业务培训2次；未发生责任追究情形", "全年开展业务培训2次"),
)
_MISPRINTS = {
    "table3.new": "一、本年新收到政府信息公开申请数量",
    "table3.denied.security_stability": "3.危机“三安全一稳定”",
    "table3.denied.enforcement_file": "7.属于行政法案卷",
}


def flawed() -> Report:
    """The fictional town's report for 2023 with the faults that real ones have, for the demonstration.

    The tables are of the 2019 form although the text cites that of 2021; a total is wrong, the
    text contradicts the tables, labels are misprinted, a name is doubled, a mobile number stands
    in it, and the last part says only 「无」.
    """
    right, tables = clean("2021", 2023), clean("2019", 2023)
    overview = right.sections["overview"]
    for words, wrong in _FLAWS:
        overview = overview.replace(words, wrong)
    granted = (*tables.rows["table3.granted"][:-1], Figure(4))
    return tables._replace(
        title="示例镇2023年度政府信息公开工作报告",
        cited_form="2021",
        sections={**right.sections, "overview": overview, "other": "无"},
        rows={**tables.rows, "table3.granted": granted},
        origins={f"table3.{row.key}": Origin(_MISPRINTS.get(f"table3.{row.key}", row.label)) for row in FORMS["2019"].rows},
    )
