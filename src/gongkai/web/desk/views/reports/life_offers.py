"""What one user may do with a report now: each act with its form, and all reasons against it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from gongkai.ledger.vocabulary import report as r
from gongkai.ledger.vocabulary.codes import Role, Verdict
from gongkai.web.accounts.permissions import ACTS as PERMISSIONS
from gongkai.web.desk.access import Reach
from gongkai.web.desk.forms.reports.life import Bare, Correcting, OnPaper, Reviewing
from gongkai.web.reporting.selectors import present
from gongkai.web.reporting.selectors.changes import changes
from gongkai.web.reporting.selectors.history import report_from
from gongkai.web.reporting.selectors.present import PENDING
from gongkai.web.reporting.services.publishing import event_of, why_not_publish
from gongkai.web.reporting.services.reviewing import why_not_by

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django import forms
    from django.core.files.uploadedfile import UploadedFile
    from django.http import QueryDict
    from django.utils.datastructures import MultiValueDict

    from gongkai.ledger.reasons import Reason
    from gongkai.ledger.vocabulary import Event
    from gongkai.web.accounts.models import User
    from gongkai.web.organs.models import Organ
    from gongkai.web.reporting.selectors.present import Standing

REVIEW, SIGN, PAPER, SEND_UP, PUBLISH = "review", "sign", "paper", "send_up", "publish"
# The act as the form names it: the permission that it needs, what it is called.
ACTS = {
    REVIEW: ("report.review", "审核"), SIGN: ("report.sign", "签发"), PAPER: ("report.edit", "登记在纸上签发的"), SEND_UP: ("report.edit", "报送审读"),
    PUBLISH: ("report.publish", "公布"),
}  # fmt: skip
# The higher office first: who holds two reviews in the higher.
_REVIEWERS = ("office_head", "legal", "reviewer")


class Offer(NamedTuple):
    """``reasons`` against the act, none when it can be done; ``returns`` when the content may be returned all the same.

    ``irregular`` is what is named, not refused; ``hints`` what should be thought of before.
    """

    key: str
    verb: str
    form: forms.Form
    reasons: tuple[str, ...]
    irregular: tuple[str, ...] = ()
    returns: bool = False
    hints: tuple[str, ...] = ()

    @property
    def open(self) -> bool:
        """Whether there is something to do."""
        return not self.reasons or self.returns


def offers(now: Standing, user: User, may: Callable[[str, Organ], bool], bound: Mapping[str, forms.Form]) -> list[Offer]:
    """Everything that the user's roles allow, in the order of the way; ``bound`` are forms that were sent and refused."""
    keys = [key for key, (permission, _) in ACTS.items() if may(permission, now.annual.organ)]
    return [_offer(key, now, user, bound.get(key)) for key in keys if key != SEND_UP or now.annual.organ.parent_id]


def _offer(key: str, now: Standing, user: User, form: forms.Form | None) -> Offer:
    event = event_for(key, now)
    reasons = list(why_not_publish(now, now.digest, PENDING) if key == PUBLISH else present.why_not(now, event, now.digest))
    returns = False
    if key == REVIEW:
        reasons += why_not_by(annual=now.annual, by=user)
        returns = not present.why_not(now, _returned(now), now.digest, complete=False)
    told = () if reasons else present.irregular(now, event)
    hints = ("上级退回的就是这份内容，还没有改。",) if key == SEND_UP and now.state.reading_of(now.digest) else ()
    return Offer(key, ACTS[key][1], form or form_for(key, now), _sentences(reasons), told, returns, hints)


def event_for(key: str, now: Standing) -> Event:
    """The event that the act would write about the content as it is, with all that its form asks for given."""
    match key:
        case "review":
            return r.Reviewed(verdict=Verdict.PASSED, role=Role.OFFICER, digest=now.digest)
        case "sign":
            return r.Signed(role=Role.LEADER, digest=now.digest)
        case "paper":
            return r.Signed(role=Role.LEADER, digest=now.digest, paper=PENDING)
        case "send_up":
            return r.SentUp(digest=now.digest, to=str(now.annual.organ.parent_id))
        case _:
            return event_of(now.annual, now.state, now.digest, PENDING)


def form_for(
    key: str, now: Standing, data: QueryDict | None = None, files: MultiValueDict[str, UploadedFile[Any]] | None = None
) -> forms.Form:
    """The form of an act, filled with what was sent, else with what can be known."""
    name = f"id_{key}_%s"
    if key == REVIEW:
        return Reviewing(data, auto_id=name)
    if key == PAPER:
        return OnPaper(data, files, today=now.on, auto_id=name)
    if key == PUBLISH and now.state.edition is not None:
        return Correcting(data, auto_id=name, initial={"change": changed_words(now)})
    return Bare(data, auto_id=name)


def changed_words(now: Standing) -> str:
    """What the next edition changes, in one sentence, as a beginning for the clerk."""
    last = now.annual.editions.order_by("-number").first()
    return changes(report_from(last.document), now.content.report).sentence if last is not None else ""


def reviewer_of(held: Reach, organ: Organ) -> str:
    """The role in which the user reviews there; only after ``need``."""
    roles = {each.role for each in held.held if each.role in PERMISSIONS["report.review"] and Reach([each]).may("report.review", organ)}
    return next(role for role in _REVIEWERS if role in roles)


def _returned(now: Standing) -> Event:
    return r.Reviewed(verdict=Verdict.RETURNED, role=Role.OFFICER, digest=now.digest, note=PENDING)


def _sentences(reasons: list[Reason]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.sentence for each in reasons))
