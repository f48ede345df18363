"""A register brought in: looked at first, then written in one transaction. Nothing is kept unless there is no error."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, NamedTuple

from django.db import IntegrityError, transaction

from gongkai.ledger.states.application import ApplicationState
from gongkai.ledger.states.remedy import RemedyState
from gongkai.lib.errors import UnusableInput
from gongkai.lib.text import alike
from gongkai.web import bulk
from gongkai.web.applications.models import Application, Item, Person, Remedy, Text
from gongkai.web.applications.models.people import Capacity
from gongkai.web.applications.projection import project
from gongkai.web.applications.register.case import cases
from gongkai.web.applications.register.checking import Checked, check, correction_days, folded, nobody, working_days
from gongkai.web.applications.register.extras import sealed
from gongkai.web.applications.register.history import application_events, remedy_events
from gongkai.web.applications.register.making import keep_serials
from gongkai.web.applications.services.acting import IMPORT
from gongkai.web.applications.services.beside_acting import project_remedy
from gongkai.web.applications.services.submitting import Asked, content_hash
from gongkai.web.clock import day_of
from gongkai.web.events import store
from gongkai.web.organs.importing import make_organ
from gongkai.web.vault.keyring import keyring

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from gongkai.ledger.vocabulary import Entry
    from gongkai.lib.tablefile import Table
    from gongkai.web.applications.register.case import Case
    from gongkai.web.applications.register.checking import Progress
    from gongkai.web.organs.models import Organ

_BATCH = 500  # cases that are held in memory at once
NO_CONTENT = "（台账没有写申请内容）"
LETTER = "答复文号"  # kept among the extra columns when the register has no day of service


class Done(NamedTuple):
    """What an import came to. ``imported`` 0 and the errors in ``checked`` when nothing was kept."""

    checked: Checked
    imported: int
    organ: Organ | None
    made: bool


def bring_in(
    table: Table, *, organ_name: str, moment: datetime, looking: Progress = nobody, writing: Progress = nobody
) -> Done:  # fmt: skip
    """Look at the whole register, then write it. Raises :class:`UnusableInput` when somebody registered one of its numbers meanwhile."""
    checked = check(table, organ_name=organ_name, moment=moment, progress=looking)
    if not checked.good:
        return Done(checked, 0, checked.organ, made=False)
    try:
        with transaction.atomic():
            organ = checked.organ or make_organ(checked.organ_name)
            imported = write(cases(table, day_of(moment)), organ=organ, moment=moment, progress=writing)
    except IntegrityError as error:
        raise UnusableInput("导入的时候有人登记了同样的编号，什么都没有保留", "请再检查一次、再导入") from error
    return Done(checked, imported, organ, made=checked.organ is None)


def write(
    found: Iterable[Case], *, organ: Organ, moment: datetime, progress: Progress = nobody, written: store.Written = store.untold
) -> int:  # fmt: skip
    """Write cases that were looked at, inside a transaction; how many.

    ``written`` is handed what came into the ledger: the kind of stream, the organ, streams with their entries.
    """
    done, numbers = 0, []
    batch = _Batch(organ, moment, written)
    for case in found:
        batch.add(case)
        numbers.append(case["number"])
        done += 1
        if done % _BATCH == 0:
            batch.flush()
            progress(done)
    batch.flush()
    keep_serials(organ, numbers)
    return done


class _Batch:
    """Rows of some cases, written together."""

    def __init__(self, organ: Organ, moment: datetime, written: store.Written) -> None:
        self._organ, self._moment, self._written = organ, moment, written
        self._calendar = working_days(organ)
        self._correction_days = correction_days(organ)
        self._stamp = store.stamp(IMPORT, organ.pk, moment)
        self._keyring = keyring()
        self._clear()

    def _clear(self) -> None:
        self._applications: list[Application] = []
        self._people: list[Person] = []
        self._items: list[Item] = []
        self._texts: list[Text] = []
        self._remedies: list[Remedy] = []
        self._streams: list[tuple[uuid.UUID, list[Entry]]] = []
        self._others: list[tuple[uuid.UUID, list[Entry]]] = []

    def add(self, case: Case) -> None:
        """One more case with all that belongs to it."""
        application = self._application(case)
        events = application_events(case, self._calendar, self._correction_days, lambda text: self._keep(application.pk, text))
        state, entries = folded("application", events, self._stamp)
        assert isinstance(state, ApplicationState)
        project(application, state, self._calendar)
        self._applications.append(application)
        self._streams.append((application.pk, entries))
        self._items.append(Item(application=application, number=1, content=case["content"] or NO_CONTENT))
        self._people.append(self._person(case, application))
        self._remedies += self._beside(case, application)

    def flush(self) -> None:
        """Write what was added."""
        for rows in (self._applications, self._items, self._people, self._texts, self._remedies):
            bulk.insert(rows)
        for kind, streams in (("application", self._streams), ("remedy", self._others)):
            store.open_streams(kind=kind, organ=self._organ.pk, identities=[stream for stream, _ in streams])
            store.append_many(streams)
            self._written(kind, self._organ.pk, streams)
        self._clear()

    def _application(self, case: Case) -> Application:
        extra = {**case.extra, **({LETTER: case["letter"]} if case["letter"] and not case["served"] else {})}
        content = (Asked(case["content"] or NO_CONTENT),)
        return Application(
            organ=self._organ, register_number=case["number"], channel=case["channel"], created_at=self._moment, imported=True,
            extra=sealed(extra), content_hash=content_hash(content) if case["content"] else "",
        )  # fmt: skip

    def _person(self, case: Case, application: Application) -> Person:
        name, identity = case["name"] or "", "".join((case["identity"] or "").split()).upper()
        return Person(
            application=application, capacity=Capacity.PRINCIPAL, column=case["column"], name=name, identity=identity,
            phone=case["phone"] or "", email=case["email"] or "", address=case["address"] or "",
            index=self._keyring.blind(identity, "identity") if identity else "",
            name_index=self._keyring.blind(alike(name), "name") if name else "",
        )  # fmt: skip

    def _keep(self, stream: uuid.UUID, text: str) -> str:
        """The number of a posting, as a proof of service that an event names by id."""
        if not text:
            return ""
        row = Text(stream=stream, key="posting", text=text, created_at=self._moment, created_by=IMPORT)
        self._texts.append(row)
        return str(row.pk)

    def _beside(self, case: Case, application: Application) -> Iterator[Remedy]:
        for each in remedy_events(case, str(application.pk)):
            remedy = Remedy(
                id=uuid.uuid4(), organ=self._organ, application=application, register_number=each.number, sort=each.sort.value,
                body_name="", created_at=self._moment,
            )  # fmt: skip
            state, entries = folded("remedy", each.events, self._stamp)
            assert isinstance(state, RemedyState)
            project_remedy(remedy, state)
            self._others.append((remedy.pk, entries))
            yield remedy
