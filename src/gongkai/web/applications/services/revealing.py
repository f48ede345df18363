"""Personal data in full: shown to who handles the case, and written down in the same transaction, so that none is seen unrecorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction

from gongkai.lib.errors import UnusableInput
from gongkai.web.applications.models import IdentityCheck, Person, Reveal

if TYPE_CHECKING:
    from datetime import datetime

    from gongkai.web.accounts.models import User
    from gongkai.web.applications.models import Application, Rectification

FIELDS = {
    "name": "姓名或者名称", "identity": "证件号码", "phone": "联系电话", "email": "电子邮箱", "address": "通信地址", "contact": "联系人",
}  # fmt: skip
ALL = "all"
WHY_CHARACTERS = 200


class Shown(NamedTuple):
    """A value in full, with its label."""

    label: str
    value: str


@transaction.atomic
def reveal(*, person: Person, what: str, why: str, by: User, moment: datetime) -> Reveal:
    """Record that ``by`` looks at one field of a person, or at all; :func:`values` shows it then.

    Raises :class:`UnusableInput` for an unknown field and without a purpose.
    """
    if what != ALL and what not in FIELDS:
        raise UnusableInput(f"没有“{what}”这一项", "请回到申请的页面重新选择")
    return record(application=person.application, what=what, why=why, by=by, moment=moment, person=person)


def values(person: Person, what: str) -> list[Shown]:
    """The values of a recorded look, in full; empty ones left out."""
    wanted = FIELDS if what == ALL else {what: FIELDS[what]} if what in FIELDS else {}
    return [Shown(label, getattr(person, field).reveal()) for field, label in wanted.items() if getattr(person, field)]


@transaction.atomic
def record(
    *, what: str, why: str, by: User, moment: datetime, application: Application | None = None, rectification: Rectification | None = None,
    person: Person | None = None,
) -> Reveal:  # fmt: skip
    """Write down that ``by`` saw personal data of a case or of a request for rectification: a field, a paper or a whole file. Raises :class:`UnusableInput` without a purpose."""
    purpose = why.strip()
    if not purpose:
        raise UnusableInput("没有写查看个人信息的用途", "请写明为了办什么事，例如“邮寄答复书”")
    if len(purpose) > WHY_CHARACTERS:
        raise UnusableInput(f"用途超过 {WHY_CHARACTERS} 字", "请写短一些")
    return Reveal.objects.create(
        application=application, rectification=rectification, person=person.pk if person else None, what=what, why=purpose, by=by, moment=moment
    )  # fmt: skip


@transaction.atomic
def check_identity(*, person: Person, agrees: bool, note: str, by: User, moment: datetime) -> IdentityCheck:
    """An officer compared the identity proof with the form (条例 Art. 29). A proof that does not agree needs a note."""
    if not agrees and not note.strip():
        raise UnusableInput("核验不一致没有写说明", "请写明哪里不一致")
    return IdentityCheck.objects.create(person=person, agrees=agrees, note=note.strip()[:200], by=by, moment=moment)
