"""Papers around a letter: 呈批单 for those who sign on paper, 送达回证 for the one who receives it (P16)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.law.deadlines import written
from gongkai.ledger.vocabulary.codes import Way
from gongkai.lib.errors import UnusableInput
from gongkai.notices.base import PLAIN
from gongkai.notices.fill import fill
from gongkai.notices.letter import Letter as Text
from gongkai.notices.letter import Paragraph, Slip, Table
from gongkai.web.accounts.models import Role
from gongkai.web.applications.models import Approval
from gongkai.web.applications.models.people import Capacity
from gongkai.web.applications.services.approvals import current, needed
from gongkai.web.applications.services.letters_text import application_of, rendered
from gongkai.web.clock import day_of

if TYPE_CHECKING:
    from datetime import date

    from gongkai.notices.letter import Block
    from gongkai.web.applications.models import Application, Letter

_SPACE = "\n\n　　签名：　　　　　　　　　年　　月　　日"
_SERVICE = {Way.IN_PERSON: "直接送达", Way.THROUGH_ORGAN: "委托送达", Way.POST: "邮寄送达", Way.COURIER: "邮寄送达"}


def sheet(*, letter: Letter, on: date) -> Text:
    """The 呈批单 as of that day: what is asked for, until when, who has to look at it; what was said on screen stands in it.

    The letter itself follows on a page of its own.
    """
    application = application_of(letter)
    text = rendered(letter)
    rows = (
        ("文书", text.title), ("文号", letter.number or "签发时编号"), ("申请编号", application.register_number),
        ("收到日期", written(application.received_on) if application.received_on else ""),
        ("答复期限", _due(application)), ("收件人", text.addressee),
        ("起草人", letter.drafted_by.name), ("起草日期", written(day_of(letter.drafted_at))),
    )  # fmt: skip
    pairs = tuple(rows[at] + rows[at + 1] for at in range(0, len(rows), 2))
    wanted = ("申请内容", "；".join(item.content for item in application.items.all()))
    opinions = tuple((Approval.Stage(stage).label, _opinion(letter, stage)) for stage in (Approval.Stage.REVIEW, *needed(letter)))
    blocks: tuple[Block, ...] = (Table(pairs), Table((wanted, *opinions)), Slip("所附文书"), Paragraph(text.title))
    return Text(
        "sheet", "政府信息公开文书呈批单", letter.organ.name, "", "", on, PLAIN, (*blocks, *text.blocks)
    )  # fmt: skip


def _due(application: Application) -> str:
    if application.due_on:
        return written(application.due_on)
    return f"等{application.waiting_who}{application.waiting_what}" if application.waiting_who else "已经办结"


def _opinion(letter: Letter, stage: str) -> str:
    """What was said at this stage of the running round, or the place to write it."""
    now = current(letter)
    said = [each for each in letter.approvals.all() if each.stage == stage and each.round == now]
    if not said:
        return _SPACE
    each = said[-1]
    role = Role(each.role).label if each.role in Role.values else ""
    return f"{'同意' if each.agreed else '退回'}。{each.opinion}\n{each.name}（{role}）　{written(each.day)}"


def service_sheet(*, letter: Letter, on: date) -> Text:
    """The 送达回证 to be signed by who receives the letter (P16). Raises :class:`UnusableInput` before it went out."""
    if not letter.issued_on or not letter.number:
        raise UnusableInput("文书还没有发出，不能打印送达回证", "请先登记发出")
    text = rendered(letter)
    way = _SERVICE.get(Way.of(letter.way), "网络送达")
    facts: dict[str, object] = {
        "organ": letter.organ.name, "date": on, "addressee": text.addressee, "document_name": text.title, "document_number": letter.number,
        "service_way": way, "service_address": _address(letter), "sender": letter.organ.office or letter.organ.name,
    }  # fmt: skip
    if way == "邮寄送达":
        facts |= {"posting_number": letter.posting_number or "另附凭证", "posted_on": letter.issued_on}
    return fill("P16", facts)


def _address(letter: Letter) -> str:
    """Where the letter goes: to whom was asked, or to the applicant."""
    application = application_of(letter)
    if letter.act.startswith("consult_"):
        asked = application.consulted.order_by("pk")
        return next((each.address.reveal() for each in asked if each.name.reveal() == rendered(letter).addressee), "") or "见征求意见书"
    principal = application.people.filter(capacity=Capacity.PRINCIPAL).first()
    return (principal.address.reveal() if principal else "") or "申请表所列地址"
