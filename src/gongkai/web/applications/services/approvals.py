"""Who looks at a letter before it goes out, on screen or on paper. Nobody signs what he drafted himself."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction

from gongkai.law.grounds import DENIED, NOT_PROCESSED, PARTIAL, by_code
from gongkai.ledger.reasons import NotAllowed, Reason
from gongkai.web.accounts.models import Role, User
from gongkai.web.accounts.permissions import appointments
from gongkai.web.applications.acts import ACTS
from gongkai.web.applications.acts.base import BY_HEAD, BY_SETTING
from gongkai.web.applications.models import Approval, Letter
from gongkai.web.applications.services.letters_text import case_of_letter, decisions, sign
from gongkai.web.applications.services.steps import kept_file
from gongkai.web.clock import day_of
from gongkai.web.organs import settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, datetime

    from gongkai.web.organs.models import Organ
    from gongkai.web.vault.files import Upload
    from gongkai.web.vault.models import StoredFile

Stage = Approval.Stage
_REVIEWED = (DENIED, PARTIAL, NOT_PROCESSED)
_ROLES = {
    Stage.REVIEW: (Role.REVIEWER, Role.OFFICE_HEAD), Stage.LEGAL: (Role.LEGAL,), Stage.SIGN: (Role.LEADER, Role.OFFICE_HEAD),
}  # fmt: skip
_RULE = "机关内部制度"


class Paper(NamedTuple):
    """An opinion given on the printed sheet: who signed in which role (``accounts.Role``) on which day, and the scan."""

    name: str
    role: str
    day: date
    scan: Upload | StoredFile | None = None


def needed(letter: Letter) -> tuple[str, ...]:
    """The stages that the letter must pass, in order: legal review of refusals by setting, then the signature; () for none."""
    plan = ACTS[letter.act].letter
    assert plan
    if plan.approval == BY_SETTING:
        return (Stage.SIGN,) if settings.of(letter.organ, "approve_process") else ()
    families = {by_code(code).family for code in decisions(letter)}
    legal = settings.of(letter.organ, "approve_legal") and families & set(_REVIEWED)
    return (Stage.LEGAL, Stage.SIGN) if legal else (Stage.SIGN,)


def roles(letter: Letter, stage: str) -> tuple[Role, ...]:
    """The roles in which somebody may give an opinion; an extension is for the head of the office (条例 Art. 33(2))."""
    plan = ACTS[letter.act].letter
    if stage == Stage.SIGN and plan and plan.approval == BY_HEAD:
        return (Role.OFFICE_HEAD,)
    return _ROLES[Stage(stage)]


def current(letter: Letter) -> int:
    """The number of the round: a return begins a new one."""
    return max((each.round for each in letter.approvals.all() if not each.agreed), default=0) + 1


def missing(letter: Letter) -> tuple[str, ...]:
    """The stages that are still to pass."""
    now = current(letter)
    agreed = {each.stage for each in letter.approvals.all() if each.round == now and each.agreed}
    return tuple(stage for stage in needed(letter) if stage not in agreed)


def stage_for(letter: Letter, held: Iterable[str]) -> str:
    """The stage at which somebody with these roles is asked now; "" when not now."""
    if letter.state != Letter.State.IN_APPROVAL:
        return ""
    own, left = set(held), missing(letter)
    for stage in left[:1]:
        if own & set(roles(letter, stage)):
            return stage
    reviewed = any(each.round == current(letter) and each.stage == Stage.REVIEW for each in letter.approvals.all())
    return Stage.REVIEW if left and not reviewed and own & {Role.REVIEWER} else ""


def held_roles(user: User, organ: Organ, on: date) -> tuple[str, ...]:
    """The roles of a user for an organ on a day, those of substitution included."""
    return tuple(
        each.role
        for each in appointments(user, on)
        if each.organ_id == organ.pk or (each.subtree and organ.path.startswith(each.organ.path))
    )


def wrote(letter: Letter, user: User) -> bool:
    """Whether the user ever wrote on the letter, and so may not sign it."""
    return user.actor in letter.writers


def why_not_approve(letter: Letter, *, stage: str, by: User, on: date, paper: Paper | None = None) -> tuple[Reason, ...]:
    """All reasons why this opinion cannot be taken now; empty when it can."""
    return tuple(_reasons(letter, stage, by, on, paper))


def _reasons(letter: Letter, stage: str, by: User, on: date, paper: Paper | None) -> Iterator[Reason]:
    allowed = roles(letter, stage)
    words = "、".join(role.label for role in allowed)
    label = Stage(stage).label
    if letter.state != Letter.State.IN_APPROVAL:
        yield Reason(f"这份文书{letter.get_state_display()}，不在审签中，不能{label}")
    elif stage != Stage.REVIEW and stage not in missing(letter)[:1]:
        yield Reason(f"现在还轮不到{label}，或者已经办过")
    if paper is None:
        if wrote(letter, by):
            yield Reason(f"起草人不能{label}自己起草的文书（{_RULE}）")
        if not set(held_roles(by, letter.organ, on)) & set(allowed):
            yield Reason(f"{label}应当由{words}办理", ("条例:33.2",) if allowed == (Role.OFFICE_HEAD,) and stage == Stage.SIGN else ())
        return
    if not paper.name.strip():
        yield Reason("没有写谁签的字")
    if paper.name.strip() in set(User.objects.filter(pk__in=letter.writers).values_list("name", flat=True)):
        yield Reason(f"起草人不能{label}自己起草的文书（{_RULE}）")
    if paper.role not in allowed:
        yield Reason(f"{label}应当由{words}签字", ("条例:33.2",) if allowed == (Role.OFFICE_HEAD,) and stage == Stage.SIGN else ())
    if paper.day > on:
        yield Reason("签字日期还没有到")


@transaction.atomic
def approve(
    *, letter: Letter, stage: str, agreed: bool, opinion: str = "", by: User, moment: datetime, paper: Paper | None = None
) -> Approval:
    """Take an opinion: on screen of ``by``, or of the one who signed the ``paper``, which ``by`` records.

    The last signature gives the letter its 文号 and its date. A return needs a reason and makes it a draft again.
    Raises ``NotAllowed`` with all reasons.
    """
    locked = Letter.objects.select_for_update().select_related("organ", "drafted_by").get(pk=letter.pk)
    today = day_of(moment)
    reasons = list(why_not_approve(locked, stage=stage, by=by, on=today, paper=paper))
    if not agreed and not opinion.strip():
        reasons.append(Reason("退回没有写意见，起草人不知道改什么"))
    if reasons:
        raise NotAllowed(tuple(reasons))
    signed = paper.day if paper else today
    role = paper.role if paper else next(each for each in roles(locked, stage) if each in held_roles(by, locked.organ, today))
    case = case_of_letter(locked, signed)
    scan = kept_file(paper.scan, "呈批单", case, by, moment) if paper and paper.scan else None
    given = Approval.objects.create(
        letter=locked, stage=stage, agreed=agreed, opinion=opinion.strip(), role=role, user=None if paper else by,
        name=paper.name.strip() if paper else by.name, day=signed, on_paper=paper is not None, scan=scan, recorded_by=by,
        recorded_at=moment, round=current(locked),
    )  # fmt: skip
    if not agreed:
        locked.state = Letter.State.DRAFT
    elif not missing(locked):
        sign(locked, case)
        locked.state = Letter.State.APPROVED
    locked.changed_at = moment
    locked.save()
    letter.refresh_from_db()
    return given


def signer(letter: Letter) -> str:
    """In which role it was signed; "" when nobody had to."""
    signed = [each.role for each in letter.approvals.all() if each.stage == Stage.SIGN and each.agreed]
    return signed[-1] if signed else ""
