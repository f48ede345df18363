"""The result of a round: added up and told, final after objections, ranked, written into each organ's year, published as an item."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING

from django.db import transaction

from gongkai.law.deadlines import written
from gongkai.ledger.reasons import NotAllowed
from gongkai.ledger.vocabulary.codes import Attribute, Role
from gongkai.web.accounts.services.refusals import Refusal, unless
from gongkai.web.clock import day_of
from gongkai.web.oversight.indicators.scoring import Mark, Sum, grade_of, ranks, sum_of
from gongkai.web.oversight.indicators.sets import CLASSES, plain
from gongkai.web.oversight.models import Assessed, Objection, Round, Score
from gongkai.web.oversight.services.rounds import lock
from gongkai.web.publication.models import Genre
from gongkai.web.publication.services import drafting
from gongkai.web.reporting.selectors.activities import BY_KEY
from gongkai.web.reporting.services import activities

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from gongkai.web.accounts.models import User
    from gongkai.web.publication.models import Item

State = Round.State
_RESULT = BY_KEY["assessment"]


@transaction.atomic
def tell(*, held: Round, by: User, moment: datetime) -> None:
    """Add up and tell each organ what it has; from now on it may object. Raises :class:`Refusal` with what nobody has judged yet."""
    locked = lock(held)
    reasons = [] if locked.state == State.REVIEW else [f"{locked.get_state_display()}，不在复核。"]
    waiting = (
        Score.objects.filter(assessed__round=locked, points=None, given=None).select_related("node", "assessed__organ").defer("evidence")
    )
    reasons += [f"{each.assessed.organ.name}的“{each.node.name}”还没有评分。" for each in waiting[:20]]
    unless(reasons)
    add_up(locked, list(locked.assessed.all()))
    today = day_of(moment)
    locked.state, locked.told_on, locked.object_by = State.TOLD, today, today + timedelta(days=locked.objection_days)
    locked.save(update_fields=["state", "told_on", "object_by"])


@transaction.atomic
def finish(*, held: Round, by: User, moment: datetime) -> None:
    """The result is final: ranks by class, and the result stands in each organ's year (条例 Art. 50(4)). Raises :class:`Refusal` with all reasons."""
    locked = lock(held)
    today = day_of(moment)
    reasons = [] if locked.state == State.TOLD else [f"{locked.get_state_display()}，不能定结果。"]
    if locked.state == State.TOLD and locked.object_by is not None and today <= locked.object_by:
        reasons.append(f"申诉期限到{written(locked.object_by)}，过了才能定结果。")
    waiting = Objection.objects.filter(score__assessed__round=locked, accepted=None).count()
    reasons += [f"还有 {waiting} 件申诉没有处理。"] if waiting else []
    unless(reasons)
    rows = list(locked.assessed.select_related("organ"))
    add_up(locked, rows)
    for kind in CLASSES:
        place = ranks({row.pk: Sum(row.total or Decimal(0), row.bonus or Decimal(0), row.vetoed) for row in rows if row.kind == kind})
        for row in rows:
            row.rank = place.get(row.pk, row.rank)
    for row in rows:
        row.told = _words(row)
        _into_the_year(locked, row, by, moment)
    Assessed.objects.bulk_update(rows, ["rank", "told"])
    locked.state, locked.final_on = State.FINAL, today
    locked.save(update_fields=["state", "final_on"])


@transaction.atomic
def draft_notice(*, held: Round, by: User, moment: datetime) -> Item:
    """The result as a draft of the government's own, which goes through review like everything that is published. Raises :class:`Refusal`."""
    locked = lock(held)
    reasons = [] if locked.state == State.FINAL else ["结果还没有定。"]
    reasons += [] if locked.public else ["这一轮定的是只告知、不公布。"]
    reasons += ["已经拟过公告。"] if locked.notice_id else []
    unless(reasons)
    title = f"{locked.name}结果"
    fields = {
        "column": "others", "genre": Genre.LIST.value, "title": title, "number": "", "issuer": locked.owner.name, "subject": "", "source": locked.owner.name,
        "department": locked.owner.office, "keywords": "政务公开考核", "summary": f"{written(locked.first)}至{written(locked.last)}政务公开工作考核的结果。",
        "formed_on": day_of(moment), "counted_from": None, "effective_from": None, "expires_on": None,
    }  # fmt: skip
    content = drafting.Content(fields=fields, html=_html(locked))
    item = drafting.draft(
        organ=locked.owner,
        content=content,
        attribute=Attribute.ACTIVE,
        role=Role.OFFICER,
        by=by,
        moment=moment,
        on=day_of(moment),
        basis="",
        reason="",
    )
    locked.notice = item
    locked.save(update_fields=["notice"])
    return item


def add_up(held: Round, rows: Sequence[Assessed]) -> None:
    """Write the sums of these organs, of what stands now. Two queries and the writing."""
    grades = [(str(word), Decimal(str(least))) for word, least in held.set.grades]
    marks: dict[int, list[Mark]] = {row.pk: [] for row in rows}
    scores = Score.objects.filter(assessed__in=rows).select_related("node").defer("evidence")
    for score in scores:
        if score.stands is not None:
            marks[score.assessed_id].append(Mark(score.node.method, score.stands))
    for row in rows:
        found = sum_of(marks[row.pk])
        row.total, row.bonus, row.vetoed, row.grade = found.total, found.bonus, found.vetoed, grade_of(found, grades)
    Assessed.objects.bulk_update(rows, ["total", "bonus", "vetoed", "grade"])


def _into_the_year(held: Round, row: Assessed, by: User, moment: datetime) -> None:
    deed = activities.Deed(sort=_RESULT, on=day_of(moment), numbers={}, words=row.told)
    try:
        activities.register(organ=row.organ, year=held.last.year, deed=deed, by=by, moment=moment)
    except NotAllowed as refused:
        raise Refusal([f"{row.organ.name}：{reason.sentence}" for reason in refused.reasons]) from refused


def _words(row: Assessed) -> str:
    return f"{row.grade}（{plain(row.total or Decimal(0))}分）"


def _html(held: Round) -> str:
    parts = [f"<p>{escape(held.owner.name)}对{written(held.first)}至{written(held.last)}的政务公开工作进行了考核，结果如下。</p>"]
    for kind, label in CLASSES.items():
        rows = held.assessed.filter(kind=kind).select_related("organ").order_by("rank", "organ__path")
        if rows:
            parts.append(_table(label, rows))
    return "".join(parts)


def _table(label: str, rows: Iterable[Assessed]) -> str:
    lines = "".join(
        f"<tr><td>{row.rank}</td><td>{escape(row.organ.name)}</td><td>{plain(row.total or Decimal(0))}</td><td>{escape(row.grade)}</td></tr>"
        for row in rows
    )
    return (
        f"<p>{label}</p><table><thead><tr><th>名次</th><th>机关</th><th>得分</th><th>等次</th></tr></thead><tbody>{lines}</tbody></table>"
    )
