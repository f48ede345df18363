"""An import in the browser: upload, look, confirm, bring in. What is long runs in the worker and tells how far it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from gongkai.lib.errors import UnusableInput
from gongkai.lib.tablefile import open_table
from gongkai.web.clock import day_of
from gongkai.web.publication.models import ListImport
from gongkai.web.publication.register.checking import check
from gongkai.web.publication.register.columns import HEAD
from gongkai.web.publication.register.writing import bring_in
from gongkai.web.publication.services.acting import actor_of
from gongkai.web.ui import progress
from gongkai.web.vault import files

if TYPE_CHECKING:
    from datetime import datetime

    from gongkai.web.accounts.models import User
    from gongkai.web.organs.models import Organ
    from gongkai.web.publication.register.checking import Checked
    from gongkai.web.vault.files import Upload

State = ListImport.State
KINDS = frozenset({"xlsx", "text"})
PURPOSE = "主动公开清单"
AT_ONCE_BYTES, AT_ONCE_ROWS = 300_000, 500  # what takes a second or two is done while the user waits
_SHOWN = 2000  # sentences of each kind that a page shows


@transaction.atomic
def upload(*, organ: Organ, paper: Upload, by: User, moment: datetime) -> ListImport:
    """Keep the file until it is looked at and confirmed. Raises :class:`UnusableInput` for what is no list."""
    open_table(paper.data, HEAD)
    kept = files.store(
        name=paper.name, data=paper.data, purpose=PURPOSE, stream=None, organ=organ.pk, by=actor_of(by), moment=moment, allowed=KINDS
    )
    return ListImport.objects.create(organ=organ, file=kept, name=kept.name, by=by, created_at=moment, changed_at=moment)


def look(*, job: ListImport, moment: datetime) -> None:
    """Check the whole list. With errors the file is erased at once: it has to come again."""
    if job.state != State.CHECKING or job.file is None:
        return
    try:
        table = open_table(files.read(job.file), HEAD)
        checked = check(table, organ_name=job.organ.name, moment=moment, progress=progress.writer(job.pk, moment))
    except UnusableInput as error:
        _refuse(job, _unread(error), moment)
        return
    job.rows = checked.rows
    if not checked.good:
        _refuse(job, _result(checked), moment)
        return
    job.state, job.result = State.CHECKED, _result(checked)
    _save(job, moment)


def confirm(*, job: ListImport, moment: datetime) -> bool:
    """The user wants it: whether this click was the first."""
    return bool(ListImport.objects.filter(pk=job.pk, state=State.CHECKED).update(state=State.IMPORTING, changed_at=moment))


def run(*, job: ListImport, moment: datetime) -> None:
    """Bring in what was confirmed, in the name of who confirmed it. It is looked at once more: another import may have come between."""
    job.refresh_from_db()
    if job.state != State.IMPORTING or job.file is None:
        return
    told = progress.writer(job.pk, moment, job.rows)
    try:
        table = open_table(files.read(job.file), HEAD)
        done = bring_in(table, organ_name=job.organ.name, moment=moment, file=job.name, by=actor_of(job.by), writing=told)
    except UnusableInput as error:
        _refuse(job, _unread(error), moment)
        return
    if not done.checked.good:
        _refuse(job, _result(done.checked), moment)
        return
    job.state, job.imported = State.DONE, done.imported
    _save(job, moment)


@transaction.atomic
def drop(*, job: ListImport, moment: datetime) -> None:
    """The user does not want it: the file goes."""
    if job.state == State.CHECKED:
        job.state = State.DROPPED
        _erase(job, moment)


def _result(checked: Checked) -> dict[str, Any]:
    return {
        "errors": [problem.words for problem in checked.problems[:_SHOWN]], "wrong": len(checked.problems),
        "warnings": [warning.words for warning in checked.warnings[:_SHOWN]], "warned": checked.warned, "unknown": list(checked.unknown),
        "years": [list(pair) for pair in checked.years], "channels": [list(pair) for pair in checked.channels],
        "preview": [[row.line, row.title, row.formed_on.isoformat(), row.published_on.isoformat(), row.channels] for row in checked.preview],
    }  # fmt: skip


def _unread(error: UnusableInput) -> dict[str, Any]:
    return {"errors": [error.sentence()], "wrong": 1, "warnings": [], "warned": 0, "unknown": []}


def _refuse(job: ListImport, result: dict[str, Any], moment: datetime) -> None:
    job.state, job.result = State.REFUSED, result
    _erase(job, moment)


def _erase(job: ListImport, moment: datetime) -> None:
    if job.file is not None:
        files.erase(job.file, day_of(moment))
    _save(job, moment)


def _save(job: ListImport, moment: datetime) -> None:
    job.changed_at = moment
    job.save()
    progress.forget(job.pk)
