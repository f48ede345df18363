"""The columns of an item that are made from its events, and can be made again at any time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.web.publication.clock import term
from gongkai.web.publication.models import Item, Phase, Reach, Upward, Validity

if TYPE_CHECKING:
    from datetime import date

    from gongkai.law.calendar import Calendar
    from gongkai.ledger.states.document import DocumentState
    from gongkai.ledger.states.publication import PublicationState

FIELDS = (
    "phase", "step", "attribute", "attribute_basis", "next_stage", "approved_on", "first_published_on", "published_on", "withdrawn_on",
    "due_on", "owed_by", "assessed_on", "explained",
)  # fmt: skip

BESIDE = ("reached", "upward")  # rows of other tables that are made from the same events


def project(item: Item, state: PublicationState, calendar: Calendar) -> None:
    """Set the columns of ``item`` from ``state``; the row is not saved."""
    item.step = len(state.log)
    item.attribute = state.attribute.value if state.attribute else ""
    item.attribute_basis = state.basis
    item.approved_on = state.approved_on
    stage = state.next_stage
    item.next_stage = stage.value if stage and not state.approved_on else ""
    item.first_published_on = state.first_on
    item.published_on = max((each.since for each in state.standing), default=item.published_on)
    item.assessed_on = state.assessed_on
    item.explained = len(state.explained)
    item.phase = phase_of(item, state)
    if item.phase in (Phase.PUBLISHED, Phase.CHANGING):
        item.withdrawn_on = None
    item.due_on = _due(item, state, calendar)
    item.owed_by = _owed_by(item, state, calendar)


def project_beside(item: Item, state: PublicationState) -> None:
    """Make the rows beside the item again: where it stood, when it was sent up. Inside the transaction of the act."""
    known = set(Reach.objects.filter(item=item).values_list("outlet", "on"))
    wanted = {(each.outlet.value, each.on) for each in state.reached}
    if known != wanted:
        Reach.objects.filter(item=item).delete()
        Reach.objects.bulk_create(Reach(item=item, outlet=outlet, on=on) for outlet, on in sorted(wanted))
    sent = [(day, False) for day in state.sent_up] + [(day, True) for day in state.taken_up]
    if len(sent) != Upward.objects.filter(item=item).count():
        Upward.objects.filter(item=item).delete()
        Upward.objects.bulk_create(Upward(item=item, on=day, taken=taken) for day, taken in sent)


def beside_differs(item: Item, state: PublicationState) -> str:
    """What is wrong with the rows beside the item (:data:`BESIDE`), in Chinese; "" when they are as the ledger makes them."""
    stood = {(each.outlet.value, each.on) for each in state.reached}
    if stood != {(each.outlet, each.on) for each in item.reached.all()}:
        return f"{item.index_number} 公开过的渠道和账本不符"
    sent = sorted([(day, False) for day in state.sent_up] + [(day, True) for day in state.taken_up])
    if sent != sorted((each.on, each.taken) for each in item.upward.all()):
        return f"{item.index_number} 的报送和账本不符"
    return ""


def phase_of(item: Item, state: PublicationState) -> Phase:
    """Where it stands. An item whose newest content is not yet approved, while an older one is public, is CHANGING."""
    stands = bool(state.standing)
    if state.attribute is not None and not state.may_go_out:
        return Phase.WITHHELD if state.approved_on else (Phase.REVIEW if item.submitted_at else Phase.DRAFT)
    if stands:
        return Phase.PUBLISHED if state.approved_on else Phase.CHANGING
    if state.first_on is not None and state.approved_on is not None:
        return Phase.WITHDRAWN
    if state.approved_on is not None:
        return Phase.SCHEDULED if item.scheduled_for else Phase.APPROVED
    return Phase.REVIEW if item.submitted_at else Phase.DRAFT


def validity_of(item: Item, state: DocumentState | None, day: date) -> Validity:
    """有效性 on that day; none for what is no document."""
    if state is None or state.issued_on is None:
        return Validity.NONE
    if state.ended_on is not None and state.ended_on <= day:
        return Validity.REPEALED if state.repealed else Validity.EXPIRED
    if item.effective_from is not None and day < item.effective_from:
        return Validity.COMING
    return Validity.AMENDED if state.amended_on else Validity.VALID


def _due(item: Item, state: PublicationState, calendar: Calendar) -> date | None:
    """The last day to publish what is owed; None for what is done or not to be published."""
    if state.formed_on is None or (state.attribute is not None and not state.may_go_out):
        return None
    if state.standing and all(each.content == state.content for each in state.standing):
        return None
    if state.first_on is not None and not state.standing:  # taken down
        return None
    if item.imported and state.first_on is None:  # sent up in a year before the system: history
        return None
    return _ends(item, state.formed_on, calendar)


def _owed_by(item: Item, state: PublicationState, calendar: Calendar) -> date | None:
    """The last day on which it had to be public first (条例 Art. 26), kept once it is: later than that was late. None where nothing was owed."""
    formed = state.first_formed_on or state.formed_on
    if formed is None or (state.attribute is not None and not state.may_go_out) or (item.imported and state.first_on is None):
        return None
    return _ends(item, formed, calendar)


def _ends(item: Item, formed: date, calendar: Calendar) -> date | None:
    counted = item.counted_from if item.counted_from and item.counted_from > formed else formed
    found = term(column=item.column, level=item.organ.level, start=counted, calendar=calendar)
    return found.due if found else None
