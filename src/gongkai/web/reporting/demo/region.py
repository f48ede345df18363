"""What the organs of the fictional district hand in as files for the report of the region, which counts them all. Plain data, about nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gongkai.report import sample
from gongkai.report.forms import FORMS
from gongkai.report.model import Figure
from gongkai.report.writers import render

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gongkai.report.model import Report

_PREAMBLE = (
    "本报告由{organ}按照《中华人民共和国政府信息公开条例》和《国务院办公厅政府信息与政务公开办公室关于印发"
    "〈中华人民共和国政府信息公开工作年度报告格式〉的通知》（国办公开办函〔2021〕30号）编制。"
    "所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。电子版可在示例区人民政府门户网站查阅、下载。"
    "如对本报告有疑问，请与{office}联系（地址：{address}；邮编：{postcode}；电话：{phone}）。"
)


class Paper(NamedTuple):
    """A report that comes as a file: where it is from, the rows of table three that are not 0, the numbers of table two, its parts."""

    suffix: str
    office: str
    address: str
    postcode: str
    phone: str
    results: Mapping[str, tuple[int, ...]]
    carried_in: tuple[int, ...]
    carried_out: tuple[int, ...]
    decided: tuple[int, int, int, int]
    overview: str
    problems: str


GOVERNMENT = Paper(
    ".docx", "示例区人民政府办公室", "示例区府前路1号", "000001", "0000-1000001",
    {
        "granted": (21, 4, 0, 1, 3, 0, 29), "partial": (6, 2, 0, 0, 1, 0, 9), "denied.third_party": (2, 0, 0, 0, 0, 0, 2), "denied.process_information": (1, 0, 0, 0, 0, 0, 1),
        "unavailable.not_held": (9, 2, 0, 0, 1, 0, 12), "not_processed.petition": (4, 0, 0, 0, 0, 0, 4),
    },
    (2, 1, 0, 0, 0, 0, 3), (3, 0, 0, 0, 0, 0, 3), (118, 41, 3, 0),
    "（一）主动公开。{year}年，主动公开政府信息386条，其中通过政府网站公开271条，其余在政府公报、档案馆和图书馆公开。\n"
    "（二）依申请公开。本年新收政府信息公开申请{new}件，上年结转{carried_in}件，办结{total}件，结转下年度继续办理{carried_out}件，都在法定期限内答复。\n"
    "（三）政府信息管理。公开前先审查，本年度没有制发行政规范性文件。\n"
    "（四）政府信息公开平台建设。维护区政府网站政府信息公开专栏，在区档案馆、区图书馆设查阅点各1处。\n"
    "（五）监督保障。政府信息公开列入全区年度考核，结果为良好；开展社会评议1次，结果为满意；没有责任追究的情形。",
    "存在的主要问题：部门之间征求意见用的时间偏长，有的申请到期限前两天才收齐意见。\n改进措施：征求意见统一使用办公系统，五个工作日没有回复的由专人电话催办，每季度通报一次。",
)  # fmt: skip
# 办结 in words is one more than in its table: the check finds it, and the merge waits for a mended file.
BUREAU = Paper(
    ".xlsx", "示例区教育局办公室", "示例区学府路3号", "000003", "0000-1000004",
    {"granted": (5, 0, 0, 0, 1, 0, 6), "partial": (1, 0, 0, 0, 0, 0, 1), "unavailable.not_held": (2, 0, 0, 0, 0, 0, 2)},
    (0, 0, 0, 0, 0, 0, 0), (0, 0, 0, 0, 0, 0, 0), (15, 2, 0, 0),
    "（一）主动公开。{year}年，主动公开政府信息94条，其中通过政府网站公开73条，其余在学校公告栏公开。\n"
    "（二）依申请公开。本年新收政府信息公开申请{new}件，上年结转{carried_in}件，办结10件，结转下年度继续办理{carried_out}件。\n"
    "（三）政府信息管理。公开前先审查，本年度没有制发行政规范性文件。\n"
    "（四）政府信息公开平台建设。维护区政府网站教育专栏。\n"
    "（五）监督保障。开展业务培训1次；开展社会评议1次，结果为满意；没有责任追究的情形。",
    "存在的主要问题：学校公告栏的信息更新不够及时，招生政策公布以后解读的次数不多。\n改进措施：公告栏每月核对一次，由办公室通报；招生政策公布当天同时公布问答。",
)  # fmt: skip

GONE = "已并入示例镇，由示例镇人民政府一并报告"


def file_of(paper: Paper, organ: str, year: int) -> bytes:
    """The file as the organ hands it in."""
    return render(_report(paper, organ, year), paper.suffix)


def _report(paper: Paper, organ: str, year: int) -> Report:
    form = FORMS["2021"]
    total = tuple(map(sum, zip(*paper.results.values(), strict=True)))
    new = tuple(done + left - before for done, left, before in zip(total, paper.carried_out, paper.carried_in, strict=True))
    three = {**paper.results, "new": new, "carried_in": paper.carried_in, "total": total, "carried_out": paper.carried_out}
    rows = {f"table3.{row.key}": three.get(row.key, (0,) * len(form.columns)) for row in form.rows}
    rows |= {f"table4.{row.key}": (0,) * len(form.table4_columns) for row in form.table4}
    rows |= {"table2.rules": (0, 0, 0), "table2.normative_documents": (0, 0, 0)}
    rows |= {f"table2.{key}": (value,) for key, value in zip(("licences", "penalties", "coercion", "fees"), paper.decided, strict=True)}
    told = {
        "organ": organ,
        "year": year,
        "new": new[-1],
        "carried_in": paper.carried_in[-1],
        "total": total[-1],
        "carried_out": paper.carried_out[-1],
    }
    preamble = _PREAMBLE.format(office=paper.office, address=paper.address, postcode=paper.postcode, phone=paper.phone, **told)
    prose = {
        "preamble": preamble,
        "overview": paper.overview.format(**told),
        "problems": paper.problems,
        "other": "本年度没有收取信息处理费。没有其他需要报告的事项。",
    }
    figures = {key: tuple(Figure(value) for value in values) for key, values in rows.items()}
    return sample.clean("2021", year, organ)._replace(rows=figures, sections=prose)
