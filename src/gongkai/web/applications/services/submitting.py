"""An application comes in: by the citizen's own form, or typed in by the office for post, counter, fax, mail and mouth."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from django.db import IntegrityError, transaction

from gongkai.law.receipt import Came, ReceiptSettings, receipt
from gongkai.ledger.vocabulary import application as a
from gongkai.ledger.vocabulary.codes import Channel, Column
from gongkai.lib.text import alike
from gongkai.web.applications.models import Application, Item, Person
from gongkai.web.applications.models.people import Capacity
from gongkai.web.applications.services.acting import act, begin
from gongkai.web.clock import day_of
from gongkai.web.organs import settings
from gongkai.web.organs.selectors import calendar_of
from gongkai.web.organs.services import next_number
from gongkai.web.vault.keyring import keyring

if TYPE_CHECKING:
    from datetime import date, datetime

    from gongkai.law.receipt import Receipt
    from gongkai.web.accounts.models import User
    from gongkai.web.organs.models import Organ
    from gongkai.web.vault.models import StoredFile


class Somebody(NamedTuple):
    """A person as the form has it; plain text, sealed on saving."""

    name: str
    column: str = Column.PERSON.value
    capacity: str = Capacity.PRINCIPAL.value
    identity_kind: str = ""
    identity: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    postcode: str = ""
    contact: str = ""
    proof: StoredFile | None = None
    authority: StoredFile | None = None


class Asked(NamedTuple):
    """One thing asked for."""

    content: str
    index_number: str = ""


class Form(NamedTuple):
    """Everything that stands on a form (条例 Art. 29). The first of ``people`` is the principal."""

    people: tuple[Somebody, ...]
    items: tuple[Asked, ...]
    wanted_form: str = ""
    wanted_way: str = ""
    purpose: str = ""


def submit(
    *, organ: Organ, form: Form, channel: Channel, came: Came, by: User | str, moment: datetime, key: str | None = None
) -> Application:  # fmt: skip
    """Take an application in and register it where its day of receipt is certain.

    With ``key`` a second submission gives the first one's application, also when the first was cut off
    between commit and answer. Without a certain day it stays 待确认 until :func:`confirm`.
    """
    if key is not None:
        known = Application.objects.filter(submission_key=key).first()
        if known is not None:
            return known
    try:
        return _submit(organ=organ, form=form, channel=channel, came=came, by=by, moment=moment, key=key)
    except IntegrityError:
        known = Application.objects.filter(submission_key=key).first() if key is not None else None
        if known is None:
            raise
        return known


@transaction.atomic
def _submit(*, organ: Organ, form: Form, channel: Channel, came: Came, by: User | str, moment: datetime, key: str | None) -> Application:
    year = (came.submitted or came.arrived or day_of(moment)).year
    application = Application(
        organ=organ, register_number=next_number(organ=organ, word="申", year=year), channel=channel.value,
        submitted_on=came.submitted, arrived_on=came.arrived, confirmed_on=came.confirmed, wanted_form=form.wanted_form,
        wanted_way=form.wanted_way, purpose=form.purpose, submission_key=key, created_at=moment, content_hash=content_hash(form.items),
        handler=None if isinstance(by, str) else by, taken_at=None if isinstance(by, str) else moment,
    )  # fmt: skip
    application.save(force_insert=True)
    begin(application=application)
    Item.objects.bulk_create(
        Item(application=application, number=number, content=item.content, index_number=item.index_number)
        for number, item in enumerate(form.items, 1)
    )
    for person in form.people:
        add_person(application=application, person=person)
    register(application=application, by=by, moment=moment)
    return application


def add_person(*, application: Application, person: Somebody) -> Person:
    """Keep a person of the form, with blind indexes."""
    identity = "".join(person.identity.split()).upper()
    row = Person(application=application, **{**person._asdict(), "identity": identity})
    row.index = keyring().blind(identity, "identity") if identity else ""
    row.name_index = keyring().blind(alike(person.name), "name") if person.name else ""
    row.save(force_insert=True)
    return row


def receipt_of(application: Application) -> Receipt:
    """The day of receipt by the rule of the channel (条例 Art. 31). Raises ``law.deadlines.Refused``."""
    chosen = ReceiptSettings(own_form_confirms=settings.of(application.organ, "own_form_confirms"))
    came = Came(application.submitted_on, application.arrived_on, application.confirmed_on)
    return receipt(application.channel, came, calendar_of(application.organ), settings=chosen)


def register(*, application: Application, by: User | str, moment: datetime) -> bool:
    """Write ``Registered`` when the day of receipt is certain; whether it was written. Late registration never moves the day."""
    found = receipt_of(application)
    if found.day is None:
        return False
    principal = application.people.filter(capacity=Capacity.PRINCIPAL).get()
    event = a.Registered(
        register_number=application.register_number, channel=Channel.of(application.channel), column=Column.of(principal.column),
        items=application.items.count(), submitted_on=application.submitted_on, arrived_on=application.arrived_on,
        confirmed_on=application.confirmed_on,
    )  # fmt: skip
    act(application=application, events=[(event, found.day)], by=by, moment=moment)
    return True


@transaction.atomic
def confirm(*, application: Application, on: date, by: User, moment: datetime) -> Application:
    """The office and the applicant confirmed receipt on that day (条例 Art. 31(2), (3)): the case is registered."""
    application.confirmed_on = on
    application.save(update_fields=["confirmed_on"])
    register(application=application, by=by, moment=moment)
    return application


@transaction.atomic
def take_over(*, application: Application, by: User, moment: datetime) -> None:
    """An officer takes a new application from the in-tray."""
    application.handler, application.taken_at = by, moment
    application.save(update_fields=["handler", "taken_at"])


def content_hash(items: tuple[Asked, ...]) -> str:
    """Equal for texts that differ in spaces, punctuation widths and script only."""
    return hashlib.sha256("\n".join(alike(item.content) for item in items).encode("utf-8")).hexdigest()[:40]
