"""Where an item stands for one user: the one thing to do next, what else can be done, and why the rest cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.urls import reverse

from gongkai.law.citation import printed
from gongkai.ledger import guards
from gongkai.ledger.reasons import Reason
from gongkai.ledger.vocabulary.codes import Stage
from gongkai.web.organs.selectors import calendar_of
from gongkai.web.publication.models import Phase
from gongkai.web.publication.models.item import POLICIES, STANDING
from gongkai.web.publication.services import drafting, releasing, reviewing
from gongkai.web.ui import addresses

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from gongkai.ledger.states.publication import PublicationState
    from gongkai.web.accounts.models import User
    from gongkai.web.publication.models import Item

_CITE = ("条例:17",)
_WITHHELD = ("条例:18",)


class NextStep(NamedTuple):
    """``address`` "" when somebody else is waited for; ``post``: the button changes something by itself."""

    verb: str
    why: str
    address: str = ""
    post: bool = False


class Offer(NamedTuple):
    """Something to do with the item. ``reasons`` against it, none when it can be done now."""

    group: str
    verb: str
    address: str
    reasons: tuple[Reason, ...] = ()
    post: bool = False

    @property
    def refusal(self) -> str:
        """Why it cannot be done now, with the clauses."""
        sentences = "；".join(dict.fromkeys(each.sentence for each in self.reasons))
        return sentences if sentences.startswith("不能") else f"不能{self.verb}：{sentences}"


class Seen(NamedTuple):
    """What the page knows: the item, its state, who looks, what he may do, how many remarks are open, the day."""

    item: Item
    state: PublicationState
    user: User
    may: Callable[[str], bool]
    open_remarks: int
    day: date

    def to(self, name: str) -> str:
        """The address of a page of this item."""
        return reverse(f"desk:{name}", args=[self.item.pk])


def next_step(seen: Seen) -> NextStep | None:
    """The one thing; None when nothing is left to do."""
    item = seen.item
    if item.approved_on is None:
        return _to_submit(seen) if item.submitted_at is None else _to_review(seen)
    if item.phase == Phase.WITHHELD:
        return None
    if item.phase == Phase.SCHEDULED:
        return NextStep("", "到定时的时间自动发布，不用再办。")
    if not releasing.why_not_release(item):
        return _mine(seen, "item.publish", NextStep("发布", "已经签发，还没有公开。", seen.to("item_release")), "等经办人发布。")
    if item.phase in STANDING and item.genre in POLICIES and not item.explained:
        why = f"政策文件公开后 3 个工作日内要有解读（{printed('公开要点2016')}）。"
        return NextStep("关联或者起草解读", why, addresses.of("desk:interpretations")) if addresses.of("desk:interpretations") else None
    return None


def _to_submit(seen: Seen) -> NextStep:
    if not seen.may("item.draft"):
        return NextStep("", "起草人还没有送审。")
    if seen.open_remarks:
        return NextStep(
            "答复检查意见",
            f"有 {seen.open_remarks} 处要改正，或者写明为什么可以；终审和签发以前必须办完（条例第十七条）。",
            seen.to("item_check"),
        )
    lacking = drafting.why_not_submit(seen.item)
    if lacking:
        return NextStep("继续起草", "；".join(each.sentence for each in lacking), seen.to("item_edit"))
    return NextStep(
        "送审", "检查没有未办的问题。三审由不同的人做，起草人不审自己起草的（条例第十七条）。", seen.to("item_submit"), post=True
    )


def _to_review(seen: Seen) -> NextStep:
    item = seen.item
    if not item.next_stage:
        if seen.may("item.approve"):
            return NextStep("签发", "三审已经通过，等签发。", seen.to("item_approve"))
        return NextStep("", "三审已经通过，等签发。在纸上签发的，可以登记。")
    stage = Stage.of(item.next_stage)
    reasons = reviewing.why_not_by(item, reviewing.Signed(seen.user.name, seen.day, seen.user), stage)
    if seen.may("item.review") and not reasons:
        return NextStep(stage.label, f"等{stage.label}，通过以后{_after(stage)}。", seen.to("item_review"))
    own = "".join(f"{each.sentence}。" for each in reasons) if seen.may("item.review") else ""
    return NextStep("", f"等{stage.label}。{own}")


def offers(seen: Seen) -> list[Offer]:
    """Everything that the user's roles allow, in the order of the way."""
    item, state, day, calendar = seen.item, seen.state, seen.day, calendar_of(seen.item.organ)
    found = []
    if seen.may("item.draft"):
        found += [
            Offer("起草", "修改", seen.to("item_edit")),
            Offer("起草", "改公开属性", seen.to("item_classify")),
            Offer("起草", "送审", seen.to("item_submit"), drafting.why_not_submit(item), post=True),
        ]
    if seen.may("item.review") or seen.may("item.draft"):
        found.append(Offer("审查", "审查", seen.to("item_review"), _why_not_review(seen)))
    if seen.may("item.approve") or seen.may("item.draft"):
        reasons = (*_unsubmitted(item), *guards.why_not_approve(state, day, calendar))
        found.append(Offer("审查", "签发", seen.to("item_approve"), reasons))
    if seen.may("item.publish"):
        found += _of_publishing(seen)
    if seen.may("item.approve"):
        found.append(Offer("发布", "定期评估", seen.to("item_reassess"), _why_not_reassess(seen)))
    return found


def _of_publishing(seen: Seen) -> Iterable[Offer]:
    item, calendar = seen.item, calendar_of(seen.item.organ)
    yield Offer("发布", "发布", seen.to("item_release"), releasing.why_not_release(item))
    if item.scheduled_for:
        yield Offer("发布", "取消定时", seen.to("item_unschedule"), post=True)
    yield Offer("发布", "撤下", seen.to("item_take_down"), tuple(guards.why_not_take_down(seen.state, seen.day, calendar)))
    if item.document is not None:
        yield Offer("文件", "废止", seen.to("item_repeal"))
        lacking = () if item.expires_on else (Reason("文件没有写明失效日，请用废止", ("条例:20(1)",)),)
        yield Offer("文件", "登记到期失效", seen.to("item_expire"), lacking, post=True)


def _why_not_review(seen: Seen) -> tuple[Reason, ...]:
    """Reasons against any review now. On paper anybody's may be registered, so that the user's own are not among them."""
    return (*_unsubmitted(seen.item), *guards.why_not_review(seen.state, seen.day, calendar_of(seen.item.organ)))


def _why_not_reassess(seen: Seen) -> tuple[Reason, ...]:
    pending = () if seen.item.approved_on else (Reason("还没有签发", _WITHHELD),)
    return (*guards.why_not_reassess(seen.state, seen.day, calendar_of(seen.item.organ)), *pending)


def _unsubmitted(item: Item) -> Sequence[Reason]:
    return (Reason("还没有送审", _CITE),) if item.submitted_at is None else ()


def _mine(seen: Seen, act: str, step: NextStep, otherwise: str) -> NextStep:
    return step if seen.may(act) else NextStep("", otherwise)


def _after(stage: Stage) -> str:
    return {Stage.FIRST: "到复审", Stage.SECOND: "到终审", Stage.FINAL: "到签发"}[stage]
