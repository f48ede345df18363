"""Assessment in the fictional district: one round whose result was told, with an objection that waits, and one that is open for self-assessment."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from gongkai.web.oversight.indicators import sets
from gongkai.web.oversight.indicators.scoring import BONUS, VETO
from gongkai.web.oversight.models import Assessed, Round, Score
from gongkai.web.oversight.services import indicator_sets, rounds, rounds_assessing, rounds_results
from gongkai.web.vault.files import Upload

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from gongkai.web.accounts.models import User
    from gongkai.web.organs.models import Organ
    from gongkai.web.oversight.models import IndicatorSet

_SET = "town_and_bureau"
_CLAIMS = {
    "保密审查制度落实": ("5", "三审三校和公开前审查的记录齐全，抽查的三件都有审查单。"),
    "村务公开的指导": ("3", "每季度到村检查一次公示栏，四个村有记录。"),
    "做法被上级推广": ("0", "没有。"),
}
_GIVEN = {"保密审查制度落实": ("4", "抽查的三件里一件没有审查日期。"), "村务公开的指导": ("3", "")}
_RECORD = "保密审查抽查记录\n1. 通知一件，有审查单。\n2. 名单一件，有审查单。\n3. 解读一件，有审查单。\n"


def fill(*, district: Organ, towns: Sequence[Organ], people: Mapping[str, User], today: date, moment: datetime) -> None:
    """Both rounds as of ``today``; ``people`` by user name (jingban, fuze, jiandu)."""
    leads = people["jiandu"]
    kept = indicator_sets.bring_in(owner=district, found=sets.ready()[_SET], by=leads, moment=moment - timedelta(days=60))
    past = _begun(district, kept, "上一阶段", today - timedelta(days=240), today - timedelta(days=60), leads, moment - timedelta(days=40))
    _said(past, towns[0], people, moment - timedelta(days=35), hands_in=True)
    rounds.close(held=past, by=leads, moment=moment - timedelta(days=15))
    _judged(past, leads, moment - timedelta(days=10))
    rounds_results.tell(held=past, by=leads, moment=moment - timedelta(days=4))
    _objects(past, towns[0], people["fuze"], moment - timedelta(days=2))
    running = _begun(
        district, kept, f"{today.year}年度", date(today.year, 1, 1), date(today.year, 12, 31), leads, moment - timedelta(days=3)
    )
    _said(running, towns[0], people, moment - timedelta(days=1), hands_in=False)


def _begun(district: Organ, kept: IndicatorSet, name: str, first: date, last: date, leads: User, moment: datetime) -> Round:
    organs = list(rounds.candidates(district, last))
    held = rounds.prepare(
        owner=district, kept=kept, name=f"{name}政务公开考核", first=first, last=last, self_by=(moment + timedelta(days=20)).date(), objection_days=10,
        public=False, organs=organs, by=leads, moment=moment,
    )  # fmt: skip
    rounds.score(held=held, by=leads, moment=moment)
    rounds.begin(held=held, by=leads, moment=moment)
    return held


def _said(held: Round, town: Organ, people: Mapping[str, User], moment: datetime, *, hands_in: bool) -> None:
    assessed = Assessed.objects.select_related("round").get(round=held, organ=town)
    for score in assessed.scores.filter(node__name__in=list(_CLAIMS), node__automatic="").select_related("node"):
        points, words = _CLAIMS[score.node.name]
        uploads = [Upload("抽查记录.txt", _RECORD.encode())] if score.node.name.startswith("保密") else []
        rounds_assessing.claim(score=score, points=Decimal(points), words=words, uploads=uploads, by=people["jingban"], moment=moment)
    if hands_in:
        rounds_assessing.hand_in(assessed=assessed, by=people["fuze"], moment=moment)


def _judged(held: Round, leads: User, moment: datetime) -> None:
    """Every score that people judge: the town's with what was found, those that said nothing without points."""
    for each in held.assessed.all():
        decisions: dict[int, tuple[Decimal | None, str]] = {}
        for score in each.scores.filter(node__automatic="").select_related("node"):
            points, reason = _GIVEN.get(score.node.name, ("0", ""))
            nothing = score.claimed is None and score.node.method not in (BONUS, VETO)
            if nothing:
                points, reason = "0", "没有报送自评，也没有材料。"
            elif score.claimed is None:
                reason = "没有报送自评。"
            decisions[score.pk] = (Decimal(points), reason)
        rounds_assessing.give(assessed=each, decisions=decisions, by=leads, moment=moment)


def _objects(held: Round, town: Organ, head: User, moment: datetime) -> None:
    """The town objects to the first score that the record took points for."""
    scores = Score.objects.filter(assessed__round=held, assessed__organ=town, cases__gt=0).exclude(node__method__in=(BONUS, VETO))
    score = scores.order_by("node__position", "pk").first()
    if score is not None:
        rounds_assessing.object_to(score=score, text="其中一件办理期间停电三天，附有说明，请核对后核减。", by=head, moment=moment)
