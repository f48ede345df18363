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
_KEY = "转为主动公开"


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
    return tuple(
        Question(found.masked(), text[max(0, found.start - 12) : found.start] + found.masked() + text[found.end : found.end + 12])
        for found in private(text)
    )


def why_not(application: Application, publication: Publication, answered: Mapping[str, str]) -> tuple[Reason, ...]:
    """All reasons against it; ``answered`` says for a masked number why it may stand there (a contact of an office)."""
    return tuple(_reasons(application, publication, answered))


@transaction.atomic
def make_public(
    *, application: Application, publication: Publication, answered: Mapping[str, str], on: date, by: User, moment: datetime
) -> PublicItem:  # fmt: skip
    """Put it among what is public, from ``on``. Raises :class:`NotAllowed` until every question is answered."""
    reasons = why_not(application, publication, answered)
    if reasons:
        raise NotAllowed(reasons)
    item = search.put(
        organ=application.organ, title=publication.title, text=publication.text, number=publication.number,
        index_number=publication.index_number, address=publication.address, published_on=on, source=PublicItem.Source.ANSWER, origin=application.pk,
    )  # fmt: skip
    said = "".join(f"；{masked}：{why.strip()}" for masked, why in sorted(answered.items()))
    keep(stream=application.pk, key=_KEY, text=f"{publication.title}{said}", by=by, moment=moment)
    return item


@transaction.atomic
def take_back(*, application: Application, why: str, on: date, by: User, moment: datetime) -> None:
    """It is not public any more. Raises :class:`NotAllowed` when it is not, or without a reason."""
    item = PublicItem.objects.filter(source=PublicItem.Source.ANSWER, origin=application.pk, withdrawn_on__isnull=True).first()
    if item is None or not why.strip():
        raise NotAllowed((Reason("没有转为主动公开的内容，或者没有写撤下的原因", _CITE),))
    search.withdraw(item=item, on=on)
    keep(stream=application.pk, key=_KEY, text=f"撤下：{why.strip()}", by=by, moment=moment)


def _reasons(application: Application, publication: Publication, answered: Mapping[str, str]) -> Iterator[Reason]:
    if application.row.partition(".")[0] not in (GRANTED, PARTIAL):
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
