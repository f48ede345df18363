"""The text of a report: opened, saved, joined with what others wrote meanwhile, answered to findings. Nothing that was written is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction

from gongkai.ledger.reasons import NotAllowed, Reason
from gongkai.ledger.vocabulary import report as r
from gongkai.report.narrative.following import follow
from gongkai.report.narrative.joining import join
from gongkai.report.tally import year_form
from gongkai.web.events import store
from gongkai.web.reporting.models import AnnualReport, Answer, Revision, Scope
from gongkai.web.reporting.selectors.content import SECTIONS, drafted_in, followed_to, record_of, texts_of
from gongkai.web.reporting.services.acting import act, actor_of, locked

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from gongkai.report.narrative.joining import Clash
    from gongkai.web.accounts.models import User
    from gongkai.web.organs.models import Organ
    from gongkai.web.reporting.selectors.content import Drafted, Record
    from gongkai.web.reporting.selectors.findings import Found

FIRST_YEAR = 2021  # of the form in force (国办公开办函〔2021〕30号); reports before are history
MOST_CHARACTERS = 20_000  # of one part; the longest real one has some 8,000, and all of it is checked while it is typed
_REPORT = ("条例:50",)


class Saved(NamedTuple):
    """What became of a save: the revision that keeps the words, whether others' words were joined in, and where both wrote something else.

    Not ``changed``: nothing was said that the newest text, then ``revision``, does not say already.
    """

    revision: Revision
    joined: bool = False
    clashes: Mapping[str, tuple[Clash, ...]] = {}
    changed: bool = True


@transaction.atomic
def open_report(*, organ: Organ, year: int, by: User | str, moment: datetime, on: date, scope: Scope = Scope.OWN) -> AnnualReport:
    """Begin the report of a year; the first text is what the record says. Raises :class:`NotAllowed`."""
    problems = [] if year >= FIRST_YEAR else [Reason(f"{FIRST_YEAR}年以前的年度报告格式不同，请作为历史报告导入", ("格式2021",))]
    if AnnualReport.objects.filter(organ=organ, year=year, scope=scope).exists():
        problems.append(Reason(f"{year}年度报告已经开始编制", _REPORT))
    if problems:
        raise NotAllowed(tuple(problems))
    annual = AnnualReport(organ=organ, year=year, scope=scope, form=year_form(year).name, created_at=moment)
    annual.save(force_insert=True)
    store.open_stream(kind="report", organ=organ.pk, identity=annual.pk)
    act(annual=annual, events=[(r.Opened(year=year, form=annual.form), on)], by=by, moment=moment)
    record = record_of(annual)
    _add(annual, texts_of(record.drafted), record, based_on=0, by=by, moment=moment, note="按记录起草")
    return annual


@transaction.atomic
def save(
    *, annual: AnnualReport, sections: Mapping[str, str], based_on: int, by: User | str, moment: datetime, drafted: Drafted | None = None,
    note: str = "",
) -> Saved:  # fmt: skip
    """Keep a text that was written on revision ``based_on``; parts that are not given stay as they were.

    ``drafted`` are the sentences that the record gave when the writer's page was made, those kept with the revision where it is not said:
    what still stands so follows the record, what the writer took out stays out. Where others saved meanwhile, what they changed is joined
    in sentence by sentence; where both changed the same place, the words are kept aside until somebody decides (:func:`settle`). Raises
    :class:`NotAllowed` for a revision that does not exist, an unknown part, a text beyond all measure.
    """
    row = locked(annual)
    base, record = _base(row, based_on), record_of(row)
    before = drafted_in(base)
    seen = drafted or before
    shown = {part: follow(base.sections.get(part, ""), before[part], seen[part]).text for part in SECTIONS}
    was, given = (
        {part: follow(texts[part], seen[part], record.drafted[part]).text for part in SECTIONS}
        for texts in (shown, {**shown, **_clean(sections)})
    )
    return _keep(row, record, base, was, given, by=by, moment=moment, note=note)


@transaction.atomic
def settle(
    *, annual: AnnualReport, aside: int, sections: Mapping[str, str], based_on: int, by: User | str, moment: datetime, drafted: Drafted | None = None,
) -> Saved:  # fmt: skip
    """Decide what becomes of words that were kept aside: ``sections`` is the text as it is to be, written on ``based_on``.

    Where somebody saved after that, the decision is joined or kept aside like every other text, and the older words stay aside with it.
    """
    row = locked(annual)
    other = row.revisions.filter(number=aside, aside=True, settled_in=None).first()
    if other is None:
        raise NotAllowed((Reason("这份文字已经有人合并过了", _REPORT),))
    saved = save(
        annual=annual, sections=sections, based_on=based_on, by=by, moment=moment, drafted=drafted, note=f"合并第{aside}次保存的文字"
    )
    if not saved.clashes:
        Revision.objects.filter(pk=other.pk).update(settled_in=saved.revision)
    return saved


@transaction.atomic
def restore(*, annual: AnnualReport, number: int, based_on: int, by: User | str, moment: datetime) -> Saved:
    """Take the text of an earlier revision again, as a new one: what stands in it as the record gave it says what the record says now."""
    row = locked(annual)
    chosen = row.revisions.filter(number=number).first()
    if chosen is None:
        raise NotAllowed((Reason(f"没有第{number}次保存的文字", _REPORT),))
    base, record = _base(row, based_on), record_of(row)
    was, given = ({part: each.text for part, each in followed_to(record, revision).items()} for revision in (base, chosen))
    return _keep(row, record, base, was, given, by=by, moment=moment, note=f"取回第{number}次保存的文字")


@transaction.atomic
def answer(*, annual: AnnualReport, found: Found, reason: str, by: User, moment: datetime) -> Answer:
    """Write why a finding is left as it is. Raises :class:`NotAllowed` without a reason."""
    if not reason.strip():
        raise NotAllowed((Reason("没有写保留的理由", _REPORT),))
    return Answer.objects.create(
        report=annual, mark=found.mark, code=found.finding.code, message=found.finding.message, reason=reason.strip(), created_at=moment,
        created_by=actor_of(by),
    )  # fmt: skip


def _base(row: AnnualReport, number: int) -> Revision:
    base = row.revisions.filter(number=number).first()
    if base is None:
        raise NotAllowed((Reason("找不到您修改时所看的那一版，请重新打开页面，把文字复制过来", _REPORT),))
    return base


def _keep(
    row: AnnualReport, record: Record, base: Revision, was: Mapping[str, str], given: Mapping[str, str], *, by: User | str, moment: datetime,
    note: str,
) -> Saved:  # fmt: skip
    """A text that became ``given`` where the writer saw ``was``, both as the record says it now, beside what others made of it."""
    head = row.head
    assert head is not None
    if given == was:
        return Saved(head, changed=False)
    if base.number == head.number:
        return Saved(_add(row, given, record, based_on=base.number, by=by, moment=moment, note=note))
    now = {part: each.text for part, each in followed_to(record, head).items()}
    joined = {part: join(was[part], given[part], now[part]) for part in SECTIONS}
    clashes = {part: each.clashes for part, each in joined.items() if each.clashes}
    if clashes:
        aside = _add(row, given, record, based_on=base.number, by=by, moment=moment, note=note, aside=True)
        return Saved(aside, clashes=clashes)
    text = {part: each.text for part, each in joined.items()}
    if text == now:
        return Saved(head, changed=False)
    typed = {part: given[part] for part in SECTIONS if given[part] != text[part]}
    return Saved(_add(row, text, record, based_on=base.number, by=by, moment=moment, note=note, given=typed), joined=bool(typed))


def _clean(sections: Mapping[str, str]) -> dict[str, str]:
    """As forms send them, with the line ends of the record."""
    problems = [Reason(f"没有“{part}”这一部分", _REPORT) for part in sections if part not in SECTIONS]
    problems += [
        Reason(f"有一部分超过 {MOST_CHARACTERS} 字，请删减以后再保存", _REPORT) for text in sections.values() if len(text) > MOST_CHARACTERS
    ]
    if problems:
        raise NotAllowed(tuple(problems))
    return {part: text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "") for part, text in sections.items()}


def _add(
    annual: AnnualReport, sections: Mapping[str, str], record: Record, *, based_on: int, by: User | str, moment: datetime,
    given: Mapping[str, str] | None = None, aside: bool = False, note: str = "",
) -> Revision:  # fmt: skip
    last = annual.revisions.order_by("-number").values_list("number", flat=True).first() or 0
    drafted = {part: [list(each) for each in record.drafted[part]] for part in SECTIONS}
    revision = Revision.objects.create(
        report_id=annual.pk, number=last + 1, based_on=based_on, sections=dict(sections), drafted=drafted, given=dict(given or {}), aside=aside, note=note,
        created_at=moment, created_by=actor_of(by),
    )  # fmt: skip
    if not aside:
        annual.head = revision
        annual.save(update_fields=["head"])
    return revision
