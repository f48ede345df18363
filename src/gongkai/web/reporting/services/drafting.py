"""The text of a report: opened, saved, joined with what others wrote meanwhile, answered to findings. Nothing that was written is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction

from gongkai.ledger.reasons import NotAllowed, Reason
from gongkai.ledger.vocabulary import report as r
from gongkai.report.narrative.aspects import Sentence
from gongkai.report.narrative.following import follow
from gongkai.report.narrative.joining import join
from gongkai.report.tally import year_form
from gongkai.web.events import store
from gongkai.web.reporting.models import AnnualReport, Answer, Revision, Scope
from gongkai.web.reporting.selectors.content import SECTIONS, content_of, texts_of
from gongkai.web.reporting.services.acting import act, actor_of, locked

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from gongkai.report.narrative.joining import Clash
    from gongkai.web.accounts.models import User
    from gongkai.web.organs.models import Organ
    from gongkai.web.reporting.selectors.content import Content
    from gongkai.web.reporting.selectors.findings import Found

FIRST_YEAR = 2021  # of the form in force (国办公开办函〔2021〕30号); reports before are history
MOST_CHARACTERS = 50_000  # of one part; the longest real one has some 8,000
_REPORT = ("条例:50",)


class Saved(NamedTuple):
    """What became of a save: the revision that keeps the words, whether others' words were joined in, and where both wrote something else."""

    revision: Revision
    joined: bool = False
    clashes: Mapping[str, tuple[Clash, ...]] = {}


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
    content = content_of(annual)
    _add(annual, texts_of(content.drafted), content, based_on=0, by=by, moment=moment, note="按记录起草")
    return annual


@transaction.atomic
def save(*, annual: AnnualReport, sections: Mapping[str, str], based_on: int, by: User | str, moment: datetime) -> Saved:
    """Keep a text that was written on revision ``based_on``.

    Where others saved meanwhile, what they changed is joined in sentence by sentence; where both changed the same place, the words are kept
    aside until somebody decides (:func:`settle`). Raises :class:`NotAllowed` for a revision that does not exist, an unknown part, a text beyond all measure.
    """
    row = locked(annual)
    head, base = row.head, row.revisions.filter(number=based_on).first()
    assert head is not None
    if base is None:
        raise NotAllowed((Reason("找不到您修改时所看的那一版，请重新打开页面，把文字复制过来", _REPORT),))
    given = {**base.sections, **_clean(sections)}
    content = content_of(row)
    if base.number == head.number:
        kept = {part: _following(part, text, base, content) for part, text in given.items()}
        return Saved(_add(annual, kept, content, based_on=based_on, by=by, moment=moment))
    # What both saw is the base as the page showed it: followed to the record as it is now.
    shown = content_of(row, base).texts
    joined = {part: join(shown[part], given[part], content.texts[part]) for part in SECTIONS}
    clashes = {part: each.clashes for part, each in joined.items() if each.clashes}
    if clashes:
        return Saved(_add(annual, given, content, based_on=based_on, by=by, moment=moment, aside=True), clashes=clashes)
    text = {part: each.text for part, each in joined.items()}
    return Saved(_add(annual, text, content, based_on=based_on, by=by, moment=moment, given=given), joined=True)


@transaction.atomic
def settle(*, annual: AnnualReport, aside: int, sections: Mapping[str, str], based_on: int, by: User | str, moment: datetime) -> Saved:
    """Decide what becomes of words that were kept aside: ``sections`` is the text as it is to be, written on ``based_on``.

    Where somebody saved after that, the decision is joined or kept aside like every other text, and the older words stay aside with it.
    """
    row = locked(annual)
    other = row.revisions.filter(number=aside, aside=True, settled_in=None).first()
    if other is None:
        raise NotAllowed((Reason("这份文字已经有人合并过了", _REPORT),))
    saved = save(annual=annual, sections=sections, based_on=based_on, by=by, moment=moment)
    if not saved.clashes:
        Revision.objects.filter(pk=other.pk).update(settled_in=saved.revision)
    return saved


@transaction.atomic
def restore(*, annual: AnnualReport, number: int, based_on: int, by: User | str, moment: datetime) -> Saved:
    """Take the text of an earlier revision again, as a new one."""
    chosen = locked(annual).revisions.filter(number=number).first()
    if chosen is None:
        raise NotAllowed((Reason(f"没有第{number}次保存的文字", _REPORT),))
    return save(annual=annual, sections=chosen.sections, based_on=based_on, by=by, moment=moment)


@transaction.atomic
def answer(*, annual: AnnualReport, found: Found, reason: str, by: User, moment: datetime) -> Answer:
    """Write why a finding is left as it is. Raises :class:`NotAllowed` without a reason."""
    if not reason.strip():
        raise NotAllowed((Reason("没有写保留的理由", _REPORT),))
    return Answer.objects.create(
        report=annual, mark=found.mark, code=found.finding.code, message=found.finding.message, reason=reason.strip(), created_at=moment,
        created_by=actor_of(by),
    )  # fmt: skip


def _following(part: str, text: str, base: Revision, content: Content) -> str:
    """What still stands as the record once gave it says what the record says now: the page may be older than the last case."""
    return follow(text, [Sentence(*each) for each in base.drafted.get(part, ())], content.drafted[part]).text


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
    annual: AnnualReport, sections: Mapping[str, str], content: Content, *, based_on: int, by: User | str, moment: datetime,
    given: Mapping[str, str] | None = None, aside: bool = False, note: str = "",
) -> Revision:  # fmt: skip
    last = annual.revisions.order_by("-number").values_list("number", flat=True).first() or 0
    drafted = {part: [list(each) for each in content.drafted[part]] for part in SECTIONS}
    revision = Revision.objects.create(
        report_id=annual.pk, number=last + 1, based_on=based_on, sections=dict(sections), drafted=drafted, given=dict(given or {}), aside=aside, note=note,
        created_at=moment, created_by=actor_of(by),
    )  # fmt: skip
    if not aside:
        annual.head = revision
        annual.save(update_fields=["head"])
    return revision
