"""Every address of the web from its resolver, and a small world in which each of them shows something.

To add a kind of address: when a test says that it does not know a parameter, say in :data:`SPECIAL` or in
``Office.value`` which object of the office it means, and write the row in ``tests/web/access.toml``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import TYPE_CHECKING, Any, NamedTuple

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from gongkai.ledger.vocabulary.codes import Channel, Explanation, Finding, Sort
from gongkai.report import codec
from gongkai.report.model import Figure
from gongkai.report.sample import clean
from gongkai.report.writers import render
from gongkai.web.accounts.models import Role, Substitution, User
from gongkai.web.applications.register import jobs
from gongkai.web.applications.services import letters, rectifications, remedies, revealing
from gongkai.web.channels.services import configure
from gongkai.web.oversight.models import Grievance, Urging
from gongkai.web.oversight.selectors.surveys import READY
from gongkai.web.oversight.services import (
    changes,
    days,
    days_holding,
    grievances,
    grievances_measures,
    orders,
    platforms,
    surveys,
    surveys_answers,
    tasks,
    visiting,
)
from gongkai.web.oversight.services import sending as tasks_sending
from gongkai.web.oversight.services.days_signing import Guest, sign_up
from gongkai.web.publication.models import Drawing, Genre
from gongkai.web.publication.register import jobs as lists
from gongkai.web.publication.services import complaints, drafting, explaining
from gongkai.web.reporting.models import AnnualReport, Scope, Submission
from gongkai.web.reporting.selectors.activities import BY_KEY
from gongkai.web.reporting.selectors.activities import activities as registered
from gongkai.web.reporting.services import activities, declaring, filling, importing, troubles
from gongkai.web.reporting.services.drafting import open_report, save
from gongkai.web.vault import files
from gongkai.web.vault.models import StoredFile
from support import hostile, items, reports, web
from support.assessed import assessed

if TYPE_CHECKING:
    import uuid
    from collections.abc import Iterator

    from gongkai.web.accounts.models import Appointment
    from gongkai.web.applications.models import Application, Letter, Person, Rectification, RegisterImport, Remedy, Reveal
    from gongkai.web.channels.models import Account
    from gongkai.web.organs.models import Organ
    from gongkai.web.oversight.models import (
        Accountability,
        Assessed,
        DayPhoto,
        DayQuestion,
        DayVisitor,
        Filled,
        IndicatorNode,
        IndicatorSet,
        Issue,
        OpenDay,
        Opinion,
        Order,
        OrganChange,
        Platform,
        Round,
        Score,
        Sending,
        Survey,
        Task,
        Visit,
    )
    from gongkai.web.publication.models import Attachment, Complaint, Delivery, Interpretation, Item, ListImport
    from gongkai.web.reporting.models import FigureRequest, Note, PastReport, Revision, Trouble
    from gongkai.web.reporting.selectors.activities import Activity

TODAY = date(2026, 3, 10)
ROLES = (
    Role.OFFICER, Role.REVIEWER, Role.LEGAL, Role.OFFICE_HEAD, Role.LEADER, Role.SUPERVISOR, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR,
)  # fmt: skip
ANONYMOUS = "anonymous"
COLUMNS = (ANONYMOUS, *(role.value for role in ROLES))
_PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + (8).to_bytes(4, "big") * 2 + b"\x08\x02\0\0\0"
_PDF = b"%PDF-1.4\n%%EOF\n"
_REGISTER = "登记编号,收到日期,提交方式,申请人类型,办结日期,办理结果\n旧1号,2025-03-03,当面,自然人,2025-03-10,予以公开\n"
_TABLE = "年份\t公开（条）\n2025年\t103\n2026年\t164"
_LIST = "标题,成文日期,发布日期,公开渠道\n2025年防汛值班安排,2025-06-02,2025-06-03,政府网站\n"
_BACKEND = "django.contrib.auth.backends.ModelBackend"


class Address(NamedTuple):
    """One pattern: its full name and the names of its parameters."""

    name: str
    parameters: tuple[str, ...]


@dataclass
class Office:
    """An organ with one object of each kind."""

    organ: Organ
    user: User
    appointment: Appointment
    substitution: Substitution
    application: Application
    person: Person
    reveal: Reveal
    file: StoredFile
    letter: Letter
    remedy: Remedy
    rectification: Rectification
    rectification_letter: Letter
    register_job: RegisterImport
    item: Item
    attachment: Attachment
    drawing: Drawing
    draft_drawing: Drawing
    delivery: Delivery
    by_hand: Delivery
    article: Delivery
    handed: Delivery
    account: Account
    interpretation: Interpretation
    complaint: Complaint
    list_job: ListImport
    annual: AnnualReport
    aside: Revision
    region: AnnualReport
    given: Submission
    filled: Note
    asked: FigureRequest
    trouble: Trouble
    activity: Activity
    past: PastReport
    waiting: StoredFile
    change: OrganChange
    urging: Urging
    order: Order
    order_file: StoredFile
    open_day: OpenDay
    day_visitor: DayVisitor
    day_question: DayQuestion
    day_photo: DayPhoto
    survey: Survey
    pile: Filled
    opinion: Opinion
    grievance: Grievance
    accountability: Accountability
    task: Task
    task_file: StoredFile
    sending: Sending
    sending_file: StoredFile
    issue: Issue
    issue_file: StoredFile
    platform: Platform
    platform_file: uuid.UUID
    visit: Visit
    round: Round
    assessed: Assessed
    score: Score
    indicators: IndicatorSet
    node: IndicatorNode
    shown_file: StoredFile

    def value(self, address: Address, parameter: str) -> Any:
        """What stands for the parameter in an address about this office. KeyError for one that nobody has told."""
        special = SPECIAL.get((address.name, parameter)) or SPECIAL.get((_stem(address.name), parameter))
        if special:
            return self._of(special)
        if parameter == "pk":
            begin = max((each for each in _OF if address.name == each or address.name.startswith(f"{each}_")), key=len, default="")
            if begin:
                return self._of(_OF[begin])
        return self._of(BY_PARAMETER[parameter])

    def _of(self, what: str) -> Any:
        if what.startswith("="):
            return what[1:]
        found = self
        for part in what.split("."):
            found = getattr(found, part)
        return found


# What a parameter means wherever it stands, and where it means something else; "=" is a value as it is.
BY_PARAMETER = {
    "slug": "organ.slug", "organ": "organ.slug", "pk": "application.pk", "application": "application.pk", "person": "person.pk",
    "reveal": "reveal.pk", "letter": "letter.pk", "appointment": "appointment.pk", "year": "=2026", "kind": "=csv", "channel": "=in_person",
    "code": "=P01", "key": "=extend", "what": "=letter", "paper": "=reply", "act": "=sessions", "suffix": "=docx", "token": "=unknown",
    "number": "=1", "row": "=granted", "path": "=openapi.json", "where": "=year/2026/", "part": "=1", "page": "=1", "attachment": "attachment.pk",
    "drawing": "drawing.pk", "sort": "=chart", "file": "attachment.file_id", "cell": "=table3.new[0]", "submission": "given.pk", "filled": "filled.pk", "waiting": "waiting.pk",
    "opinion": "opinion.pk", "pile": "pile.pk",
}  # fmt: skip
SPECIAL = {
    ("accounts:account", "pk"): "user.pk", ("accounts:appoint", "pk"): "user.pk", ("accounts:dismiss", "pk"): "user.pk",
    ("accounts:new_password", "pk"): "user.pk", ("accounts:act", "pk"): "user.pk", ("accounts:end_leave", "pk"): "substitution.pk",
    ("desk:file", "pk"): "file.pk", ("desk:look", "pk"): "file.pk", ("desk:letter", "pk"): "letter.pk", ("desk:sign", "pk"): "letter.pk",
    ("desk:remedy", "pk"): "remedy.pk", ("desk:rectification", "pk"): "rectification.pk", ("desk:letter_paper_file", "kind"): "=docx",
    ("desk:make_paper", "kind"): "=docx", ("desk:rectification_letter", "kind"): "=docx", ("desk:archive", "kind"): "=zip",
    ("desk:remedy_draft", "kind"): "=docx", ("desk:remedy_draft", "paper"): "=answer", ("desk:rectification", "letter"): "rectification_letter.pk", ("desk:remedy_step", "key"): "=reply", ("desk:register_job", "pk"): "register_job.pk", ("desk:register_confirm", "pk"): "register_job.pk",
    ("desk:register_drop", "pk"): "register_job.pk", ("portal:apply_page", "key"): "=who",
    ("desk:drawing_edit", "pk"): "draft_drawing.pk", ("desk:drawing_remove", "pk"): "draft_drawing.pk", ("desk:drawing_file", "pk"): "draft_drawing.pk",
    ("desk:drawing_file", "kind"): "=svg", ("desk:interpretation_link", "pk"): "item.pk", ("desk:interpretation_unlink", "pk"): "interpretation.pk",
    ("desk:drawings", "pk"): "item.pk", ("desk:drawing_new", "pk"): "item.pk", ("desk:drawing_preview", "pk"): "item.pk",
    ("desk:site_channel_new", "key"): "=board", ("desk:site_channel", "pk"): "account.pk", ("desk:site_channel_try", "pk"): "account.pk",
    ("desk:item_import_job", "pk"): "list_job.pk", ("desk:item_import_confirm", "pk"): "list_job.pk", ("desk:item_import_drop", "pk"): "list_job.pk",
    ("desk:item_figures_list", "key"): "=total", ("desk:item_sheet", "kind"): "=docx", ("desk:board_print", "pk"): "delivery.pk",
    ("portal:figure", "key"): "=total", ("portal:figure_page", "key"): "=total", ("portal:column_feed", "key"): "=livelihood",
    ("portal:item", "pk"): "item.pk", ("portal:complain_item", "pk"): "item.pk", ("portal:complained", "pk"): "complaint.pk",
    ("portal:catalogue_year", "suffix"): "=csv", ("portal:statistics_data", "suffix"): "=csv", ("portal:item_file", "suffix"): "=pdf",
    ("portal:item_picture", "suffix"): "=svg", ("portal:items_data", "suffix"): "=json", ("portal:items_list_data", "suffix"): "=json",
    ("portal:catalogue_data", "suffix"): "=csv", ("portal:catalogue_list_data", "suffix"): "=csv", ("portal:rules_data", "suffix"): "=json",
    ("portal:rules_list_data", "suffix"): "=json", ("portal:reports_data", "suffix"): "=json", ("portal:reports_list_data", "suffix"): "=json",
    ("desk:reports_declare", "cell"): "=table2.licences[0]", ("desk:reports_declared_published", "cell"): "=table2.licences[0]", ("desk:reports_ask_slip", "kind"): "=docx",
    ("desk:report_text_aside", "number"): "aside.number", ("desk:report_text_field", "name"): "=主动公开总数",
    ("desk:reports_activity_new", "key"): "=training", ("desk:reports_activity_void", "number"): "activity.step",
    ("desk:report_draft_file", "kind"): "=docx", ("desk:report_sheet", "kind"): "=docx", ("desk:report_reading_file", "kind"): "=docx",
    **{(f"portal:report{own}{what}", "year"): "=2025" for own in ("", "_own") for what in ("", "_file", "_edition", "_edition_file")},
    ("desk:day_act", "key"): "=cancel", ("desk:day_add", "key"): "=question", ("desk:day_answer", "number"): "day_question.pk", ("desk:day_photo_remove", "number"): "day_photo.pk",
    ("portal:day_signed", "visitor"): "day_visitor.pk",
    ("desk:survey_act", "act"): "=issue", ("desk:grievance_act", "act"): "=accept",
    ("desk:district_board_list", "key"): "=received", ("desk:urging_paper", "kind"): "=docx", ("desk:order_paper", "kind"): "=docx", ("desk:order_act", "act"): "=answer", ("desk:order_file", "file"): "order_file.pk",
    ("desk:filing_look", "year"): "=2025", ("desk:filing_likeness", "year"): "=2025", ("desk:filing_likeness_make", "year"): "=2025", ("desk:filing_pair", "year"): "=2025", ("desk:filing_pair", "part"): "=overview",
    ("desk:task_act", "act"): "=note", ("desk:task_file", "file"): "task_file.pk", ("desk:sending_act", "act"): "=settle", ("desk:sending_file", "file"): "sending_file.pk",
    ("desk:issue_file", "file"): "issue_file.pk", ("desk:platform_new", "kind"): "=site", ("desk:platform_act", "act"): "=update", ("desk:platform_file", "file"): "platform_file",
    ("desk:indicator_node_new", "kind"): "=leaf", ("desk:indicator_node", "node"): "node.pk", ("desk:indicator_node_remove", "node"): "node.pk",
    ("desk:round_act", "act"): "=score", ("desk:round_score_act", "act"): "=claim",
    ("desk:mechanism_behind", "key"): "=answered", ("desk:mechanism_behind", "year"): f"={TODAY.year}", ("desk:mechanism_behind", "month"): f"={TODAY.month}",
    ("desk:organ_change_new", "kind"): "=merge", ("desk:organ_change_act", "act"): "=confirm",
    ("mfa_edit_webauthn", "pk"): "=1", ("mfa_remove_webauthn", "pk"): "=1",
}  # fmt: skip
_STEMS = ("desk:letter", "desk:remedy", "desk:rectification")
# Where ``pk`` is that of …, by how the names of the addresses begin: the longest that fits.
_OF = {
    "desk:item": "item.pk", "portal:item": "item.pk", "desk:delivery": "delivery.pk", "desk:manual": "by_hand.pk", "desk:manual_preview": "article.pk", "desk:manual_list": "handed.pk", "desk:complaint": "complaint.pk",
    "desk:survey": "survey.pk", "portal:survey": "survey.pk", "desk:grievance": "grievance.pk", "desk:accountability": "accountability.pk",
    "desk:day": "open_day.pk", "portal:day": "open_day.pk",
    "desk:urging": "urging.pk", "desk:order": "order.pk",
    "desk:task": "task.pk", "desk:sending": "sending.pk", "desk:issue": "issue.pk", "desk:platform": "platform.pk", "desk:visit": "visit.pk",
    "desk:round": "round.pk", "desk:round_sheet": "assessed.pk", "desk:round_give": "assessed.pk", "desk:round_hand_in": "assessed.pk", "desk:round_score": "score.pk",
    "desk:round_file": "shown_file.pk", "desk:indicator_set": "indicators.pk", "desk:indicator_node": "indicators.pk",
    "desk:organ_change": "change.pk", "desk:report": "annual.pk", "desk:report_merge": "region.pk", "desk:report_past": "past.pk", "desk:reports_ask": "asked.pk", "desk:reports_trouble": "trouble.pk",
}  # fmt: skip


def addresses() -> list[Address]:
    """All named patterns, once each, in the order of the resolver; one without a name is an error."""
    found: dict[str, Address] = {}
    for address in _walk(get_resolver(), "", ()):
        assert address.name, "every address has a name"
        known = found.setdefault(address.name, address)
        if len(address.parameters) > len(known.parameters):
            found[address.name] = address
    return list(found.values())


def address_of(address: Address, office: Office) -> str:
    """The address about this office."""
    return reverse(address.name, kwargs={parameter: office.value(address, parameter) for parameter in address.parameters})


def clients(organ: Organ) -> dict[str, Client]:
    """A browser for everybody: anonymous, and one account for each role of that organ alone."""
    found = {ANONYMOUS: Client(raise_request_exception=False)}
    for role in ROLES:
        client = Client(raise_request_exception=False)
        client.force_login(web.account(f"access-{role.value}", role.label, organ, role), backend=_BACKEND)
        found[role.value] = client
    return found


def office(organ: Organ, by: User) -> Office:
    """An organ with one object of each kind, made by ``by`` on the day of the tests."""
    moment = web.at(TODAY)
    colleague = web.account(f"colleague-{organ.slug}", "同事巳", organ, Role.OFFICER)
    application = web.application(organ)
    person = application.people.get()
    rectification = _rectification(organ, by)
    decision = rectifications.Decision(finding=Finding.CORRECTED, reason="证据充分")
    letter = letters.draft(
        application=application,
        act="extend",
        answers={"extension_days": 20, "extension_reason": "需要检索的档案较多"},
        by=by,
        moment=moment,
    )
    publication = _publication(organ)
    return Office(
        **publication,
        organ=organ, user=colleague, appointment=colleague.appointments.get(),
        substitution=Substitution.objects.create(user=colleague, substitute=by, from_day=TODAY, to_day=TODAY),
        application=application, person=person, letter=letter, remedy=_remedy(organ, application, by),
        asked=declaring.ask(
            organ=organ, year=TODAY.year, cells=["table2.licences[0]"], office="审批办", due_on=TODAY, by=by, moment=moment, on=TODAY
        )[0],
        trouble=troubles.add(
            organ=organ, year=TODAY.year, entry=troubles.Entry("栏目更新不及时", "每季度核对一次栏目"), by=by, moment=moment
        ),
        activity=_activity(organ, by),
        **_history(organ, by),
        **_open_day(organ, by), **_tasks(organ, by), **_platform(organ, by),
        **_voices(organ, by),
        **assessed(organ, by, TODAY),
        **_watched(organ, by),
        change=changes.draft(
            kind="rename", day=TODAY, sources=[organ], name=f"新{organ.name}", number="示区编〔2026〕5号", upload=files.Upload("批复.pdf", _PDF), by=by, moment=moment
        ),
        rectification=rectification,
        rectification_letter=rectifications.draft(rectification=rectification, decision=decision, by=by, moment=moment)[0],
        list_job=lists.upload(organ=organ, paper=files.Upload("清单.csv", _LIST.encode()), by=by, moment=moment),
        register_job=jobs.upload(organ=organ, paper=files.Upload("台账.csv", _REGISTER.encode()), by=by, moment=moment),
        reveal=revealing.reveal(person=person, what="phone", why="电话联系补正", by=by, moment=moment),
        file=files.store(
            name="证件.pdf", data=_PDF, purpose="附件", stream=application.pk, organ=organ.pk, by=by.actor, moment=moment
        ),
    )  # fmt: skip


def _publication(organ: Organ) -> dict[str, Any]:
    """A public item with a file and a picture, on its way to a notice board; a draft that explains it; what a reader says of it."""
    people, moment = items.team(organ), web.at(TODAY)
    annual = _annual(organ, people)
    accounts = {
        channel: configure(organ=organ, channel=channel, name=name, settings={}, by=people.officer.actor, moment=moment)
        for channel, name in (("board", "公告栏"), ("website", "区门户"), ("wechat", "公众号"), ("reading_place", "档案馆"))
    }
    item = items.drafted(organ, people)
    attachment = drafting.attach(item=item, upload=files.Upload("名单.pdf", hostile.pdf()), by=people.officer, moment=moment)
    drawing = Drawing.objects.create(version=item.draft, sort="chart", kind="bar", given={"table": _TABLE})
    item = items.released(
        items.approved(items.reviewed(items.submitted(item, people), people), people), people, accounts=[*accounts.values()]
    )
    ways = {each.channel: each for each in item.deliveries.all()}
    ways["board"].scan = attachment.file
    ways["board"].save(update_fields=["scan"])
    draft = items.drafted(organ, people, title="政策解读", genre=Genre.INTERPRETATION.value, number="")
    policy = items.published(organ, people, genre=Genre.POLICY.value, title="示例办法")
    return {
        **_merged(organ, annual, people, attachment.file), "annual": annual, "aside": _aside(annual, people.officer), "item": item, "attachment": attachment, "drawing": drawing, "account": accounts["board"], "delivery": ways["board"],
        "by_hand": ways["website"], "article": ways["wechat"], "handed": ways["reading_place"],
        "draft_drawing": Drawing.objects.create(version=draft.draft, sort="chart", kind="bar", given={"table": _TABLE}),
        "interpretation": explaining.link(
            policy=policy, item=draft, form=Explanation.TEXT, interpreter="经办人甲", by_leader=False, by=people.officer, moment=moment
        ),
        "complaint": complaints.complain(
            organ=organ, item=item, page="/", kind=complaints.KINDS[0], text="日期写错了", contact="", moment=moment
        ),
    }  # fmt: skip


def _annual(organ: Organ, people: items.Team) -> AnnualReport:
    """The report of 2025, published in January; where there is one already, that one."""
    known = AnnualReport.objects.filter(organ=organ, year=reports.YEAR).first()
    if known is not None:
        return known
    assert organ.parent is not None
    supervisor = web.account(f"for-{organ.slug}", "监督员戌", organ.parent, Role.SUPERVISOR, subtree=True)
    team = reports.Team(people.officer, people.reviewer, people.head, people.leader, supervisor)
    return reports.published(reports.finished(organ, team), team).report


def _aside(annual: AnnualReport, by: User) -> Revision:
    """Words on the first text of a report that others have written anew since: kept aside until somebody decides."""
    saved = save(annual=annual, sections={"problems": "另写的一段问题和措施。"}, based_on=1, by=by, moment=web.at(TODAY))
    assert saved.clashes
    return saved.revision


def _activity(organ: Organ, by: User) -> Activity:
    """A training of the year."""
    deed = activities.Deed(BY_KEY["training"], TODAY, {"participants": 12}, "答复办法培训")
    activities.register(organ=organ, year=TODAY.year, deed=deed, by=by, moment=web.at(TODAY))
    return registered(organ.pk, TODAY.year)[0]


def _history(organ: Organ, by: User) -> dict[str, Any]:
    """A report of an earlier year that was brought in, and another that waits to be confirmed."""
    past, waits = (
        importing.upload(
            organ=organ, paper=files.Upload(f"{year}.txt", render(clean(year=year, organ=organ.name), ".txt")), by=by, moment=web.at(TODAY)
        ).file
        for year in (2023, 2024)
    )
    return {"past": importing.confirm(organ=organ, pk=past.pk, year=2023, by=by, moment=web.at(TODAY)), "waiting": waits}


def _merged(organ: Organ, annual: AnnualReport, people: items.Team, file: StoredFile) -> dict[str, Any]:
    """The report of the region of 2025 with a file that was handed in, and a workbook filled with the organ's own report."""
    moment, report = web.at(TODAY), clean("2021", reports.YEAR, organ.name)
    region = AnnualReport.objects.filter(organ=organ, year=reports.YEAR, scope=Scope.REGION).first()
    if region is None:
        region = open_report(organ=organ, year=reports.YEAR, by=people.officer, moment=moment, on=TODAY, scope=Scope.REGION)
    given = Submission.objects.create(
        report=region, organ=organ, organ_name=organ.name, document=codec.to_dict(report), file=file, created_at=moment, created_by=people.officer.actor
    )  # fmt: skip
    blank = report._replace(rows={row: (Figure(None),) * len(figures) for row, figures in report.rows.items()})
    template = files.Upload("填报表.xlsx", render(blank, ".xlsx"))
    return {"region": region, "given": given, "filled": filling.fill_in(annual=annual, template=template, by=people.officer, moment=moment)}


