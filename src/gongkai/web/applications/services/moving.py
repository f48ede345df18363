"""机构改革: cases that run go on at the organ that takes over, each by an event in its own stream; nothing of their content changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from gongkai.ledger.states.parts import Phase
from gongkai.ledger.vocabulary import application as a
from gongkai.ledger.vocabulary import rectification as r
from gongkai.ledger.vocabulary import remedy as m
from gongkai.web.applications.models import Application, Letter, Rectification
from gongkai.web.applications.services import acting, beside_acting
from gongkai.web.events import store
from gongkai.web.vault import files

if TYPE_CHECKING:
    from datetime import date, datetime

    from gongkai.web.accounts.models import User
    from gongkai.web.applications.models import Remedy
    from gongkai.web.organs.models import Organ

_WRITTEN = (Letter.State.DRAFT, Letter.State.IN_APPROVAL)  # letters that nobody signed yet


@transaction.atomic
def move(*, case: Application | Remedy | Rectification, to: Organ, document: str, on: date, by: User, moment: datetime) -> None:
    """From ``on`` the case is that of ``to``; ``document`` is the id of the paper that says so.

    Its number, its days and its papers stay as they are. An application that nobody registered yet has no event to write:
    it is registered by the organ that takes over. Raises ``NotAllowed``.
    """
    source = case.organ
    if isinstance(case, Application):
        if case.phase != Phase.UNREGISTERED:
            event = a.Moved(source=str(source.pk), to=str(to.pk), document=document)
            acting.act(application=case, events=[(event, on)], by=by, moment=moment)
        Letter.objects.filter(stream=case.pk, organ=source, state__in=_WRITTEN, number="").update(organ=to)
    else:
        kind = r.Moved if isinstance(case, Rectification) else m.Moved
        passed = kind(source=str(source.pk), to=str(to.pk), document=document)
        beside_acting.act(row=case, events=[(passed, on)], by=by, moment=moment)
    case.organ = to
    case.save(update_fields=["organ"])
    store.pass_on(stream=case.pk, organ=to.pk)
    files.pass_on(stream=case.pk, organ=to.pk)
