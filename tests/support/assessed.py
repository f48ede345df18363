"""An organ that assesses itself by a set of two indicators: one object of each kind for the pages of assessment."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from gongkai.web.oversight.indicators.sets import Branch, Leaf, Set
from gongkai.web.oversight.models import Assessed, Round
from gongkai.web.oversight.services import indicator_sets, rounds, rounds_assessing
from gongkai.web.vault.files import Upload
from support import web

if TYPE_CHECKING:
    from gongkai.web.accounts.models import User
    from gongkai.web.organs.models import Organ

_LEAVES = (Leaf("及时公开", "deduct", Decimal(60), Decimal(5), automatic="late_publication"), Leaf("制度", "deduct", Decimal(40)))
_SET = Set("政务公开考核", "", (("优秀", Decimal(90)),), (Branch("公开", None, (), _LEAVES),))


def assessed(organ: Organ, by: User, day: date) -> dict[str, Any]:
    """A round that is open for self-assessment, the organ in it, and a score with a file."""
    moment = web.at(day)
    kept = indicator_sets.bring_in(owner=organ, found=_SET, by=by, moment=moment)
    held = Round.objects.create(
        owner=organ, set=kept, name=f"{day.year}年度考核", first=date(day.year, 1, 1), last=date(day.year, 12, 31), self_by=date(day.year, 12, 31),
        created_at=moment, created_by=by,
    )  # fmt: skip
    row = Assessed.objects.create(round=held, organ=organ, kind="town")
    rounds.score(held=held, by=by, moment=moment)
    rounds.begin(held=held, by=by, moment=moment)
    score = row.scores.get(node__name="制度")
    rounds_assessing.claim(
        score=score, points=Decimal(40), words="印发了制度", uploads=[Upload("制度.pdf", b"%PDF-1.4\n%%EOF\n")], by=by, moment=moment
    )
    return {"round": held, "assessed": row, "score": score, "indicators": kept, "node": score.node, "shown_file": score.files.get().file}