def _remedy(organ: Organ, application: Application, by: User) -> Remedy:
    copy = remedies.Copy(
        sort=Sort.REVIEW, body_name="示例区人民政府", received_on=TODAY, application=application, claimant="申请人甲", claim="责令公开"
    )
    return remedies.register(organ=organ, copy=copy, by=by, moment=web.at(TODAY))


def _rectification(organ: Organ, by: User) -> Rectification:
    request = rectifications.Request(
        name="申请人甲", record="户籍信息", wanted="出生日期改为1990年3月7日", evidence="户口簿", channel=Channel.IN_PERSON
    )
    return rectifications.register(organ=organ, request=request, on=TODAY, by=by, moment=web.at(TODAY))


def _voices(organ: Organ, by: User) -> dict[str, Any]:
    """A survey that is open, with a pile of paper and what was written; a complaint that the organ was asked about; who was held accountable."""
    moment = web.at(TODAY)
    survey = surveys.draft(
        organ=organ, title="社会评议", intro="", sampling="", opens_on=TODAY, closes_on=TODAY, questions=READY, by=by, moment=moment
    )
    surveys.issue(survey=survey, moment=moment)
    survey.refresh_from_db()
    text = survey.questions.get(kind="text")
    pile = surveys_answers.enter(survey=survey, counted=surveys_answers.Counted(1, {}, {text.pk: ["请更新办事指南"]}), by=by, moment=moment)
    grievance = grievances.take_in(
        organ=organ, said=grievances.Said("late", "申请没有答复"), source=Grievance.Source.PHONE, received_on=TODAY, moment=moment, by=by
    )
    grievances.accept(grievance=grievance, by=by, moment=moment)
    grievances.ask(grievance=grievance, passed="请说明答复情况", reply_by=TODAY, by=by, moment=moment)
    decision = grievances_measures.Decision("criticism", TODAY, "示例区人民政府办公室", "示区政办通〔2026〕1号", "栏目长期不更新", 0)
    return {
        "survey": survey, "pile": pile, "opinion": survey.opinions.get(), "grievance": grievance,
        "accountability": grievances_measures.decide(organ=organ, decision=decision, by=by, moment=moment),
    }  # fmt: skip


