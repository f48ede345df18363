"""An answer made public for everybody after review (条例 Art. 44): found by search from then on. Nothing of the applicant goes with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction

from gongkai.law.grounds import GRANTED, PARTIAL
from gongkai.ledger.reasons import NotAllowed, Reason
from gongkai.lib.text import alike, squeeze
from gongkai.proof.privacy import private
from gongkai.web.applications.services.acting import keep
from gongkai.web.search import services as search
from gongkai.web.search.models import PublicItem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date, datetime

    from gongkai.web.accounts.models import User
    from gongkai.web.applications.models import Application

_CITE = ("条例:44",)
AROUND = 12  # characters shown on either side of a number
KEY = "made_public"  # of the texts that say what was made public or taken back, by whom agreed


class Publication(NamedTuple):
    """What becomes public: a title and text of its own, never the letter to the applicant."""

    title: str
    text: str
    number: str = ""
    index_number: str = ""
    address: str = ""


class Question(NamedTuple):
    """A number of a person in the text, masked, with the words around it: it must be taken out, or answered for."""

    masked: str
    around: str


def questions(publication: Publication) -> tuple[Question, ...]:
    """Every number of a person that stands in what would become public."""
    text = f"{publication.title}\n{publication.text}"
    shown, places, done = "", [], 0
    for found in sorted(private(text), key=lambda each: each.start):  # all are masked before any is shown with its neighbours
        shown += text[done : max(done, found.start)]
        places.append((len(shown), found.masked()))
        shown, done = shown + found.masked(), max(done, found.end)
    shown += text[done:]
    return tuple(Question(masked, _around(shown, start, start + len(masked))) for start, masked in places)


def suitable(application: Application) -> bool:
    """Whether something was given that could be for everybody."""
    return application.row.partition(".")[0] in (GRANTED, PARTIAL)


def public_item(application: Application) -> PublicItem | None:
    """What is public of the answer now."""
    return PublicItem.objects.filter(source=PublicItem.Source.ANSWER, origin=application.pk, withdrawn_on__isnull=True).first()


def why_not(application: Application, publication: Publication, answered: Mapping[str, str]) -> tuple[Reason, ...]:
    """All reasons against it; ``answered`` says for a masked number why it may stand there (a contact of an office)."""
    return tuple(_reasons(application, publication, answered))


@transaction.atomic
def make_public(
    *, application: Application, publication: Publication, answered: Mapping[str, str], on: date, by: User, moment: datetime,
    reviewer: User | None = None,
) -> PublicItem:  # fmt: skip
    """Put it among what is public, from ``on``; ``reviewer`` is who agreed to it (条例 Art. 17), and another than ``by``. Raises :class:`NotAllowed` until every question is answered."""
    reasons = why_not(application, publication, answered)
    if reviewer == by:
        reasons = (*reasons, Reason("审查人不能是办理转为主动公开的人", ("条例:17",)))
    if reasons:
        raise NotAllowed(reasons)
    item = search.put(
        organ=application.organ, title=publication.title, text=publication.text, number=publication.number,
        index_number=publication.index_number, address=publication.address, published_on=on, source=PublicItem.Source.ANSWER, origin=application.pk,
    )  # fmt: skip
    said = "".join(f"；{masked}：{why.strip()}" for masked, why in sorted(answered.items()))
    agreed = f"；审查人：{reviewer.name}" if reviewer else ""
    keep(stream=application.pk, key=KEY, text=f"转为主动公开：{publication.title}{agreed}{said}", by=by, moment=moment)
    return item


@transaction.atomic
def take_back(*, application: Application, why: str, on: date, by: User, moment: datetime) -> None:
    """It is not public any more. Raises :class:`NotAllowed` when it is not, or without a reason."""
    item = public_item(application)
    if item is None or not why.strip():
        raise NotAllowed((Reason("没有转为主动公开的内容，或者没有写撤下的原因", _CITE),))
    search.withdraw(item=item, on=on)
    keep(stream=application.pk, key=KEY, text=f"撤下已转为主动公开的内容：{why.strip()}", by=by, moment=moment)


def _around(text: str, start: int, end: int) -> str:
    """The words before and after, of the same line."""
    before = text[max(0, start - AROUND) : start].rpartition("\n")[2]
    return before + text[start:end] + text[end : end + AROUND].partition("\n")[0]


def _reasons(application: Application, publication: Publication, answered: Mapping[str, str]) -> Iterator[Reason]:
    if not suitable(application):
        yield Reason("只有予以公开或者部分公开的答复可以转为主动公开", _CITE)
    if not publication.title.strip() or not publication.text.strip():
        yield Reason("没有写标题或者正文", _CITE)
    for question in questions(publication):
        if not answered.get(question.masked, "").strip():
            yield Reason(f"正文里有像个人信息的号码“{question.around}”，请删去，或者写明为什么可以公开", ("条例:15",))
    for words in _of_applicants(application, publication):
        yield Reason(f"正文里有申请人的{words}，转为主动公开的内容不能出现申请人的信息", ("条例:15",))


def _of_applicants(application: Application, publication: Publication) -> Iterator[str]:
    """Which of the applicants' own data stand in the text."""
    text = squeeze(alike(f"{publication.title}{publication.text}"))
    for person in application.people.all():
        for value, words in (
            (person.name, "姓名或者名称"), (person.identity, "证件号码"), (person.phone, "电话"), (person.email, "电子邮箱"), (person.address, "地址"),
        ):  # fmt: skip
            plain = squeeze(alike(value.reveal()))
            if len(plain) > 1 and plain in text:
                yield words
