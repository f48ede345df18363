"""政策解读: linked to its policy both ways, recorded when both are public."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from gongkai.ledger.reasons import NotAllowed, Reason
from gongkai.ledger.vocabulary import publication as p
from gongkai.ledger.vocabulary.codes import Explanation
from gongkai.web.clock import day_of
from gongkai.web.publication.models import Interpretation, Item
from gongkai.web.publication.models.item import POLICIES, STANDING
from gongkai.web.publication.services.acting import act

if TYPE_CHECKING:
    from datetime import datetime

    from gongkai.web.accounts.models import User

_CITE = ("公开要点2016",)


def why_not_link(policy: Item, item: Item) -> tuple[Reason, ...]:
    """All reasons against ``item`` explaining ``policy``."""
    reasons = []
    if policy.pk == item.pk:
        reasons.append(Reason("解读不能是文件自己", _CITE))
    if policy.genre not in POLICIES:
        reasons.append(Reason(f"“{policy.title}”不是政策文件", _CITE))
    if policy.organ_id != item.organ_id:
        reasons.append(Reason("解读和文件不是同一个机关的", _CITE))
    if Interpretation.objects.filter(policy=policy, item=item).exists():
        reasons.append(Reason("已经关联", _CITE))
    return tuple(reasons)


@transaction.atomic
def link(
    *, policy: Item, item: Item, form: Explanation, interpreter: str, by_leader: bool, by: User | str, moment: datetime
) -> Interpretation:
    """``item`` explains ``policy``; the ledger records it as soon as both are public. Raises :class:`NotAllowed`."""
    reasons = why_not_link(policy, item)
    if by_leader and not interpreter.strip():
        reasons = (*reasons, Reason("主要负责人解读要写明解读人", _CITE))
    if reasons:
        raise NotAllowed(reasons)
    made = Interpretation.objects.create(
        policy=policy,
        item=item,
        form=form.value,
        interpreter=interpreter.strip(),
        by_leader=by_leader or form is Explanation.LEADER,
        linked_at=moment,
    )
    record_due(item=item, by=by, moment=moment)
    return made


@transaction.atomic
def unlink(*, interpretation: Interpretation) -> None:
    """Take back a link that was a mistake. Raises :class:`NotAllowed` once it is recorded."""
    if interpretation.recorded:
        raise NotAllowed((Reason("解读已经公开并计数，不能取消关联", _CITE),))
    interpretation.delete()


@transaction.atomic
def record_due(*, item: Item, by: User | str, moment: datetime) -> None:
    """Record every link of an item, as policy or as interpretation, whose both sides are public now."""
    for each in Interpretation.objects.filter(recorded=False).filter(item=item).select_related("policy__organ", "item") | (
        Interpretation.objects.filter(recorded=False).filter(policy=item).select_related("policy__organ", "item")
    ):
        policy = Item.objects.select_related("organ").get(pk=each.policy_id)
        explaining = Item.objects.get(pk=each.item_id)
        if policy.phase not in STANDING or explaining.phase not in STANDING:
            continue
        event = p.Explained(publication=str(explaining.pk), form=Explanation.of(each.form), by_leader=each.by_leader)
        act(item=policy, events=[(event, day_of(moment))], by=by, moment=moment)
        policy.changed_at = moment
        policy.save(update_fields=["changed_at"])
        each.recorded = True
        each.save(update_fields=["recorded"])