def _tasks(organ: Organ, by: User) -> dict[str, Any]:
    """A task of a superior with its paper and what was sent up for it, and one that the organ gave out."""
    moment, paper = web.at(TODAY), files.Upload("附件.pdf", _PDF)
    asked = tasks.Asked("区政务公开办公室", "报送3月份信息", TODAY, due_on=TODAY)
    task = tasks.receive(organ=organ, asked=asked, uploads=[paper], by=by, moment=moment)
    sent = tasks_sending.Sent("区政务公开办公室", TODAY, "3篇信息")
    sending = tasks_sending.send(organ=organ, sent=sent, papers=tasks_sending.Papers([paper]), by=by, moment=moment)
    issue = tasks.issue(organ=organ, asked=asked, organs=[organ], uploads=[paper], by=by, moment=moment)
    held = {each.stream: each for each in StoredFile.objects.filter(stream__in=[task.pk, sending.pk, issue.pk])}
    return {
        "task": task, "task_file": held[task.pk], "sending": sending, "sending_file": held[sending.pk], "issue": issue, "issue_file": held[issue.pk],
    }  # fmt: skip


def _platform(organ: Organ, by: User) -> dict[str, Any]:
    """A site of the register with an update that somebody saw, and an inspection that waits."""
    moment = web.at(TODAY)
    entry = platforms.Entry("site", f"{organ.name}网站", address="http://www.site.example/")
    made = platforms.register(organ=organ, entry=entry, by=by, moment=moment)
    update = platforms.note_update(
        platform=made, on=TODAY, words="发布两篇", by=by, moment=moment, upload=files.Upload("截图.png", _PNG)
    )  # fmt: skip
    return {"platform": made, "platform_file": update.file, "visit": visiting.ask(platform=made, by=by, moment=moment)}


