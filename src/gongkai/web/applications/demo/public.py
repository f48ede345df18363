"""What the town has published: about sixty things as a town has them, so that a search finds something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.web.search.services import put

if TYPE_CHECKING:
    from gongkai.web.applications.demo.desk import Desk

# Subject, what is said of it, whether it comes with a 文号.
_SUBJECTS = (
    ("年度财政预算", "收入预算、支出预算和“三公”经费预算", False), ("年度财政决算", "收入决算、支出决算和“三公”经费决算", False),
    ("防汛应急预案", "组织机构、预警响应、转移安置和值班电话", True), ("森林防火应急预案", "火情报告、扑救力量和巡护责任", True),
    ("农村危房改造补助对象名单", "补助对象、补助标准和发放时间", False), ("耕地地力保护补贴公示", "补贴面积、标准和金额", False),
    ("村级公益事业一事一议项目公示", "项目名称、地点、投资和工期", False), ("公益性岗位招聘公告", "岗位、条件、报名时间和地点", False),
    ("农村人居环境整治实施方案", "目标任务、责任分工和考核办法", True), ("生活垃圾分类工作方案", "分类标准、投放要求和收运时间", True),
    ("集镇道路养护工程中标公告", "中标单位、金额和工期", False), ("文化广场建设项目公示", "建设内容、投资来源和完工时间", False),
    ("低保和特困人员名额公示", "村别、户数和标准", False), ("残疾人两项补贴发放公示", "补贴标准、人数和金额", False),
    ("高龄津贴发放公示", "年龄段、标准和发放方式", False), ("学前教育资助对象公示", "资助标准和发放时间", False),
    ("征地补偿安置方案公告", "征收范围、补偿标准和安置方式", True), ("行政执法事项清单", "执法事项、依据和责任部门", False),
    ("政务服务事项目录", "事项名称、办理条件、材料和时限", False), ("便民服务中心办事指南", "窗口、电话和办公时间", False),
)  # fmt: skip
_ALSO = (
    ("demo-jiaoyu", "示例区{year}年义务教育学校招生工作通知", "学区划分、报名时间、随迁子女入学办法和咨询电话。", "示教字"),
    ("demo-jiaoyu", "示例区{year}年普惠性民办幼儿园认定公告", "认定标准、名单和收费标准。", "示教字"),
    ("demo-jiedao", "示例街道{year}年老旧小区加装电梯补贴办法", "补贴标准、申请条件和办理程序。", "示街发"),
)


def publish(desk: Desk) -> int:
    """Put them all in; how many."""
    count = 0
    for back in (2, 1, 0):
        year = desk.today.year - back
        for place, (subject, words, numbered) in enumerate(_SUBJECTS):
            day = desk.calendar.back(desk.today, 250 * back + 6 * (place + 1)).day
            title = f"示例镇{year}年{subject}"
            put(
                organ=desk.organs["demo-zhen"], title=title, text=f"{title}。主要内容：{words}。咨询电话：0000-1000002（示例镇党政综合办公室）。",
                number=f"示政发〔{day.year}〕{place + 1}号" if numbered else "", index_number=f"SLZ-{day.year}-{place + 1:03d}",
                address=f"https://www.shilizhen.example/zwgk/{day.year}/{place + 1:04d}.html", published_on=day,
            )  # fmt: skip
            count += 1
        for place, (organ, title, text, series) in enumerate(_ALSO):
            day = desk.calendar.back(desk.today, 250 * back + 40 + 9 * place).day
            put(
                organ=desk.organs[organ], title=title.format(year=year), text=text, number=f"{series}〔{day.year}〕{place + 11}号",
                index_number=f"{organ.removeprefix('demo-').upper()}-{day.year}-{place + 11:03d}", published_on=day,
                address=f"https://www.shiliqu.example/{organ.removeprefix('demo-')}/{day.year}/{place + 11:04d}.html",
            )  # fmt: skip
            count += 1
    return count
