"""The register of platforms: entered, changed, seen to be kept up, closed. Raises :class:`NotAllowed` with all reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction

from gongkai.law.deadlines import written
from gongkai.ledger.reasons import NotAllowed, Reason
from gongkai.lib.errors import UnusableInput
from gongkai.lib.network.target import target
from gongkai.web.clock import day_of
from gongkai.web.oversight.models.platforms import Platform, PlatformUpdate
from gongkai.web.vault import files

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime

    from gongkai.web.accounts.models import User
    from gongkai.web.channels.models import Account
    from gongkai.web.organs.models import Organ
    from gongkai.web.vault.files import Upload

EVIDENCE = "platform_evidence"  # of the files that show an update
ON_THE_WEB = (Platform.Kind.SITE, Platform.Kind.COLUMN)


class Entry(NamedTuple):
    """What the register says of a platform; the names are those of :class:`Platform`."""

    kind: str
    name: str
    own: bool = False
    account: Account | None = None
    limit: str = ""
    department: str = ""
    manager: str = ""
    contact: str = ""
    site_code: str = ""
    icp: str = ""
    number: str = ""
    address: str = ""
    approval: str = ""
    approved_on: date | None = None
    opened_on: date | None = None
    inspected: bool = False


@transaction.atomic
def register(*, organ: Organ, entry: Entry, by: User, moment: datetime) -> Platform:
    """Enter a platform."""
    entry = _plain(entry)
    _unless(list(_why_not(organ, entry, day_of(moment), None)))
    row = Platform(organ=organ, created_at=moment, created_by=by.actor, **entry._asdict())
    row.next_visit_on = day_of(moment) if row.inspected else None
    row.save()
    return row


@transaction.atomic
def change(*, platform: Platform, entry: Entry, moment: datetime) -> Platform:
    """Say otherwise what it is. One that is to be inspected from now on is visited the next night."""
    row, entry = _open(platform), _plain(entry)
    _unless(list(_why_not(row.organ, entry, day_of(moment), row)))
    if not entry.inspected:
        row.next_visit_on = None
    elif row.next_visit_on is None or entry.address != row.address:
        row.next_visit_on = day_of(moment)
    if entry.address != row.address:
        row.visited_on, row.vetoes = None, []
    for name, value in entry._asdict().items():
        setattr(row, name, value)
    row.save()
    return row


@transaction.atomic
def note_update(
    *, platform: Platform, on: date, words: str, by: User, moment: datetime, upload: Upload | None = None
) -> PlatformUpdate:  # fmt: skip
    """Somebody saw that it was kept up on that day: what there was new, with a picture or an address as evidence."""
    row = _open(platform)
    reasons = [] if words.strip() else [Reason("没有写更新了什么")]
    if row.own:
        reasons.append(Reason("本系统的栏目按公开的信息自动计算，不用登记更新"))
    if on > day_of(moment):
        reasons.append(Reason(f"{written(on)}还没有到"))
    if row.opened_on is not None and on < row.opened_on:
        reasons.append(Reason(f"{written(on)}比开通的日子还早"))
    _unless(reasons)
    kept = None
    if upload is not None:
        kept = files.store(
            name=upload.name, data=upload.data, purpose=EVIDENCE, stream=row.pk, organ=row.organ_id, by=by.actor, moment=moment
        )
    made = PlatformUpdate.objects.create(
        platform=row, on=on, words=words.strip(), file=kept.pk if kept else None, created_at=moment, created_by=by.actor
    )
    if row.noted_on is None or row.noted_on < on:
        row.noted_on = on
        row.save(update_fields=["noted_on"])
    return made


@transaction.atomic
def close(*, platform: Platform, on: date, why: str, moment: datetime) -> None:
    """关停、注销: from that day on nobody judges or visits it; its history stays."""
    row = _open(platform)
    reasons = [] if why.strip() else [Reason("没有写为什么关停")]
    if row.opened_on is not None and on < row.opened_on:
        reasons.append(Reason(f"{written(on)}比开通的日子还早"))
    if on > day_of(moment):
        reasons.append(Reason(f"{written(on)}还没有到，请到那一天再登记"))
    _unless(reasons)
    row.closed_on, row.closed_why, row.inspected, row.next_visit_on = on, why.strip(), False, None
    row.save(update_fields=["closed_on", "closed_why", "inspected", "next_visit_on"])


def why_not_address(address: str) -> str:
    """What is wrong with an address of the web, in one sentence; "" when it can be opened by anybody's browser."""
    try:
        target(address)
    except UnusableInput as problem:
        return problem.sentence()
    return ""


def _why_not(organ: Organ, entry: Entry, today: date, row: Platform | None) -> Iterator[Reason]:
    others = Platform.objects.exclude(pk=row.pk) if row else Platform.objects.all()
    if entry.kind not in Platform.Kind.values:
        yield Reason("没有选种类")
    if not entry.name:
        yield Reason("没有写名称")
    if entry.own and entry.kind not in ON_THE_WEB:
        yield Reason("只有网站和栏目可以是本系统的公开栏目")
    if entry.own and others.filter(organ=organ, own=True).exists():
        yield Reason("本系统的公开栏目已经登记过一个")
    if entry.account is not None and entry.account.organ_id != organ.pk:
        yield Reason("选的渠道不是本机关的")
    if entry.account is not None and others.filter(account=entry.account).exists():
        yield Reason(f"渠道“{entry.account.name}”已经登记在别的平台名下")
    if entry.inspected and entry.kind not in ON_THE_WEB:
        yield Reason("只有网站和栏目可以每周检查")
    if entry.kind in ON_THE_WEB and (entry.address or entry.inspected):
        problem = why_not_address(entry.address)
        if problem:
            yield Reason(problem)
    if entry.opened_on is not None and entry.opened_on > today:
        yield Reason(f"开通日期{written(entry.opened_on)}还没有到")
    if entry.approved_on is not None and entry.approved_on > today:
        yield Reason(f"备案、审批日期{written(entry.approved_on)}还没有到")


def _plain(entry: Entry) -> Entry:
    return Entry._make(value.strip() if isinstance(value, str) else value for value in entry)


def _open(platform: Platform) -> Platform:
    row = Platform.objects.select_for_update(of=("self",)).select_related("organ").get(pk=platform.pk)
    if row.closed_on is not None:
        _unless([Reason(f"{row.name}已经关停，不能再改")])
    return row


def _unless(reasons: Sequence[Reason]) -> None:
    if reasons:
        raise NotAllowed(tuple(reasons))
