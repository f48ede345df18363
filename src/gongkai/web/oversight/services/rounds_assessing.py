"""What an organ says of itself, what the district gives, objections and what is decided on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from gongkai.law.deadlines import written
from gongkai.lib.errors import UnusableInput
from gongkai.web.accounts.services.refusals import Refusal, unless
from gongkai.web.clock import day_of
from gongkai.web.oversight.indicators.kept import leaf_of
from gongkai.web.oversight.indicators.scoring import VETO, most
from gongkai.web.oversight.indicators.sets import plain
from gongkai.web.oversight.models import Assessed, ClaimFile, Objection, Round, Score
from gongkai.web.oversight.services.rounds import lock
from gongkai.web.oversight.services.rounds_results import add_up
from gongkai.web.vault import files

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from decimal import Decimal

    from gongkai.web.accounts.models import User
    from gongkai.web.vault.files import Upload
    from gongkai.web.vault.models import StoredFile

State = Round.State
PURPOSE = "assessment"  # of the files that are shown for a score
MOST_FILES = 10


@transaction.atomic
def claim(*, score: Score, points: Decimal, words: str, uploads: Sequence[Upload] = (), by: User, moment: datetime) -> None:
    """What the organ says it has of an indicator that people judge, with its evidence. Raises :class:`Refusal`, :class:`UnusableInput`."""
    held, row = _held(score)
    reasons = _not_open(held, row.assessed, moment)
    reasons += ["这个指标由系统从台账里数，不用自评；有不同意见的，告知结果以后申诉。"] if row.node.automatic else []
    reasons += ["一票否决的事项由上级认定，不用自评。"] if row.node.method == VETO else []
    reasons += _out_of_bounds(row, points)
    reasons += [] if words.strip() else ["没有写做了什么、为什么得这些分。"]
    reasons += [f"一个指标最多交 {MOST_FILES} 个文件。"] if row.files.count() + len(uploads) > MOST_FILES else []
    unless(reasons)
    row.claimed, row.claim_words = points, words.strip()
    row.save(update_fields=["claimed", "claim_words"])
    for upload in uploads:
        ClaimFile.objects.create(score=row, file=_kept(upload, row, by, moment))


@transaction.atomic
def withdraw_file(*, file: ClaimFile, moment: datetime) -> None:
    """The organ does not show a file any more. Raises :class:`Refusal` once it handed in."""
    held, row = _held(file.score)
    unless(_not_open(held, row.assessed, moment))
    file.delete()


@transaction.atomic
def hand_in(*, assessed: Assessed, by: User, moment: datetime) -> None:
    """The organ has said all it has to say. Raises :class:`Refusal` with what is missing."""
    held = lock(assessed.round)
    row = Assessed.objects.select_for_update().get(pk=assessed.pk)
    reasons = _not_open(held, row, moment)
    missing = row.scores.filter(node__automatic="", claimed=None).exclude(node__method=VETO).select_related("node")
    unless([*reasons, *(f"“{each.node.name}”还没有自评。" for each in missing)])
    row.handed_at, row.handed_by = moment, by
    row.save(update_fields=["handed_at", "handed_by"])


@transaction.atomic
def give(*, assessed: Assessed, decisions: Mapping[int, tuple[Decimal | None, str]], by: User, moment: datetime) -> int:
    """The district decides scores of an organ, by their ids: points (None: as the record or nobody has it) with a reason. How many changed.

    A reason is needed where the points are not those of the record, or not those that the organ claimed. Raises :class:`Refusal` with all reasons.
    """
    held = lock(assessed.round)
    rows = {row.pk: row for row in Score.objects.filter(assessed=assessed).select_related("node").defer("evidence")}
    reasons = [] if held.state == State.REVIEW else [f"{held.get_state_display()}，不在复核。"]
    for key, (points, reason) in decisions.items():
        reasons += _why_not_give(rows[key], points, reason) if key in rows else ["没有这个指标。"]
    unless(reasons)
    changed = [rows[key] for key, (points, reason) in decisions.items() if (rows[key].given, rows[key].reason) != (points, reason.strip())]
    for row in changed:
        row.given, row.reason = decisions[row.pk][0], decisions[row.pk][1].strip()
    Score.objects.bulk_update(changed, ["given", "reason"])
    return len(changed)


@transaction.atomic
def object_to(*, score: Score, text: str, upload: Upload | None = None, by: User, moment: datetime) -> Objection:
    """The organ objects to a score that it was told. Raises :class:`Refusal`, :class:`UnusableInput`."""
    held, row = _held(score)
    reasons = [] if held.state == State.TOLD else [f"{held.get_state_display()}，现在不能申诉。"]
    if held.state == State.TOLD and held.object_by is not None and day_of(moment) > held.object_by:
        reasons.append(f"申诉期限到{written(held.object_by)}，已经过了。")
    reasons += ["这个指标已经申诉过。"] if Objection.objects.filter(score=row).exists() else []
    reasons += [] if text.strip() else ["没有写申诉的理由。"]
    unless(reasons)
    kept = _kept(upload, row, by, moment) if upload else None
    return Objection.objects.create(score=row, text=text.strip(), at=moment, by=by, file=kept)


@transaction.atomic
def decide(*, objection: Objection, accepted: bool, points: Decimal | None, reason: str, by: User, moment: datetime) -> None:
    """The district decides on an objection: accepted with other points, or not, always with a reason. Raises :class:`Refusal`."""
    held, row = _held(objection.score)
    locked = Objection.objects.select_for_update().get(pk=objection.pk)
    reasons = [] if held.state == State.TOLD else [f"{held.get_state_display()}，不能再处理申诉。"]
    reasons += ["这件申诉已经处理过。"] if locked.accepted is not None else []
    reasons += [] if reason.strip() else ["没有写处理的理由。"]
    if accepted:
        reasons += ["采纳的，请写改成几分。"] if points is None else _out_of_bounds(row, points)
        reasons += ["改后的分和原来一样，请写新的分，或者选不采纳。"] if points is not None and points == row.stands else []
    unless(reasons)
    locked.accepted, locked.reason, locked.decided_at, locked.decided_by, locked.before = accepted, reason.strip(), moment, by, row.stands
    locked.save(update_fields=["accepted", "reason", "decided_at", "decided_by", "before"])
    if accepted:
        row.given, row.reason = points, reason.strip()
        row.save(update_fields=["given", "reason"])
        add_up(held, [row.assessed])


def _held(score: Score) -> tuple[Round, Score]:
    held = lock(Round.objects.get(assessed__scores=score))
    return held, Score.objects.select_for_update(of=("self",)).select_related("node", "assessed__organ").get(pk=score.pk)


def _not_open(held: Round, assessed: Assessed, moment: datetime) -> list[str]:
    if held.state != State.SELF:
        return [f"{held.get_state_display()}，不在自评。"]
    if assessed.handed_at is not None:
        return ["已经报送自评，不能再改。"]
    return [f"自评截止{written(held.self_by)}，已经过了。"] if day_of(moment) > held.self_by else []


def _why_not_give(row: Score, points: Decimal | None, reason: str) -> list[str]:
    name = row.node.name
    if points is None:
        return [] if row.node.automatic or not reason.strip() else [f"“{name}”写了理由，没有写分。"]
    reasons = _out_of_bounds(row, points)
    expected = row.points if row.node.automatic else row.claimed
    if points != expected and not reason.strip() and not (expected is None and row.node.method == VETO):
        whose = "系统评的" if row.node.automatic else "自评的" if expected is not None else "没有自评"
        shown = f" {plain(expected)} 分" if expected is not None else ""
        reasons.append(f"“{name}”{whose}{shown}，改成 {plain(points)} 分，请写理由。")
    return reasons


def _out_of_bounds(row: Score, points: Decimal) -> list[str]:
    limit = most(leaf_of(row.node).terms)
    return [] if 0 <= points <= limit else [f"“{row.node.name}”可以写 0 到 {plain(limit)} 分，写的是 {plain(points)} 分。"]


def _kept(upload: Upload, row: Score, by: User, moment: datetime) -> StoredFile:
    try:
        return files.store(
            name=upload.name, data=upload.data, purpose=PURPOSE, stream=None, organ=row.assessed.organ_id, by=by.actor, moment=moment
        )
    except UnusableInput as unusable:
        raise Refusal([unusable.sentence()]) from unusable
