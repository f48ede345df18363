"""From approval to the public: release now or at a time, take down with a reason. What readers see changes here and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from gongkai.ledger.reasons import NotAllowed, Reason
from gongkai.ledger.vocabulary import publication as p
from gongkai.ledger.vocabulary.codes import Outlet
from gongkai.web.clock import day_of
from gongkai.web.publication.models import Delivery, Item, Phase
from gongkai.web.publication.selectors.sites import has_own_column
from gongkai.web.publication.services import delivering, explaining, indexing, lifecycle
from gongkai.web.publication.services.acting import SYSTEM, act, actor_of, locked, note, state_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from gongkai.web.accounts.models import User
    from gongkai.web.channels.models import Account

_CITE = ("条例:17",)


def why_not_release(item: Item) -> tuple[Reason, ...]:
    """All reasons against making the newest version public."""
    reasons = []
    if item.approved_on is None:
        reasons.append(Reason("没有签发", _CITE))
    if item.attribute and item.attribute != "active":
        reasons.append(Reason(f"公开属性是{item.get_attribute_display()}", ("条例:13",)))
    if item.phase == Phase.PUBLISHED and item.shown_id == item.draft_id:
        reasons.append(Reason("这一版已经公开", _CITE))
    return tuple(reasons)


@transaction.atomic
def release(*, item: Item, accounts: Sequence[Account], by: User | str, moment: datetime) -> None:
    """Make the approved version public: on our own column at once, and on its way to every channel chosen.

    Raises :class:`NotAllowed`.
    """
    row = locked(item)
    reasons = why_not_release(row)
    if not accounts and not has_own_column(row.organ):
        reasons = (*reasons, Reason("没有选渠道，本机关也没有自己的公开栏目", ("条例:23",)))
    if reasons:
        raise NotAllowed(reasons)
    item.shown, item.changed_at, item.scheduled_for = row.draft, moment, None
    item.save(update_fields=["shown", "changed_at", "scheduled_for"])
    lifecycle.follow(item=item, by=by, moment=moment)
    if has_own_column(row.organ):
        _on_our_column(item, by, moment)
    delivering.queue(item=item, accounts=accounts, by=by, moment=moment)
    indexing.refresh(item=item, on=day_of(moment))
    explaining.record_due(item=item, by=by, moment=moment)


@transaction.atomic
def schedule(*, item: Item, at: datetime, by: User, moment: datetime) -> None:
    """Release it by itself at that time. What speaks against releasing it then is said now."""
    row = locked(item)
    reasons = list(why_not_release(row))
    if at <= moment:
        reasons.append(Reason("定时发布的时间已经过了", _CITE))
    if reasons:
        raise NotAllowed(tuple(reasons))
    item.scheduled_for, item.phase = at, Phase.SCHEDULED if row.phase == Phase.APPROVED else row.phase
    item.save(update_fields=["scheduled_for", "phase"])
    note(item=item, key="scheduled", text=f"定于 {at.isoformat(timespec='minutes')} 发布", by=by, moment=moment)


@transaction.atomic
def unschedule(*, item: Item, by: User, moment: datetime) -> None:
    """Release it by hand after all."""
    row = locked(item)
    item.scheduled_for, item.phase = None, Phase.APPROVED if row.phase == Phase.SCHEDULED else row.phase
    item.save(update_fields=["scheduled_for", "phase"])
    note(item=item, key="scheduled", text="取消定时发布", by=by, moment=moment)


def release_due(*, moment: datetime) -> list[Item]:
    """Release what was scheduled up to now, each in a transaction of its own; those that were released."""
    done = []
    for item in Item.objects.filter(scheduled_for__lte=moment).select_related("organ", "draft"):
        chosen = list(delivering.usual_accounts(item.organ))
        try:
            release(item=item, accounts=chosen, by=SYSTEM, moment=moment)
        except NotAllowed as refused:
            with transaction.atomic():
                item.refresh_from_db()
                item.scheduled_for = None
                item.save(update_fields=["scheduled_for"])
                note(item=item, key="scheduled", text="；".join(each.sentence for each in refused.reasons), by=SYSTEM, moment=moment)
        else:
            done.append(item)
    return done


@transaction.atomic
def take_down(*, item: Item, reason: str, by: User | str, moment: datetime, outlets: Sequence[Outlet] | None = None) -> None:
    """Withdraw it, with a reason that readers see: from our column at once, from the other channels by their ways.

    ``outlets`` None is all on which it stands. Raises :class:`NotAllowed`.
    """
    row = locked(item)
    state = state_of(row)
    standing = [each for each in state.standing if outlets is None or each.outlet in outlets]
    problems = [] if reason.strip() else [Reason("没有写撤下的原因", ("条例:18",))]
    if not standing:
        problems.append(Reason("没有在任何渠道公开", ("条例:23",)))
    if problems:
        raise NotAllowed(tuple(problems))
    today = day_of(moment)
    why = note(item=item, key="taken_down", text=reason, by=by, moment=moment)
    events = [(p.TakenDown(outlet=each.outlet, reason=why, receipt=each.receipt), today) for each in standing]
    done = act(item=item, events=events, by=by, moment=moment)
    delivering.withdraw(item=item, outlets=[each.outlet for each in standing], moment=moment)
    if done.state.standing and Outlet.WEBSITE in (each.outlet for each in standing):
        item.shown, item.changed_at = None, moment  # it stands elsewhere, and no page of ours shows it
        item.save(update_fields=["shown", "changed_at"])
    if not done.state.standing:
        item.withdrawn_on, item.changed_at = today, moment
        item.save(update_fields=["withdrawn_on", "changed_at"])
    indexing.refresh(item=item, on=today)


def _on_our_column(item: Item, by: User | str, moment: datetime) -> None:
    version, today = item.shown, day_of(moment)
    assert version is not None
    delivery = Delivery.objects.create(
        item=item, version=version, channel=delivering.OWN_COLUMN, outlet=Outlet.WEBSITE.value, state=Delivery.State.RECEIVED, received_on=today,
        address=delivering.our_address(item), words="已在本栏目公开", created_at=moment, by=actor_of(by),
    )  # fmt: skip
    standing = state_of(item).on_outlet(Outlet.WEBSITE)
    if standing is None or standing.content != str(version.pk):
        act(item=item, events=[(p.Published(outlet=Outlet.WEBSITE, receipt=str(delivery.pk)), today)], by=by, moment=moment)
