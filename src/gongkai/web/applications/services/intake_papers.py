"""The two papers of registration: P01, the sheet for the file, and P02, the receipt for the applicant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.law.deadlines import explain
from gongkai.ledger.vocabulary.codes import Channel, Column
from gongkai.lib.errors import UnusableInput
from gongkai.notices.fill import fill
from gongkai.notices.letter import Paragraph, Signature
from gongkai.web.applications.codes import code_of
from gongkai.web.applications.models.people import Capacity, IdentityKind
from gongkai.web.organs.selectors import calendar_of

if TYPE_CHECKING:
    from datetime import date

    from gongkai.notices.letter import Letter
    from gongkai.web.applications.models import Application, Person

PAPERS = {"P01": "登记表", "P02": "回执"}
# How the receipt says what the ledger calls a channel, and the day that made it received (条例 Art. 31).
_CAME = {
    Channel.IN_PERSON: ("当面", "提交之日"), Channel.ORAL: ("口头", "提交之日"), Channel.SIGNED_POST: ("邮寄", "签收之日"),
    Channel.ORDINARY_POST: ("邮寄", "确认之日"), Channel.ONLINE: ("网络", "确认之日"), Channel.EMAIL: ("网络", "确认之日"),
    Channel.FAX: ("传真", "确认之日"),
}  # fmt: skip


def paper(*, application: Application, code: str, on: date) -> Letter:
    """P01 or P02 as of that day, with personal data in full: whoever makes one records it. Raises :class:`UnusableInput` before registration."""
    if code not in PAPERS:
        raise UnusableInput(f"没有“{code}”这种登记文书", "请从登记表和回执中选")
    if application.received_on is None:
        raise UnusableInput("收到的日子还没有确认，不能打印", "请先确认收到", application.register_number)
    people = list(application.people.all())
    facts = _common(application, on) | (_sheet(application, people) if code == "P01" else _slip(application, people))
    letter = fill(code, facts, calendar=calendar_of(application.organ))
    return _with_code(letter, application) if code == "P02" else letter


def _with_code(letter: Letter, application: Application) -> Letter:
    """The receipt with the 查询码 before the signature: with it the applicant follows the case without an account."""
    words = f"查询码：{code_of(application.pk)}。凭登记编号和查询码可以查询办理进度，请妥善保管。"
    place = next(number for number, block in enumerate(letter.blocks) if isinstance(block, Signature))
    return letter._replace(blocks=(*letter.blocks[:place], Paragraph(words), *letter.blocks[place:]))


def _common(application: Application, on: date) -> dict[str, object]:
    received_by, basis = _CAME[Channel.of(application.channel)]
    assert application.received_on is not None
    due = explain(application.received_on, (), calendar_of(application.organ)).due
    content = "；".join(application.items.values_list("content", flat=True))
    return {
        "organ": application.organ.name, "date": on.isoformat(), "application_number": application.register_number,
        "received_on": application.received_on.isoformat(), "received_by": received_by, "receipt_basis": basis,
        "content": content, "due_on": due.isoformat() if due else "",
    }  # fmt: skip


def _sheet(application: Application, people: list[Person]) -> dict[str, object]:
    principal = _principal(people)
    agents = [person.name.reveal() for person in people if person.capacity == Capacity.AGENT]
    kind = IdentityKind(principal.identity_kind).label if principal.identity_kind else "未注明证件种类"
    found = principal.checks.order_by("-moment").first()
    checked = "未核对" if found is None else "已核对一致" if found.agrees else "核对不一致"
    contact = [value.reveal() for value in (principal.phone, principal.email, principal.address) if value]
    wanted = "，".join(part for part in (application.wanted_form, application.wanted_way) if part)
    return {
        "applicant": "、".join(person.name.reveal() for person in people if person.capacity != Capacity.AGENT),
        "applicant_type": Column.of(principal.column).label, "identity": f"{kind}，{checked}", "applicant_contact": "；".join(contact) or "未填写",
        "agent": "、".join(agents), "wanted_form": wanted or "未指定", "handler": application.organ.office or application.organ.name,
    }  # fmt: skip


def _slip(application: Application, people: list[Person]) -> dict[str, object]:
    organ = application.organ
    principal = _principal(people)
    return {
        "addressee": principal.name.reveal(), "pronoun": "您" if principal.column == Column.PERSON else "你单位",
        "contact_office": organ.office or organ.name, "phone": organ.phone, "address": organ.address,
    }  # fmt: skip


def _principal(people: list[Person]) -> Person:
    return next(person for person in people if person.capacity == Capacity.PRINCIPAL)
