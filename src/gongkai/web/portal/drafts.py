"""Services of the form that a citizen fills in: answers are sealed, files lie at the draft until it is handed in."""

from __future__ import annotations

import hashlib
import json
import uuid
from typing import TYPE_CHECKING, Any

from django.db import transaction

from gongkai.law.receipt import Came
from gongkai.ledger.vocabulary.codes import Channel
from gongkai.lib.errors import UnusableInput
from gongkai.web.applications.models import Application, Draft
from gongkai.web.applications.services import citizen, submitting
from gongkai.web.clock import day_of
from gongkai.web.organs import settings
from gongkai.web.portal import answers as made
from gongkai.web.vault import files as vault
from gongkai.web.vault.kinds import PAPERS
from gongkai.web.vault.models import StoredFile

if TYPE_CHECKING:
    from datetime import date, datetime

    from gongkai.web.applications.services.submitting import Form
    from gongkai.web.organs.models import Organ

Answers = dict[str, Any]
MOST_FILES = 20  # of one draft


class AlreadySubmitted(Exception):
    """The form was handed in: what is shown is its receipt."""


@transaction.atomic
def start(*, token: str, organ: str, moment: datetime) -> Draft:
    """A new draft for the browser with that token; ``organ`` is the slug of the organ it came from, or ""."""
    answers: Answers = {"organ": organ, "door": True} if organ else {}
    return Draft.objects.create(token=_hash(token), answers=json.dumps(answers), updated_at=moment)


def find(token: str) -> Draft | None:
    """The draft of the browser with that token."""
    return Draft.objects.select_related("application__organ").filter(token=_hash(token)).first() if token else None


def answers_of(draft: Draft) -> Answers:
    """What was answered so far, by page."""
    text = draft.answers.reveal()
    found: Answers = json.loads(text) if text else {}
    return found


@transaction.atomic
def answer(*, draft: Draft, moment: datetime, **changes: Any) -> Answers:
    """Keep the answers of a page; None takes one out. Raises :class:`AlreadySubmitted`."""
    locked = _locked(draft)
    kept = {key: value for key, value in {**answers_of(locked), **changes}.items() if value is not None}
    for page in made.stale(kept):
        del kept[page]
    locked.answers, locked.updated_at = json.dumps(kept, ensure_ascii=False), moment
    locked.save(update_fields=["answers", "updated_at"])
    return kept


@transaction.atomic
def attach(*, draft: Draft, purpose: str, name: str, data: bytes, moment: datetime) -> StoredFile:
    """Keep a scan or photograph at the draft. Raises :class:`UnusableInput`, :class:`AlreadySubmitted`."""
    _locked(draft)
    if StoredFile.objects.filter(stream=draft.pk, erased_on=None).count() >= MOST_FILES:
        raise UnusableInput(f"已经有 {MOST_FILES} 个文件", "请删掉不需要的，或者把几页合成一个 PDF")
    return vault.store(
        name=name, data=data, purpose=purpose, stream=draft.pk, organ=None, by="applicant", moment=moment, allowed=PAPERS
    )  # fmt: skip


@transaction.atomic
def detach(*, draft: Draft, file: str, moment: datetime) -> None:
    """Take a file of the draft away. One of another draft stays."""
    _locked(draft)
    found = StoredFile.objects.filter(stream=draft.pk, pk=file, erased_on=None).first()
    if found is not None:
        vault.erase(found, day_of(moment))


def files_of(draft: Draft) -> dict[str, StoredFile]:
    """The files of the draft by id."""
    return {str(file.pk): file for file in StoredFile.objects.filter(stream=draft.pk, erased_on=None)}


@transaction.atomic
def submit(*, draft: Draft, organ: Organ, moment: datetime) -> Application:
    """Hand the form in, once: whoever presses twice, goes back or comes again after a crash gets the same application."""
    locked = Draft.objects.select_for_update(of=("self",)).select_related("application").get(pk=draft.pk)
    if locked.application is not None:
        return locked.application
    today = day_of(moment)
    form = made.form(answers_of(locked), files_of(locked))
    _drop_unused(locked, form, today)
    confirms = settings.of(organ, "own_form_confirms")  # 条例 Art. 31(3): the receipt on the screen is the confirmation
    application = submitting.submit(
        organ=organ, form=form, channel=Channel.ONLINE,
        came=Came(submitted=today, confirmed=today if confirms else None), by="applicant", moment=moment, key=str(draft.pk),
    )  # fmt: skip
    if promised := made.promised(answers_of(locked)):
        citizen.promise_papers(application=application, papers=promised, moment=moment)
    StoredFile.objects.filter(stream=draft.pk, erased_on=None).update(stream=application.pk, organ=organ.pk)
    locked.application, locked.answers, locked.updated_at = application, "", moment  # what was typed now stands sealed in the case alone
    locked.save(update_fields=["application", "answers", "updated_at"])
    return application


@transaction.atomic
def discard(*, draft: Draft, moment: datetime) -> None:
    """Throw a draft away with its files; one that was handed in only lets go of the browser."""
    locked = Draft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    if locked.application_id is None:
        for file in files_of(locked).values():
            vault.erase(file, day_of(moment))
        locked.delete()
        return
    locked.token = _hash(str(uuid.uuid4()))
    locked.save(update_fields=["token"])


def _drop_unused(draft: Draft, form: Form, today: date) -> None:
    """Files of pages that were answered otherwise later: nobody needs them, so nobody keeps them."""
    used = {file.pk for person in form.people for file in (person.proof, person.authority) if file is not None}
    for file in files_of(draft).values():
        if file.pk not in used:
            vault.erase(file, today)


def _locked(draft: Draft) -> Draft:
    locked = Draft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    if locked.application_id is not None:
        raise AlreadySubmitted
    return locked


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8")).hexdigest()
