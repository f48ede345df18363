"""What the fictional district did about its organs: an order that is answered, one that is open, letters of 催办, the likeness of last year's reports."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from gongkai.ledger.guards import BEIJING
from gongkai.web.organs.selectors import calendar_of, existing, subtree
from gongkai.web.oversight.models import Order
from gongkai.web.oversight.selectors.board import board_of
from gongkai.web.oversight.selectors.board_measures import span_of
from gongkai.web.oversight.services import board, likeness, orders
from gongkai.web.oversight.services.orders import Wanted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gongkai.web.accounts.models import User
    from gongkai.web.organs.models import Organ


def fill(*, district: Organ, towns: Sequence[Organ], people: Mapping[str, User], today: date, moment: datetime) -> None:
    """Make all of it as of ``today``; ``people`` by user name (jiandu, jingban)."""
    supervisor, officer, town = people["jiandu"], people["jingban"], towns[0]

    def at(day: date) -> datetime:
        return min(datetime.combine(day, time(9), BEIJING).astimezone(UTC), moment)

    answered = orders.issue(
        district=district, organ=town, by=supervisor, moment=at(today - timedelta(days=20)),
        wanted=Wanted(
            "补齐社会救助栏目今年以来没有公开的发放表，以后每月公开一次。", today + timedelta(days=5), origin=Order.Origin.INSPECTION,
            origin_words="社会救助栏目三个月没有更新。",
        ),
    )  # fmt: skip
    orders.answer(order=answered, words="已补齐全部发放表，明确由民政办每月五日前报送。", by=officer, moment=at(today - timedelta(days=2)))
    orders.issue(
        district=district, organ=town, by=supervisor, moment=at(today - timedelta(days=6)),
        wanted=Wanted("给今年出台的政策文件补做解读，并和文件互相链接。", today + timedelta(days=9), origin=Order.Origin.BOARD),
    )  # fmt: skip
    _urge(district, supervisor, today, moment)
    row = likeness.ask(district=district, year=today.year - 1, moment=moment)
    if row is not None:
        likeness.make(row=row, moment=moment)


def _urge(district: Organ, supervisor: User, today: date, moment: datetime) -> None:
    """A letter to every organ of which there is something to say; none in a district where all is done."""
    calendar = calendar_of(district)
    span = span_of(today, calendar)
    lines = [line for line in board_of(subtree(district) & existing(today), span).to_urge if line.organ.pk != district.pk]
    if lines:
        board.urge(district=district, lines=lines, span=span, calendar=calendar, by=supervisor, moment=moment)
