"""Every text that the product cites.

``since`` and ``until`` are the days it is in force (``until``: the first day it no longer
is), "" when not known or still in force. ``level`` is law, regulation, notice, standard or
practice. A frozen table and not a data file: it is needed in every check, and reading TOML
would cost a twentieth of the time of one (ADR 0003). To add a text: one line, then ``make docs``.
"""

from __future__ import annotations

from typing import NamedTuple


class Instrument(NamedTuple):
    """A text of law or an administrative notice. Dates are ISO days."""

    key: str
    title: str
    level: str
    number: str = ""
    since: str = ""
    until: str = ""


_ALL = (
    Instrument("条例", "中华人民共和国政府信息公开条例", "regulation", number="国务院令第711号", since="2019-05-15"),
    Instrument(
        "条例2007", "中华人民共和国政府信息公开条例", "regulation", number="国务院令第492号", since="2008-05-01", until="2019-05-15"
    ),
    Instrument(
        "格式2019", "中华人民共和国政府信息公开工作年度报告格式（试行）", "notice", number="国办公开办函〔2019〕60号", until="2021-09-26"
    ),
    Instrument("格式2021", "中华人民共和国政府信息公开工作年度报告格式", "notice", number="国办公开办函〔2021〕30号", since="2021-09-26"),
    Instrument("收费办法", "政府信息公开信息处理费管理办法", "notice", number="国办函〔2020〕109号", since="2021-01-01"),
    Instrument("复议法", "中华人民共和国行政复议法", "law", since="2024-01-01"),
    Instrument("复议法1999", "中华人民共和国行政复议法", "law", since="1999-10-01", until="2024-01-01"),
    Instrument("诉讼法", "中华人民共和国行政诉讼法", "law", since="2015-05-01"),
    Instrument("诉讼法1989", "中华人民共和国行政诉讼法", "law", since="1990-10-01", until="2015-05-01"),
    Instrument(
        "司法解释2025",
        "最高人民法院关于审理政府信息公开行政案件适用法律若干问题的解释",
        "law",
        number="法释〔2025〕8号",
        since="2025-06-01",
    ),
    Instrument("预算法", "中华人民共和国预算法", "law", since="2015-01-01"),
    Instrument("处罚法", "中华人民共和国行政处罚法", "law", since="2021-07-15"),
    Instrument(
        "三项制度",
        "国务院办公厅关于全面推行行政执法公示制度执法全过程记录制度重大执法决定法制审核制度的指导意见",
        "notice",
        number="国办发〔2018〕118号",
    ),
    Instrument("公开属性源头", "《关于全面推进政务公开工作的意见》实施细则", "notice", number="国办发〔2016〕80号"),
    Instrument(
        "公开平台",
        "国务院办公厅政府信息与政务公开办公室关于规范政府信息公开平台有关事项的通知",
        "notice",
        number="国办公开办函〔2019〕61号",
    ),
    Instrument("网站指引", "政府网站发展指引", "notice", number="国办发〔2017〕47号"),
    Instrument("检查指标", "政府网站与政务新媒体检查指标", "notice", number="国办秘函〔2019〕19号"),
    Instrument("公开要点2016", "2016年政务公开工作要点", "notice", number="国办发〔2016〕19号"),
    Instrument("基层公开", "国务院办公厅关于全面推进基层政务公开标准化规范化工作的指导意见", "notice", number="国办发〔2019〕54号"),
    Instrument(
        "送达解释",
        "国务院办公厅政府信息与政务公开办公室关于政府信息公开处理决定送达问题的解释",
        "notice",
        number="国办公开办函〔2016〕235号",
    ),
    Instrument("个人信息保护法", "中华人民共和国个人信息保护法", "law", since="2021-11-01"),
    Instrument("保密法", "中华人民共和国保守国家秘密法", "law", since="2024-05-01"),
    Instrument("立法法", "中华人民共和国立法法", "law"),
    Instrument("公文格式", "党政机关公文格式", "standard", number="GB/T 9704-2012", since="2012-07-01"),
    Instrument("标点", "标点符号用法", "standard", number="GB/T 15834-2011", since="2012-06-01"),
    Instrument("通用文字", "中华人民共和国国家通用语言文字法", "law", since="2001-01-01"),
    Instrument("工时规定", "国务院关于职工工作时间的规定", "regulation", number="国务院令第174号", since="1995-05-01"),
    Instrument("放假办法", "全国年节及纪念日放假办法", "regulation", number="国务院令第795号", since="2025-01-01"),
    Instrument("考核", "各地政务公开考核中的通行做法", "practice"),
    Instrument("惯例", "年度报告编制惯例", "practice"),
    Instrument("勾稽", "年度报告表格之间的勾稽关系", "practice"),
)
INSTRUMENTS: dict[str, Instrument] = {instrument.key: instrument for instrument in _ALL}
