"""Items of 示例镇 on every step of their way: drafted, submitted, reviewed, approved, released. Nobody in them is real.

Each step takes the item and the people of the office, does what the desk does through the services, and gives the item back
as the database has it::

    item = items.released(items.approved(items.reviewed(items.submitted(items.drafted(town, team), team), team), team), team)
    item = items.published(town, team)  # the same in one word
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from gongkai.ledger.vocabulary.codes import Attribute, Role, Stage, Verdict
from gongkai.web.accounts.models import Role as Office
from gongkai.web.publication.models import Genre, Item
from gongkai.web.publication.services import checking, drafting, releasing, reviewing
from gongkai.web.publication.services.acting import ROLES
from support import web

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongkai.web.accounts.models import User
    from gongkai.web.channels.models import Account
    from gongkai.web.organs.models import Organ

FORMED = date(2026, 2, 27)  # Friday; 20 working days later is 2026-03-26, for Saturday is one
DRAFTED, SUBMITTED, APPROVED, RELEASED = web.MONDAY, date(2026, 3, 3), date(2026, 3, 5), date(2026, 3, 6)
TITLE = "关于2026年农村危房改造补助申报工作的通知"
HTML = "<p>各村（社区）：</p><p>为做好农村危房改造工作，现将2026年补助申报有关事项通知如下。</p><p>补助标准为每户2.7万元，申报截止3月31日。</p>"
FIELDS: dict[str, Any] = {
    "column": "livelihood", "genre": Genre.NOTICE.value, "title": TITLE, "number": "示政发〔2026〕3号", "issuer": "示例镇人民政府",
    "subject": "民生保障", "source": "示例镇人民政府", "department": "示例镇党政综合办公室", "keywords": "危房改造、补助",
    "summary": "2026年农村危房改造补助的对象、标准和申报时间。", "formed_on": FORMED, "counted_from": None, "effective_from": None, "expires_on": None,
}  # fmt: skip


class Team(NamedTuple):
    """Who does what: the officer drafts, three others review, the leader approves."""

    officer: User
    reviewer: User
    legal: User
    head: User
    leader: User

    @property
    def reviewers(self) -> tuple[tuple[Stage, User, Role], ...]:
        """Each stage with who does it and the role in which he does."""
        return (
            (Stage.FIRST, self.reviewer, ROLES["reviewer"]), (Stage.SECOND, self.legal, ROLES["legal"]),
            (Stage.FINAL, self.head, ROLES["office_head"]),
        )  # fmt: skip


def team(organ: Organ) -> Team:
    """Five accounts of an organ, named by its slug. In tests of the town the fixtures serve: ``Team(officer, reviewer, legal, head, leader)``."""
    roles = (Office.OFFICER, Office.REVIEWER, Office.LEGAL, Office.OFFICE_HEAD, Office.LEADER)
    return Team(*(web.account(f"{organ.slug}-{role.value}", f"{organ.short_name}{role.label}", organ, role) for role in roles))


def content(html: str = HTML, **changes: Any) -> drafting.Content:
    """What is written: the usual metadata with some changed."""
    return drafting.Content(fields=FIELDS | changes, html=html)


def drafted(
    organ: Organ, people: Team, *, on: date = DRAFTED, html: str = HTML, attribute: Attribute = Attribute.ACTIVE, basis: str = "", reason: str = "",
    **changes: Any,
) -> Item:  # fmt: skip
    """A draft of the officer, its 公开属性 proposed."""
    made = drafting.draft(
        organ=organ, content=content(html, **changes), attribute=attribute, role=Role.OFFICER, by=people.officer, moment=web.at(on), on=on, basis=basis,
        reason=reason,
    )  # fmt: skip
    return again(made)


def submitted(item: Item, people: Team, *, on: date = SUBMITTED) -> Item:
    """Handed to review."""
    drafting.submit(item=item, by=people.officer, moment=web.at(on))
    return again(item)


def reviewed(item: Item, people: Team, *, on: date = SUBMITTED, stages: int = 3) -> Item:
    """Passed by the first ``stages`` of three people, an hour after another."""
    for number, (stage, user, role) in enumerate(people.reviewers[:stages]):
        reviewing.review(
            item=item, stage=stage, verdict=Verdict.PASSED, signed=reviewing.Signed(user.name, on, user), role=role, by=user,
            moment=web.at(on) + timedelta(hours=1 + number), text="同意。", checklist=tuple(reviewing.CHECKLIST),
        )  # fmt: skip
        item = again(item)
    return item


def approved(item: Item, people: Team, *, on: date = APPROVED) -> Item:
    """签发 by the leader."""
    signed = reviewing.Signed(people.leader.name, on, people.leader)
    reviewing.approve(item=item, signed=signed, role=Role.LEADER, by=people.leader, moment=web.at(on))
    return again(item)


def released(item: Item, people: Team, *, on: date = RELEASED, accounts: Sequence[Account] = ()) -> Item:
    """On our own column, and on its way to these channels."""
    releasing.release(item=item, accounts=accounts, by=people.officer, moment=web.at(on))
    return again(item)


def ready(organ: Organ, people: Team, **changes: Any) -> Item:
    """Approved and not yet released."""
    return approved(reviewed(submitted(drafted(organ, people, **changes), people), people), people)


def published(organ: Organ, people: Team, *, accounts: Sequence[Account] = (), **changes: Any) -> Item:
    """The whole way."""
    return released(ready(organ, people, **changes), people, accounts=accounts)


def edited(item: Item, people: Team, *, on: date = RELEASED, html: str = HTML, note: str = "", **changes: Any) -> Item:
    """Written anew by the officer; what stood in the newest version stays where nothing is said."""
    kept = {name: getattr(item, name) for name in FIELDS} | changes
    drafting.edit(
        item=item, content=drafting.Content(fields=kept, html=html), by=people.officer, moment=web.at(on), on=on, change_note=note
    )
    return again(item)


def answered(item: Item, people: Team, *, on: date = DRAFTED, words: str = "机关对外公布的号码") -> Item:
    """Every open remark of the check answered with the same words."""
    open_ones = {each.fingerprint: words for each in checking.remarks(item) if each.open}
    checking.answer(item=item, answers=open_ones, by=people.officer, moment=web.at(on))
    return again(item)


def again(item: Item) -> Item:
    """The item as the database has it, with what services read of it."""
    return Item.objects.select_related("organ", "draft", "shown", "drafter").get(pk=item.pk)
