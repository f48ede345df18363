"""Applications that come by post, at the counter, by fax, e-mail or mouth: the office fills in the form for the applicant (条例 Art. 29)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction

from gongkai.law.deadlines import explain
from gongkai.law.receipt import ReceiptSettings, receipt
from gongkai.ledger.vocabulary.codes import Channel
from gongkai.lib.errors import UnusableInput
from gongkai.web.applications.services import submitting
from gongkai.web.applications.services.acting import keep
from gongkai.web.organs import settings
from gongkai.web.organs.selectors import calendar_of
from gongkai.web.vault import files
from gongkai.web.vault.kinds import DOCUMENTS, PAPERS
from gongkai.web.vault.models import StoredFile

if TYPE_CHECKING:
    import uuid
    from collections.abc import Sequence
    from datetime import date, datetime

    from gongkai.law.receipt import Came, Receipt
    from gongkai.web.accounts.models import User
    from gongkai.web.applications.models import Application
    from gongkai.web.applications.services.submitting import Form
    from gongkai.web.organs.models import Organ
    from gongkai.web.vault.files import Upload

# Purposes of files of a case.
HELD = "intake"  # scanned, not yet with a case
PURPOSES = {
    "application_scan": "申请表（扫描件）", "envelope_scan": "信封（扫描件）", "identity_proof": "身份证明", "authority": "授权委托书",
    "found_material": "检索到的信息", "search_record": "检索记录", "material": "其他材料",
}  # fmt: skip


class Asks(NamedTuple):
    """What the office is asked about an application of this channel: the days its rule needs, and their words."""

    channel: Channel
    how: str
    submitted: str = ""
    arrived: str = ""
    confirmed: str = ""


ASKS = {
    asks.channel.value: asks
    for asks in (
        Asks(Channel.IN_PERSON, "申请人或者代理人到场交申请表", submitted="当面提交的日子"),
        Asks(Channel.ORAL, "书写有困难的人口头提出，由工作人员代为填写，交申请人核对签字", submitted="口头提出的日子"),
        Asks(Channel.SIGNED_POST, "挂号信、特快专递等需要签收的邮件", arrived="签收的日子"),
        Asks(
            Channel.ORDINARY_POST,
            "不需要签收的平常信函，要在收到当天与申请人确认",
            arrived="信件到达的日子",
            confirmed="与申请人确认的日子",
        ),
        Asks(Channel.FAX, "传真发来的申请，以双方确认之日为收到之日", arrived="传真到达的日子", confirmed="与申请人确认的日子"),
        Asks(Channel.EMAIL, "电子邮件发来的申请，以双方确认之日为收到之日", arrived="邮件到达的日子", confirmed="与申请人确认的日子"),
    )
}


class Preview(NamedTuple):
    """What saving would come to: the receipt by the channel's rule, and the last day to answer; None while 待确认."""

    receipt: Receipt
    due: date | None
    provisional: bool


def preview(*, organ: Organ, channel: Channel, came: Came) -> Preview:
    """The receipt and the last day to answer. Raises ``law.deadlines.Refused`` for days that are missing or contradict each other."""
    chosen = ReceiptSettings(own_form_confirms=settings.of(organ, "own_form_confirms"))
    calendar = calendar_of(organ)
    found = receipt(channel.value, came, calendar, settings=chosen)
    if found.day is None:
        return Preview(found, None, False)
    clock = explain(found.day, (), calendar)
    return Preview(found, clock.due, clock.provisional)


def hold(*, organ: Organ, upload: Upload, purpose: str, by: User, moment: datetime) -> StoredFile:
    """Keep a scan until its application is saved. Raises :class:`UnusableInput` for what is no scan."""
    return files.store(
        name=upload.name, data=upload.data, purpose=f"{HELD}.{_known(purpose)}", stream=None, organ=organ.pk, by=by.actor, moment=moment, allowed=PAPERS
    )  # fmt: skip


def held(*, ids: Sequence[uuid.UUID], organ: Organ, by: User) -> list[StoredFile]:
    """Those of ``ids`` that ``by`` holds for the organ: nobody takes another's scans."""
    mine = StoredFile.objects.filter(pk__in=ids, stream=None, organ=organ.pk, stored_by=by.actor, purpose__startswith=HELD)
    return list(mine)


@transaction.atomic
def take_in(
    *, organ: Organ, form: Form, channel: Channel, came: Came, scans: Sequence[StoredFile], by: User, moment: datetime, key: str
) -> Application:
    """Save the application with its scans and register it where the day of receipt is certain; twice with one ``key`` saves once."""
    application = submitting.submit(organ=organ, form=form, channel=channel, came=came, by=by, moment=moment, key=key)
    for scan in scans:
        scan.stream, scan.purpose = application.pk, scan.purpose.removeprefix(f"{HELD}.")
        scan.save(update_fields=["stream", "purpose"])
    proof = next((scan for scan in scans if scan.purpose == "identity_proof"), None)
    authority = next((scan for scan in scans if scan.purpose == "authority"), None)
    if proof or authority:
        principal = application.people.order_by("pk").first()
        assert principal is not None  # a form has a principal
        principal.proof, principal.authority = proof or principal.proof, authority or principal.authority
        principal.save(update_fields=["proof", "authority"])
    return application


@transaction.atomic
def add_file(*, application: Application, upload: Upload, purpose: str, by: User, moment: datetime) -> StoredFile:
    """Put a file into the case. Raises :class:`UnusableInput` for an unknown purpose or a file that is not taken."""
    return files.store(
        name=upload.name, data=upload.data, purpose=_known(purpose), stream=application.pk, organ=application.organ_id, by=by.actor,
        moment=moment, allowed=DOCUMENTS,
    )  # fmt: skip


@transaction.atomic
def confirm(*, application: Application, on: date, why: str, by: User, moment: datetime) -> Application:
    """Office and applicant confirmed receipt on that day (条例 Art. 31(2), (3)); why it came late is kept. Raises ``Refused``, ``NotAllowed``."""
    submitting.confirm(application=application, on=on, by=by, moment=moment)
    keep(stream=application.pk, key="confirmed", text=why, by=by, moment=moment)
    if application.handler_id is None:
        submitting.take_over(application=application, by=by, moment=moment)
    return application


def _known(purpose: str) -> str:
    if purpose not in PURPOSES:
        raise UnusableInput("没有选材料的种类", f"请从 {'、'.join(PURPOSES.values())} 中选一种")
    return purpose
