"""What a training, a meeting or a 领导小组 was about, kept beside its event; and who answers for the work from a day on."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction

from gongkai.law.deadlines import written
from gongkai.ledger.reasons import NotAllowed, Reason
from gongkai.lib.errors import UnusableInput
from gongkai.web.clock import day_of
from gongkai.web.oversight.models import Particulars, Standing
from gongkai.web.reporting.services import activities
from gongkai.web.reporting.services.acting import actor_of
from gongkai.web.vault import files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime
    from decimal import Decimal

    from gongkai.web.accounts.models import User
    from gongkai.web.organs.models import Organ
    from gongkai.web.reporting.services.activities import Deed
    from gongkai.web.vault.files import Upload

PURPOSE = "training_material"
TRAINING, MEETING, GROUP = "training", "meeting", "leading-group"
ASKED = (TRAINING, MEETING, GROUP)  # the sorts of activity that have particulars
_COUNTED = {TRAINING: "participants", GROUP: "members"}  # the number of the event that a list of people counts
_CITE = ("条例:50",)


class Said(NamedTuple):
    """What was said of an activity, by the names of :class:`Particulars`."""

    topic: str = ""
    hours: Decimal | None = None
    form: str = ""
    teacher: str = ""
    people: str = ""
    papers: str = ""
    tested: int | None = None
    passed: int | None = None
    average: Decimal | None = None
    upload: Upload | None = None

    @property
    def listed(self) -> list[str]:
        """The people, one a line."""
        return lines(self.people)


class Post(NamedTuple):
    """Who answers for the work: sort, the post or the name of the body, how many people (of staff), by which paper."""

    sort: str
    words: str
    number: int | None = None
    paper: str = ""


def lines(text: str) -> list[str]:
    """The lines in which there is something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


@transaction.atomic
def register(*, organ: Organ, year: int, deed: Deed, said: Said, by: User, moment: datetime) -> int:
    """Write an activity with what it was about; a list of people is the number of its event. Its number in the year's log.

    Raises :class:`NotAllowed` with all reasons; then nothing is written.
    """
    counts = _COUNTED.get(deed.sort.key)
    if counts is not None and said.listed:
        given = deed.numbers.get(counts)
        if given is not None and given != len(said.listed):
            raise NotAllowed((Reason(f"名单有{len(said.listed)}行，人数填的是{given}；有名单的人数空着，按名单数", _CITE),))
        deed = deed._replace(numbers={**deed.numbers, counts: len(said.listed)})
    problems = list(_why_not(deed, said, counts))
    if problems:
        raise NotAllowed(tuple(problems))
    step = activities.register(organ=organ, year=year, deed=deed, by=by, moment=moment)
    if not any(said):
        return step
    file = None
    if said.upload is not None:
        file = files.store(
            name=said.upload.name, data=said.upload.data, purpose=PURPOSE, stream=None, organ=organ.pk, by=actor_of(by), moment=moment
        )
    plain = {name: value.strip() if isinstance(value, str) else value for name, value in said._asdict().items() if name != "upload"}
    plain |= {"people": "\n".join(said.listed), "papers": "\n".join(lines(said.papers))}
    Particulars.objects.create(organ=organ, year=year, step=step, material=file, **plain)
    return step


@transaction.atomic
def stand(*, organ: Organ, post: Post, from_day: date, by: User, moment: datetime) -> Standing:
    """Say who answers from a day on; what was said before ends the day before. Raises :class:`NotAllowed` with all reasons."""
    before = Standing.objects.select_for_update().filter(organ=organ, sort=post.sort, to_day=None).first()
    problems = []
    if post.sort not in Standing.Sort.values:
        problems.append(Reason("没有选登记什么", _CITE))
    if not post.words.strip():
        problems.append(Reason("没有写职务、名称", _CITE))
    if post.sort in (Standing.Sort.FULL, Standing.Sort.PART) and post.number is None:
        problems.append(Reason("没有写有几个人，没有的填0", _CITE))
    if from_day > day_of(moment):
        problems.append(Reason(f"{written(from_day)}还没有到", _CITE))
    if before is not None and from_day <= before.from_day:
        problems.append(Reason(f"现在的从{written(before.from_day)}起，新的应当在它以后", _CITE))
    if problems:
        raise NotAllowed(tuple(problems))
    if before is not None:
        before.to_day = from_day - timedelta(days=1)
        before.save(update_fields=["to_day"])
    number = post.number if post.sort in (Standing.Sort.FULL, Standing.Sort.PART) else None
    return Standing.objects.create(
        organ=organ, sort=post.sort, words=post.words.strip(), number=number, paper=post.paper.strip(), from_day=from_day, created_at=moment, created_by=by.actor
    )  # fmt: skip


def _why_not(deed: Deed, said: Said, counts: str | None) -> Iterator[Reason]:
    if counts is not None and deed.numbers.get(counts) is None:
        yield Reason("没有写多少人，也没有名单", _CITE)
    if said.passed is not None and (said.tested is None or said.passed > said.tested):
        yield Reason("合格的人比参加测试的多，或者没有写多少人参加测试", _CITE)
    if said.tested is not None and said.tested > (deed.numbers.get("participants") or 0):
        yield Reason("参加测试的比参加培训的多", _CITE)
    if any(number is not None and number < 0 for number in (said.hours, said.average, said.tested, said.passed)):
        yield Reason("学时、成绩和人数不能小于零", _CITE)
    if said.upload is not None:
        try:
            files.checked(said.upload.name, said.upload.data)
        except UnusableInput as unusable:
            yield Reason(unusable.sentence())
