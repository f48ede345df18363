"""Changes of organs for the tests of this folder: planned, confirmed, carried out."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from gongkai.web.oversight.services import changes
from gongkai.web.vault.files import Upload
from support import web

if TYPE_CHECKING:
    from gongkai.web.oversight.models import OrganChange

DAY, TODAY = date(2026, 7, 1), date(2026, 7, 3)
PAPER = Upload("批复.pdf", b"%PDF-1.4\n%%EOF\n")
NUMBER = "示区编〔2026〕5号"


def planned(kind: str, sources, heirs, by, **more: Any) -> OrganChange:
    given = {
        "kind": kind,
        "day": DAY,
        "sources": sources,
        "heirs": heirs,
        "number": NUMBER,
        "upload": PAPER,
        "by": by,
        "moment": web.at(date(2026, 6, 1)),
    }
    return changes.draft(**(given | more))


def confirmed(kind: str, sources, heirs, by, supervisor, **more: Any) -> OrganChange:
    change = planned(kind, sources, heirs, by, **more)
    changes.confirm(change=change, by=supervisor, moment=web.at(date(2026, 6, 10)))
    return change


def done(kind: str, sources, heirs, by, supervisor, on: date = TODAY, **more: Any) -> OrganChange:
    change = confirmed(kind, sources, heirs, by, supervisor, **more)
    changes.carry_out(change=change, by=by, moment=web.at(on))
    change.refresh_from_db()
    return change
