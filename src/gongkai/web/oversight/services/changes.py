"""机构改革: planned by the system administrator with its paper, confirmed by the superior, carried out once, whole or not at all."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction

from gongkai.lib.errors import UnusableInput
from gongkai.web.accounts.services.appointing import carry_over
from gongkai.web.accounts.services.recording import record
from gongkai.web.accounts.services.refusals import Refusal, unless
from gongkai.web.applications.services.moving import move
from gongkai.web.channels import services as channels
from gongkai.web.clock import day_of
from gongkai.web.organs import services as organs
from gongkai.web.oversight.models import Destination, OrganChange
from gongkai.web.oversight.selectors import plans
from gongkai.web.oversight.selectors.changes import words_of
from gongkai.web.oversight.services import tasks_moving
from gongkai.web.publication.services import moving as items
from gongkai.web.reporting.services import troubles
from gongkai.web.vault import files

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from gongkai.web.accounts.models import User
    from gongkai.web.organs.models import Organ
    from gongkai.web.oversight.selectors.plans import Plan, Thing
    from gongkai.web.vault.files import Upload

PAPERS = frozenset({"pdf", "png", "jpeg"})
_PURPOSE = "organ_change"
State, Kind = OrganChange.State, OrganChange.Kind


@transaction.atomic
def draft(
    *, kind: str, day: date, sources: Sequence[Organ], heirs: Sequence[Organ] = (), name: str = "", short_name: str = "", number: str,
    upload: Upload, by: User, moment: datetime,
) -> OrganChange:  # fmt: skip
    """Write down what shall happen on ``day``, with the paper that says so; ``heirs`` take over, the main one first. Nothing moves yet.

    Raises :class:`UnusableInput` for what no plan can be made of; what stands against carrying it out is said by the plan.
    """
    wrong = _incomplete(kind, sources, heirs, name, number)
    if wrong:
        raise UnusableInput("；".join(wrong), "请补齐以后再保存")
    kept = files.store(
        name=upload.name, data=upload.data, purpose=_PURPOSE, stream=None, organ=sources[0].pk, by=by.actor, moment=moment, allowed=PAPERS
    )
    change = OrganChange.objects.create(
        kind=kind, day=day, main=heirs[0] if heirs else None, name=name.strip(), short_name=short_name.strip(), number=number.strip(), file=kept,
        created_at=moment, created_by=by,
    )  # fmt: skip
    change.sources.set(sources)
    change.others.set(heirs[1:])
    return change


@transaction.atomic
def direct(*, change: OrganChange, destinations: Mapping[str, Organ], by: User, moment: datetime) -> int:
    """分设: say of running things where they go (``Thing.key`` → organ); how many are another than before. A confirmed change is to be confirmed again.

    Raises :class:`Refusal` for what is not in the plan, and for an organ that does not take over.
    """
    locked = _open(change)
    known = {each.key: each for each in plans.plan_of(locked, day_of(moment)).things}
    heirs = {each.pk for each in plans.heirs_of(locked)}
    unless([f"没有这一件：{key}。" for key in destinations if key not in known])
    unless([f"{organ.name}不是承接机关。" for organ in destinations.values() if organ.pk not in heirs])
    changed = {key: organ for key, organ in destinations.items() if known[key].to.pk != organ.pk}
    for key, organ in changed.items():
        thing = known[key]
        Destination.objects.update_or_create(change=locked, sort=thing.sort, thing=thing.row.pk, defaults={"organ": organ})
    if changed and locked.state == State.CONFIRMED:
        locked.state, locked.confirmed_at, locked.confirmed_by = State.PLANNED, None, None
        locked.save(update_fields=["state", "confirmed_at", "confirmed_by"])
    return len(changed)


@transaction.atomic
def confirm(*, change: OrganChange, by: User, moment: datetime) -> None:
    """The superior agrees. Not the one who planned it. Raises :class:`Refusal`."""
    locked = _open(change)
    reasons = ["已经确认过，不用再确认。"] if locked.state == State.CONFIRMED else []
    if locked.created_by_id == by.pk:
        reasons.append("拟订的人不能自己确认，请上级的监督员确认。")
    unless(reasons)
    locked.state, locked.confirmed_at, locked.confirmed_by = State.CONFIRMED, moment, by
    locked.save(update_fields=["state", "confirmed_at", "confirmed_by"])


@transaction.atomic
def drop(*, change: OrganChange) -> None:
    """It does not happen. Raises :class:`Refusal` for one that was carried out."""
    locked = _open(change)
    locked.state = State.DROPPED
    locked.save(update_fields=["state"])


@transaction.atomic
def carry_out(*, change: OrganChange, by: User, moment: datetime) -> dict[str, Any]:
    """Do it: organs end or are called otherwise, and everything that runs is moved, each by an event in its own stream. What was moved, by sort.

    Whole or not at all; done a second time it changes nothing and says the same. Raises :class:`Refusal` with all reasons.
    """
    locked = OrganChange.objects.select_for_update(of=("self",)).select_related("main").get(pk=change.pk)
    if locked.state == State.DONE:
        return dict(locked.moved)
    found = plans.plan_of(locked, day_of(moment))
    unless([*_not_confirmed(locked), *found.reasons])
    told = words_of(locked)
    moved = _rename(locked) if locked.kind == Kind.RENAME else _move(locked, found, by, moment)
    locked.state, locked.done_at, locked.done_by, locked.moved = State.DONE, moment, by, moved
    locked.save(update_fields=["state", "done_at", "done_by", "moved"])
    detail = {"kind": locked.kind, "day": locked.day.isoformat(), "number": locked.number, "moved": _counts(moved)}
    record(what="organ.change", about=told, by=by, moment=moment, detail=detail)
    return moved


@transaction.atomic
def follow_up(*, change: OrganChange, by: User, moment: datetime) -> dict[str, Any]:
    """After it was carried out: what has begun to run at an organ that ended (another answer that was ordered, a lawsuit) is moved too.

    From today on, for the old organ had it until now. Raises :class:`Refusal` with all reasons.
    """
    locked = OrganChange.objects.select_for_update(of=("self",)).select_related("main").get(pk=change.pk)
    unless([] if locked.state == State.DONE and locked.kind != Kind.RENAME else ["还没有办理，不能补办移交。"])
    today = day_of(moment)
    moved: dict[str, Any] = {}
    for thing in plans.things_of(locked):
        _pass(thing, locked, today, by, moment)
        moved.setdefault(thing.sort, []).append({"number": thing.number, "to": thing.to.name})
    unless([] if moved else ["没有要补办移交的。"])
    record(what="organ.change", about=words_of(locked), by=by, moment=moment, detail={"number": locked.number, "moved": _counts(moved)})
    return moved


def _incomplete(kind: str, sources: Sequence[Organ], heirs: Sequence[Organ], name: str, number: str) -> list[str]:
    wrong = []
    if not sources:
        wrong.append("没有写原机关")
    if kind in (Kind.RENAME, Kind.SPLIT) and len(sources) > 1:
        wrong.append(f"{Kind(kind).label}一次只办一个机关")
    if kind == Kind.MERGE and len(heirs) != 1:
        wrong.append("合并要写一个承接机关")
    if kind == Kind.SPLIT and len(set(heirs)) < 2:
        wrong.append("分设至少要写两个承接机关")
    if kind == Kind.ABOLISH and len(heirs) > 1:
        wrong.append("撤销最多写一个承接机关；由几个机关承接的，请按分设办理")
    if kind == Kind.RENAME and not name.strip():
        wrong.append("没有写新的名称")
    if not number.strip():
        wrong.append("没有写批准文件的文号")
    return wrong


def _open(change: OrganChange) -> OrganChange:
    """The change, locked. Raises :class:`Refusal` when it is over."""
    locked = OrganChange.objects.select_for_update(of=("self",)).select_related("main").get(pk=change.pk)
    if locked.state in (State.DONE, State.DROPPED):
        raise Refusal([f"这项机构改革{locked.get_state_display()}，不能再改。"])
    return locked


def _not_confirmed(change: OrganChange) -> list[str]:
    return [] if change.state == State.CONFIRMED else [f"{change.get_state_display()}，要上级的监督员确认以后才能办理。"]


def _rename(change: OrganChange) -> dict[str, Any]:
    source = change.sources.get()
    before = source.name
    organs.rename(organ=source, name=change.name, short_name=change.short_name, first_day=change.day)
    return {"before": before}


def _move(change: OrganChange, found: Plan, by: User, moment: datetime) -> dict[str, Any]:
    moved: dict[str, Any] = {}
    for thing in found.things:
        _pass(thing, change, change.day, by, moment)
        moved.setdefault(thing.sort, []).append({"number": thing.number, "to": thing.to.name})
    heirs = plans.heirs_of(change)
    for source in change.sources.order_by("-path"):
        if heirs:
            counts = {plans.COLUMN: sum(items.share_columns(organ=source, to=each) for each in heirs)}
            counts[plans.CHANNEL] = channels.move(organ=source, to=heirs[0], by=by.actor, moment=moment)
            counts[plans.TROUBLE] = troubles.move(organ=source, to=heirs[0])
            counts[plans.TASK] = tasks_moving.move_tasks(organ=source, to=heirs[0], by=by, moment=moment)
            counts[plans.PLATFORM] = tasks_moving.move_platforms(organ=source, to=heirs[0], on=change.day)
            counts[plans.APPOINTMENT] = carry_over(organ=source, to=heirs[0], on=change.day, by=by, moment=moment)
            for sort, count in counts.items():
                moved[sort] = moved.get(sort, 0) + count
        organs.close(organ=source, last_day=change.day - timedelta(days=1), successor=heirs[0] if heirs else None, more=heirs[1:])
    return moved


def _pass(thing: Thing, change: OrganChange, on: date, by: User, moment: datetime) -> None:
    """One running thing to its organ, by the act of its own room."""
    given: dict[str, Any] = {"to": thing.to, "document": str(change.file_id), "on": on, "by": by, "moment": moment}
    if thing.sort == plans.DRAFT:
        items.move_draft(item=thing.row, **given)
    elif thing.sort == plans.DOCUMENT:
        items.move_document(item=thing.row, **given)
    else:
        move(case=thing.row, **given)


def _counts(moved: Mapping[str, Any]) -> dict[str, Any]:
    return {sort: len(held) if isinstance(held, list) else held for sort, held in moved.items()}
