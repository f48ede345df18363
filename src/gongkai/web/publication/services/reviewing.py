"""先审查后公开 (条例 Art. 17): three reviews by three people, then approval; on screen or on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction

from gongkai.ledger.reasons import NotAllowed, Reason
from gongkai.ledger.vocabulary import publication as p
from gongkai.ledger.vocabulary.codes import Role, Stage, Verdict
from gongkai.web.publication.models import Opinion
from gongkai.web.publication.services import checking
from gongkai.web.publication.services.acting import act, actor_of, locked
from gongkai.web.publication.services.drafting import digest_of
from gongkai.web.vault import files
from gongkai.web.vault.kinds import PAPERS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from gongkai.web.accounts.models import User
    from gongkai.web.publication.models import Item, Version
    from gongkai.web.publication.services.acting import Done
    from gongkai.web.vault.files import Upload

_CITE = ("条例:17",)
SCAN = "publication_review"
# What a reviewer looks at, by key; ticked ones are kept with the opinion.
CHECKLIST = {
    "secret": "保密审查：不涉及国家秘密、工作秘密（保密法第三十五条）",
    "law": "法律、行政法规禁止公开的，可能危及“三安全一稳定”的，都没有（条例第十四条）",
    "person": "个人隐私、商业秘密已经处理，附件和隐藏内容也看过（条例第十五条）",
    "other": "涉及其他机关的已经协商确认，没有转发上级不公开的文件（条例第十一条）",
    "right": "标题、文号、日期、数字、附件和原件一致，错别字已改",
    "attribute": "公开属性和依据恰当（国办发〔2016〕80号）",
}


class Signed(NamedTuple):
    """Who reviewed: an account on screen, or a name on paper with the day and the scan."""

    name: str
    on: date
    user: User | None = None
    scan: Upload | None = None

    @property
    def on_paper(self) -> bool:
        """Whether it was signed on paper."""
        return self.user is None


def why_not_by(item: Item, signed: Signed, stage: Stage | None) -> list[Reason]:
    """Reasons against this person: who wrote it does not review it, nobody reviews twice; the last reviewer may approve."""
    reasons = []
    if not signed.name.strip():
        reasons.append(Reason("没有写审查人", _CITE))
    if stage is not None and _same(signed, item.drafter_id, item.drafter.name if item.drafter else ""):
        reasons.append(Reason("起草人不能审查自己起草的内容", _CITE))
    before = passed_by(item)
    again = [each for each in before if each.stage and _same(signed, each.reviewer_id, each.name)]
    if stage is not None and again:
        reasons.append(Reason(f"{signed.name}已经做过{again[0].get_stage_display()}，三审要由不同的人做", _CITE))
    return reasons


def _same(signed: Signed, account: object, name: str) -> bool:
    """Whether who signed is that person: by the account where both have one, by the name where one of them signed on paper."""
    if signed.user is not None and account is not None:
        return signed.user.pk == account
    return bool(name) and signed.name.strip() == name


def passed_by(item: Item) -> list[Opinion]:
    """Opinions that still hold: of the newest version, behind the last return."""
    found: list[Opinion] = []
    for each in Opinion.objects.filter(item=item, version=item.draft).order_by("recorded_at"):
        found = [] if each.verdict == Verdict.RETURNED.value else [*found, each]
    return found


@transaction.atomic
def review(
    *, item: Item, stage: Stage, verdict: Verdict, signed: Signed, role: Role, by: User, moment: datetime, text: str = "",
    checklist: Sequence[str] = (), seen: int | None = None,
) -> Done:  # fmt: skip
    """One review. A return needs words and gives the item back to its drafter; the final one also needs every blocking remark answered."""
    row = locked(item)
    version = _under_review(row)
    problems = why_not_by(row, signed, stage)
    if verdict is Verdict.RETURNED and not text.strip():
        problems.append(Reason("退回要写明哪里要改", _CITE))
    if verdict is Verdict.PASSED:
        problems += [Reason(f"没有核对“{words}”", _CITE) for key, words in CHECKLIST.items() if key not in checklist]
    if verdict is Verdict.PASSED and stage is Stage.FINAL:
        problems += checking.why_not(row)
    if problems:
        raise NotAllowed(tuple(problems))
    opinion = _keep(row, version, stage.value, verdict, signed, text, checklist, by, moment)
    event = p.Reviewed(stage=stage, verdict=verdict, role=role, note=str(opinion.pk))
    if verdict is Verdict.RETURNED:
        item.submitted_at = None
        item.save(update_fields=["submitted_at"])
    return act(item=item, events=[(event, signed.on)], by=by, moment=moment, seen=seen)


@transaction.atomic
def approve(
    *, item: Item, signed: Signed, role: Role, by: User, moment: datetime, text: str = "", seen: int | None = None
) -> Done:  # fmt: skip
    """签发. The check runs once more: what somebody changed or a new word in the list is seen now. Raises :class:`NotAllowed`."""
    row = locked(item)
    version = _under_review(row)
    problems = [*why_not_by(row, signed, None), *checking.why_not(row)]
    if version.digest != digest_of(version):
        problems.append(Reason("内容和审查时的不一样，请退回重审", _CITE))
    if problems:
        raise NotAllowed(tuple(problems))
    _keep(row, version, "", Verdict.PASSED, signed, text, (), by, moment)
    return act(item=item, events=[(p.Approved(role=role), signed.on)], by=by, moment=moment, seen=seen)


@transaction.atomic
def reassess(*, item: Item, still: bool, text: str, role: Role, by: User, moment: datetime, on: date) -> Done:
    """The yearly look at what is withheld (条例 Art. 18): it stays so, or its 公开属性 is to be changed."""
    row = locked(item)
    version = row.draft
    assert version is not None
    verdict = Verdict.PASSED if still else Verdict.RETURNED
    if not text.strip():
        raise NotAllowed((Reason("没有写评估意见", ("条例:18",)),))
    opinion = _keep(row, version, "", verdict, Signed(by.name, on, by), text, ("reassessed",), by, moment)
    return act(item=item, events=[(p.Reassessed(verdict=verdict, note=str(opinion.pk), role=role), on)], by=by, moment=moment)


def _under_review(item: Item) -> Version:
    version = item.draft
    assert version is not None
    if item.submitted_at is None or not version.frozen:
        raise NotAllowed((Reason("还没有送审", _CITE),))
    return version


def _keep(
    item: Item,
    version: Version,
    stage: str,
    verdict: Verdict,
    signed: Signed,
    text: str,
    checklist: Sequence[str],
    by: User,
    moment: datetime,
) -> Opinion:
    scan = None
    if signed.scan is not None:
        scan = files.store(
            name=signed.scan.name, data=signed.scan.data, purpose=SCAN, stream=item.pk, organ=item.organ_id, by=actor_of(by), moment=moment,
            allowed=PAPERS,
        )  # fmt: skip
    return Opinion.objects.create(
        item=item, version=version, stage=stage, verdict=verdict.value, reviewer=signed.user, name=signed.name.strip(), on=signed.on, text=text.strip(),
        checklist=list(checklist), on_paper=signed.on_paper, scan=scan, recorded_at=moment, recorded_by=actor_of(by),
    )  # fmt: skip
