"""Sheets that the system itself puts into a case file: the application as it came, the timeline, the day ledger, the extract of the ledger."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from gongkai.law.calendar import OutsideCalendar
from gongkai.law.deadlines import Refused, written
from gongkai.ledger import codec
from gongkai.ledger.guards import BEIJING
from gongkai.ledger.term import clock
from gongkai.ledger.vocabulary.codes import Channel, Column
from gongkai.notices.base import PLAIN
from gongkai.notices.letter import Letter, Paragraph, Table
from gongkai.web.applications.models.people import Capacity, IdentityKind
from gongkai.web.applications.papers.material import name_of
from gongkai.web.applications.selectors.timeline import ACTORS
from gongkai.web.applications.selectors.wording import words_of
from gongkai.web.events import store
from gongkai.web.organs.selectors import calendar_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from gongkai.notices.letter import Block
    from gongkai.web.applications.models import Application, Approval, Person
    from gongkai.web.applications.models import Letter as Row
    from gongkai.web.applications.papers.material import Material, Paper

_BEIJING = "%Y-%m-%d %H:%M:%S"


def sheet(application: Application, title: str, on: date, blocks: Sequence[Block]) -> Letter:
    """A sheet with the organ and the number of the case above its blocks."""
    head = Paragraph(f"{application.organ.name}　{application.register_number}")
    return Letter("sheet", title, application.organ.name, "", "", on, PLAIN, (head, *blocks))


def application_form(application: Application, on: date) -> Letter:
    """The application as it came (条例 Art. 29), personal data in full."""
    people = list(application.people.all())
    rows: list[tuple[str, ...]] = [row for person in people for row in _person(person)]
    came = [("提交", application.submitted_on), ("到达、签收", application.arrived_on), ("双方确认", application.confirmed_on)]
    rows += [
        ("提交方式", Channel.of(application.channel).label),
        ("日期", "；".join(f"{what} {written(day)}" for what, day in came if day) or "没有登记"),
    ]
    rows += [
        (f"申请内容 {item.number}", item.content + (f"（{item.index_number}）" if item.index_number else ""))
        for item in application.items.all()
    ]
    rows += [("提供方式", application.wanted_form or "没有填写"), ("获取途径", application.wanted_way or "没有填写")]
    if application.purpose:
        rows.append(("用途", application.purpose))
    return sheet(application, "政府信息公开申请表", on, [Table(tuple(rows))])


def _person(person: Person) -> list[tuple[str, ...]]:
    kind = IdentityKind(person.identity_kind).label if person.identity_kind else "证件"
    reached = [value.reveal() for value in (person.phone, person.email, person.address) if value]
    name = f"{person.name.reveal()}（{Column.of(person.column).label}）"
    return [
        (Capacity(person.capacity).label, name),
        (kind, person.identity.reveal() or "没有填写"),
        ("联系方式", "；".join([*reached, *([f"邮编 {person.postcode}"] if person.postcode else [])]) or "没有填写"),
    ]


def timeline(material: Material, names: Mapping[str, str], on: date) -> Letter:
    """Every step with both its times and who wrote it; corrections stand as they were written."""
    rows = [
        (
            f"{entry.number}．{entry.event.title}" + "".join(f"\n{words}" for words in words_of(entry.event)),
            written(entry.effective_on),
            f"{entry.recorded_at.astimezone(BEIJING).strftime(_BEIJING)}\n{ACTORS.get(entry.actor) or names.get(entry.actor, '已停用的账号')}",
        )
        for entry in material.state.log
    ]
    return sheet(material.application, "办理经过", on, [Table((("步骤", "法律上的日期", "记录的时间和人"), *rows), head=True)])


def day_ledger(material: Material, on: date) -> Letter:
    """Every day of the period, whether it counted and why (条例 Art. 33); in words where no clock can be made."""
    application = material.application
    title = "答复期限日历"
    if not material.state.rounds:
        return sheet(application, title, on, [Paragraph("还没有登记收到之日，期限没有起算。")])
    try:
        found = clock(material.state, calendar_of(application.organ))
    except (Refused, OutsideCalendar) as problem:
        return sheet(application, title, on, [Paragraph(f"期限不能由系统核算：{problem}")])
    steps = Table((("事项", "日期", "依据"), *((step.effect, written(step.day), step.cite) for step in found.steps)), head=True)
    days = Table((("日期", "第几日", "说明"), *((written(day.day), str(day.number or "不计"), day.why) for day in found.days)), head=True)
    due = f"答复期限：{written(found.due)}{'（暂定）' if found.provisional else ''}。" if found.due else "期限停止计算。"
    return sheet(application, title, on, [Paragraph(due), steps, days])


def ledger_extract(material: Material, on: date) -> Letter:
    """The entries as stored, each with its hash: whoever has the ledger can compare them."""
    links = {link.number: link for link in store.links(material.application.pk)}
    rows = []
    for entry in material.state.log:
        kind = entry.event.kind.replace(".", ".\n")
        payload = json.dumps(codec.to_json(entry)["payload"], ensure_ascii=False, sort_keys=True)
        link = links[entry.number]
        hashes = f"SHA-256 {_broken(link.sha256)}" + (f"\nSM3 {_broken(link.sm3)}" if link.sm3 else "")
        rows.append((f"{entry.number}．{entry.event.title}\n{kind}", f"{entry.effective_on}\n{_broken(payload, 22)}", hashes))
    note = Paragraph("本摘录取自账本，每一步的杂凑值与前一步相连；与账本中的同号记录比对，可以知道有没有被改动。")
    return sheet(material.application, "账本摘录", on, [note, Table((("步骤", "生效日和内容", "杂凑值"), *rows), head=True)])


def approvals_sheet(material: Material, letter: Row, approvals: Sequence[Approval], on: date) -> Letter:
    """Who looked at a letter before it went out, with opinions; signed on paper or on screen."""
    rows = [
        (
            f"{each.get_stage_display()}：{each.name}",
            f"{written(each.day)}\n{'纸面签批' if each.on_paper else '系统内签批'}",
            ("同意" if each.agreed else "退回") + (f"：{each.opinion}" if each.opinion else ""),
        )
        for each in approvals
    ]
    head = Paragraph(f"文书：{name_of(letter)}　{letter.number}")
    return sheet(material.application, "文书审签记录", on, [head, Table((("环节和签批人", "日期", "意见"), *rows), head=True)])


def words_sheet(material: Material, paper: Paper, on: date) -> Letter:
    """A paper that is only words."""
    day = f"日期：{written(paper.day)}" if paper.day else ""
    return sheet(
        material.application, paper.title, on, [*([Paragraph(day)] if day else []), *(Paragraph(line) for line in paper.text.split("\n"))]
    )


def _broken(text: str, width: int = 16) -> str:
    """A long word in pieces, so that it stays in its cell."""
    return " ".join(text[at : at + width] for at in range(0, len(text), width))
