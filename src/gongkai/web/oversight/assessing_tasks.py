"""What the worker does for a round of assessment: it reads the record, which takes seconds for a district with years of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django_tasks import task

from gongkai.web.accounts.models import User
from gongkai.web.accounts.services.refusals import Refusal
from gongkai.web.clock import now
from gongkai.web.oversight.models import Round
from gongkai.web.oversight.services import rounds

if TYPE_CHECKING:
    from datetime import datetime


@transaction.atomic
def ask(*, held: Round, by: User, moment: datetime) -> None:
    """Have the record read for a round by the worker. Raises :class:`Refusal` as ``rounds.ask`` does."""
    rounds.ask(held=held, by=by, moment=moment)
    read_record.enqueue(str(held.pk), str(by.pk))


@task()
def read_record(identity: str, by: str) -> bool:
    """Score the round for the account ``by``; False when it has gone on meanwhile, so that its scores stand as they are."""
    held = Round.objects.select_related("owner", "set").get(pk=identity)
    try:
        rounds.score(held=held, by=User.objects.get(pk=by), moment=now())
    except Refusal:
        return False
    return True