def _open_day(organ: Organ, by: User) -> dict[str, Any]:
    """An open day on the day of the tests, announced, with somebody who comes, a question and a picture."""
    moment = web.at(TODAY)
    plan = days.Plan(
        "open",
        "走进便民服务中心",
        TODAY,
        time(9),
        time(11),
        "便民服务中心",
        "党政综合办公室",
        "9:00 参观",
        sign_up=True,
        places=20,
        closes_on=TODAY,
    )
    made = days.announce(day=days.plan(organ=organ, plan=plan, by=by, moment=moment), moment=moment)
    return {
        "open_day": made,
        "day_visitor": sign_up(day=made, guest=Guest("申请人甲", "13800000001", 1), moment=moment),
        "day_question": days_holding.ask(day=made, asked="怎样申请公开", answer="", by=by, moment=moment),
        "day_photo": days_holding.add_photo(day=made, upload=files.Upload("照片.png", _PNG), alt="听讲解", agreed=True, by=by, moment=moment),
    }  # fmt: skip


def _watched(organ: Organ, by: User) -> dict[str, Any]:
    """A letter of 催办 and an order of 整改 with a file, from the organ above."""
    district, moment = organ.parent, web.at(TODAY)
    assert district is not None
    wanted = orders.Wanted("补齐没有公开的发放表", TODAY)
    paper = files.Upload("检查报告.pdf", _PDF)
    order = orders.issue(district=district, organ=organ, wanted=wanted, by=by, moment=moment, uploads=[paper])
    held = order.steps.get().files.get()
    return {
        "urging": Urging.objects.create(
            number=f"催{organ.slug}1号", district=district, organ=organ, day=TODAY, lines=[{"key": "silent", "what": "没有人登录过", "due": "", "state": ""}],
            made_at=moment, made_by=by,
        ),
        "order": order, "order_file": held.file,
    }  # fmt: skip


def _stem(name: str) -> str:
    return next((stem for stem in _STEMS if name.startswith(f"{stem}_")), name)


def _walk(resolver: URLResolver, space: str, outer: tuple[str, ...]) -> Iterator[Address]:
    for pattern in resolver.url_patterns:
        parameters = (*outer, *pattern.pattern.converters)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space, parameters)
        elif isinstance(pattern, URLPattern):
            yield Address(f"{space}{pattern.name}" if pattern.name else "", parameters)
