"""An import in the browser: upload, look, confirm, bring in. What is long runs in the worker and tells how far it is (``ui.progress``)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.db import transaction

from gongkai.lib.errors import UnusableInput
from gongkai.web.applications.models import RegisterImport
from gongkai.web.applications.register.checking import check
from gongkai.web.applications.register.reading import open_table
from gongkai.web.applications.register.writing import bring_in
from gongkai.web.applications.services.acting import actor_of
from gongkai.web.clock import day_of
from gongkai.web.ui import progress
from gongkai.web.vault import files

if TYPE_CHECKING:
    from datetime import datetime

    from gongkai.web.accounts.models import User
    from gongkai.web.applications.register.checking import Checked
    from gongkai.web.organs.models import Organ
    from gongkai.web.vault.files import Upload

State = RegisterImport.State
KINDS = frozenset({"xlsx", "text"})
AT_ONCE_BYTES, AT_ONCE_ROWS = 300_000, 1000  # what takes a second or two is done while the user waits
_SHOWN = 2000  # sentences of each kind that a page shows


@transaction.atomic
def upload(*, organ: Organ, paper: Upload, by: User, moment: datetime) -> RegisterImport:
    """Keep the file until it is looked at and confirmed. Raises :class:`UnusableInput` for what is no register."""
    open_table(paper.data)
    kept = files.store(
        name=paper.name, data=paper.data, purpose="登记台账", stream=None, organ=organ.pk, by=actor_of(by), moment=moment, allowed=KINDS
    )
    return RegisterImport.objects.create(organ=organ, file=kept, name=kept.name, by=by, created_at=moment, changed_at=moment)


def look(*, job: RegisterImport, moment: datetime) -> None:
    """Check the whole register. With errors the file is erased at once: it has to come again."""
    if job.state != State.CHECKING or job.file is None:
        return
    try:
        table = open_table(files.read(job.file))
        checked = check(table, organ_name=job.organ.name, moment=moment, progress=progress.writer(job.pk, moment))
    except UnusableInput as error:
        _refuse(job, {"errors": [error.sentence()], "warnings": [], "warned": 0, "unknown": []}, moment)
        return
    job.rows = checked.rows
    if not checked.good:
        _refuse(job, _result(checked), moment)
        return
    job.state, job.result = State.CHECKED, json.dumps(_result(checked), ensure_ascii=False)
    _save(job, moment)


def confirm(*, job: RegisterImport, moment: datetime) -> bool:
    """The user wants it: whether this click was the first."""
    return bool(RegisterImport.objects.filter(pk=job.pk, state=State.CHECKED).update(state=State.IMPORTING, changed_at=moment))


def run(*, job: RegisterImport, moment: datetime) -> None:
    """Bring in what was confirmed. It is looked at once more: another import may have come between."""
    job.refresh_from_db()
    if job.state != State.IMPORTING or job.file is None:
        return
    try:
        table = open_table(files.read(job.file))
        done = bring_in(table, organ_name=job.organ.name, moment=moment, writing=progress.writer(job.pk, moment, job.rows))
    except UnusableInput as error:
        _refuse(job, {"errors": [error.sentence()], "warnings": [], "warned": 0, "unknown": []}, moment)
        return
    if not done.checked.good:
        _refuse(job, _result(done.checked), moment)
        return
    job.state, job.imported = State.DONE, done.imported
    _finish(job, moment)


@transaction.atomic
def drop(*, job: RegisterImport, moment: datetime) -> None:
    """The user does not want it: the file goes."""
    if job.state == State.CHECKED:
        job.state = State.DROPPED
        _finish(job, moment)


def found_of(job: RegisterImport) -> dict[str, Any]:
    """What the check found: ``errors`` and ``warnings`` as sentences, ``warned`` how many, ``unknown`` columns, ``years``."""
    found: dict[str, Any] = json.loads(job.result.reveal() or "{}")
    return found


def _result(checked: Checked) -> dict[str, Any]:
    return {
        "errors": [problem.words for problem in checked.problems[:_SHOWN]], "wrong": len(checked.problems),
        "warnings": [warning.words for warning in checked.warnings[:_SHOWN]], "warned": checked.warned, "unknown": list(checked.unknown),
        "years": [list(pair) for pair in checked.years], "open": checked.open_cases,
    }  # fmt: skip


def _refuse(job: RegisterImport, result: dict[str, Any], moment: datetime) -> None:
    job.state, job.result = State.REFUSED, json.dumps(result, ensure_ascii=False)
    _finish(job, moment)


def _finish(job: RegisterImport, moment: datetime) -> None:
    """The register itself is not needed any more: it names many people."""
    if job.file is not None:
        files.erase(job.file, day_of(moment))
    _save(job, moment)


def _save(job: RegisterImport, moment: datetime) -> None:
    job.changed_at = moment
    job.save()
    progress.forget(job.pk)
