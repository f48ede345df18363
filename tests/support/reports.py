"""A town's annual report with its people: opened, with all figures declared, ready for the next act."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction

from gongkai.ledger.vocabulary import activity as y
from gongkai.ledger.vocabulary.codes import Role as LedgerRole
from gongkai.ledger.vocabulary.codes import Verdict
from gongkai.web.accounts.models import Role, User
from gongkai.web.reporting.models import AnnualReport, Edition
from gongkai.web.reporting.selectors.content import content_of
from gongkai.web.reporting.services.acting import act_in_year, note, stream_of_year
from gongkai.web.reporting.services.drafting import open_report, save
from gongkai.web.reporting.services.projecting import catch_up
from gongkai.web.reporting.services.publishing import publish
from gongkai.web.reporting.services.reviewing import read, review, send_up, sign
from support.web import account, at

if TYPE_CHECKING:
    from gongkai.web.organs.models import Organ

YEAR = 2025
OPENED, TODAY = date(2026, 1, 5), date(2026, 1, 12)
DECLARED = ("table2.licences[0]", "table2.penalties[0]", "table2.coercion[0]", "table2.fees[0]")
_OPEN = re.compile(r"\{[^{}]+\}")


class Team(NamedTuple):
    """Who makes a report: 经办人, 审核人, 工作机构负责人, 机关负责人, and 区级监督员 of the district."""

    officer: User
    reviewer: User
    head: User
    leader: User
    supervisor: User


def team(organ: Organ, district: Organ) -> Team:
    """One account each."""
    return Team(
        account("officer", "经办人甲", organ, Role.OFFICER), account("reviewer", "审核人甲", organ, Role.REVIEWER),
        account("head", "负责人甲", organ, Role.OFFICE_HEAD), account("leader", "镇长甲", organ, Role.LEADER),
        account("supervisor", "监督员甲", district, Role.SUPERVISOR, subtree=True),
    )  # fmt: skip


def opened(organ: Organ, people: Team, *, year: int = YEAR, on: date = OPENED) -> AnnualReport:
    """The report of the year, as it is drafted from the record."""
    catch_up()
    return open_report(organ=organ, year=year, by=people.officer, moment=at(on), on=on)


@transaction.atomic  # one act with its notes, as the services do it
def declared(organ: Organ, people: Team, cell: str, value: str, *, year: int = YEAR, on: date = TODAY, reason: str = "") -> None:
    """A figure that the office that decides declares."""
    stream = stream_of_year(organ, year, by=people.officer, moment=at(on))
    source = note(stream=stream, key="source", text="行政审批平台统计表", by=people.officer, moment=at(on))
    why = note(stream=stream, key="reason", text=reason, by=people.officer, moment=at(on))
    event = y.FigureDeclared(cell=cell, value=value, source=source, role=LedgerRole.OFFICER, note=why)
    act_in_year(organ=organ, year=year, event=event, on=on, by=people.officer, moment=at(on))
    catch_up()


def written(annual: AnnualReport, people: Team, *, on: date = TODAY, **more: str) -> AnnualReport:
    """The text as a clerk would finish it: no field is left open, whatever the record does not tell is said in words."""
    catch_up()
    content = content_of(annual)
    texts = {
        part: "".join(sentence for sentence in re.findall(r"[^。\n]*[。\n]?", text) if not (set(_OPEN.findall(sentence)) & _named(content)))
        for part, text in content.texts.items()
    }
    for heading, words in _BEHIND.items():
        texts["overview"] = texts["overview"].replace(heading, heading + words)
    save(annual=annual, sections={**texts, **more}, based_on=_head(annual), by=people.officer, moment=at(on))
    return fresh(annual)


def finished(organ: Organ, people: Team, **more: str) -> AnnualReport:
    """A report with all its figures declared and its text written."""
    annual = opened(organ, people)
    for cell in DECLARED:
        declared(organ, people, cell, "0")
    return written(annual, people, **{**TEXTS, **more})


def signed(annual: AnnualReport, people: Team, *, on: date = TODAY) -> str:
    """Reviewed and signed on that day; the digest of what was signed."""
    catch_up()
    digest = content_of(annual).digest
    review(annual=annual, digest=digest, verdict=Verdict.PASSED, role="reviewer", by=people.reviewer, moment=at(on), on=on)
    sign(annual=annual, digest=digest, role="leader", by=people.leader, moment=at(on), on=on)
    return digest


def published(annual: AnnualReport, people: Team, *, on: date = TODAY, change: str = "") -> Edition:
    """The whole way to the readers."""
    digest = signed(annual, people, on=on)
    read_by_district(annual, people, digest, on=on)
    return publish(annual=fresh(annual), digest=digest, by=people.head, moment=at(on), on=on, note_of_change=change)


def read_by_district(annual: AnnualReport, people: Team, digest: str, *, on: date = TODAY) -> None:
    """Sent up, where there is a superior, and let pass there."""
    superior = annual.organ.parent
    if superior is not None:
        send_up(annual=annual, digest=digest, to=superior, by=people.officer, moment=at(on), on=on)
        read(annual=annual, digest=digest, verdict=Verdict.PASSED, marked=[], by=people.supervisor, body=superior, moment=at(on), on=on)


def fresh(annual: AnnualReport) -> AnnualReport:
    """The row as it stands now."""
    return AnnualReport.objects.select_related("organ__parent", "head").get(pk=annual.pk)


_BEHIND = {  # what these tests do not register is said in words
    "（一）主动公开。": "本年度主动公开政府信息12条，都发布在政府网站的公开栏目。",
    "（四）政府信息公开平台建设。": "在区政府门户网站设公开专栏，每月核对一次。",
    "（五）监督保障。": "政府信息公开列入年度工作考核，考核结果为良好；开展社会评议，群众总体满意；未发生责任追究。",
}
TEXTS = {
    "problems": "上年报告所列的问题已经改进：工作人员参加了培训，栏目每季度核对一次。\n本年度存在的主要问题和改进措施：解读形式单一。改进措施是每件政策文件配一张图解，2026年6月底前完成。",
}


def _named(content) -> set[str]:
    return {f"{{{name}}}" for name in content.missing}


def _head(annual: AnnualReport) -> int:
    head = fresh(annual).head
    assert head is not None
    return head.number
