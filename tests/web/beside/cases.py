"""Cases that the tests of this folder share."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from gongkai.law.grounds import by_code
from gongkai.ledger.vocabulary import application as a
from gongkai.ledger.vocabulary.codes import Way
from gongkai.web.applications.services import acting
from support import web

if TYPE_CHECKING:
    from gongkai.web.applications.models import Application

PDF = b"%PDF-1.4\n%%EOF\n"
ANSWERED = date(2026, 3, 20)


def decided(code: str) -> a.ItemDecided:
    """The decision on item 1 with ids for all its facts."""
    return a.ItemDecided(item=1, decision=code, facts=tuple((fact, f"{fact}-id") for fact in by_code(code).facts))


def answered(application: Application, by, code: str = "D12", on: date = ANSWERED) -> Application:
    """Answered that day with that decision."""
    events = [(decided(code), on), (a.Answered(letter="示政公开答〔2026〕1号", way=Way.POST), on)]
    acting.act(application=application, events=events, by=by, moment=web.at(on))
    return application
