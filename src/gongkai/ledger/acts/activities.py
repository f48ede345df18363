"""Guards of one year's activities and of the figures that are declared."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.law.deadlines import written
from gongkai.ledger.acts.base import Case, begun, first_act, guard, its_year, needed
from gongkai.ledger.reasons import Reason
from gongkai.ledger.vocabulary import activity as y

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.ledger.vocabulary.base import Event

_REPORT = "条例:50"
_FORM = "格式2021#二"
_BEGUN = begun("year", "这一年的账还没有立卷", _REPORT)

# --- the year, and what happened in it -----------------------------------------------------------------


@guard(y.Opened, first_act("year", "已经立卷", _REPORT), its_year)
def why_not_open_year(case: Case) -> Iterator[Reason]:
    """Once, for a year that has begun."""
    yield from ()


def _recorded(case: Case) -> Iterator[Reason]:
    """A record, and numbers that can be."""
    if case.act is None:
        return
    yield from needed(case.act.record, "记录的编号", _REPORT)
    if any((getattr(case.act, name, 0) or 0) < 0 for name in ("participants", "persons", "members")):
        yield Reason("人数不能小于零", (_REPORT,))


def _in_its_year(case: Case) -> Iterator[Reason]:
    """What is told as done in the year was done in it. A result may come after its end."""
    year = case.state.year
    if case.act is not None and year and case.on.year != year:
        yield Reason(f"{written(case.on)}不在{year}年，请记到那一年的账上", (_REPORT,))


def _not_before_it(case: Case) -> Iterator[Reason]:
    """A result or a figure of the year is not older than the year."""
    year = case.state.year
    if case.act is not None and case.on.year < year:
        yield Reason(f"{written(case.on)}还没有到{year}年", (_REPORT,))


why_not_hold_training = guard(y.TrainingHeld, _BEGUN, _in_its_year)(_recorded)
why_not_hold_meeting = guard(y.MeetingHeld, _BEGUN, _in_its_year)(_recorded)
why_not_change_leading_group = guard(y.LeadingGroupChanged, _BEGUN, _in_its_year)(_recorded)
why_not_receive_assessment = guard(y.AssessmentReceived, _BEGUN, _not_before_it)(_recorded)
why_not_do_social_review = guard(y.SocialReviewDone, _BEGUN, _not_before_it)(_recorded)
why_not_hold_accountable = guard(y.HeldAccountable, _BEGUN, _not_before_it)(_recorded)


@guard(y.OpenDayHeld, _BEGUN, _in_its_year, _recorded)
def why_not_hold_open_day(case: Case) -> Iterator[Reason]:
    """What was counted on the day is no negative number."""
    if case.act is not None and min(case.act.materials or 0, case.act.questions or 0) < 0:
        yield Reason("资料的份数和咨询的件数不能小于零", (_REPORT,))


@guard(y.SelfChecked, _BEGUN, _in_its_year, _recorded)
def why_not_check_oneself(case: Case) -> Iterator[Reason]:
    """No more is mended than was found."""
    if case.act is not None and not 0 <= case.act.mended <= case.act.found:
        yield Reason(f"查出{case.act.found}处，改正{case.act.mended}处，改正的应当在零和查出的之间", (_REPORT,))


# --- declared figures ----------------------------------------------------------------------------------

# Counts of the first part of the report that no event counts (国办公开办函〔2021〕30号, first part); a test holds them against
# ``report.narrative.facts.Year``. Their cell is ``narrative.<name>``.
NARRATIVE = ("columns", "columns_updated", "accounts", "zones", "reading_places", "boards", "gazette_issues", "responses")
# Counts that events make: only that there was none is declared, for where nothing is registered nothing is known.
NONE_OF: dict[str, type[Event]] = {
    "meetings": y.MeetingHeld, "trainings": y.TrainingHeld, "open_days": y.OpenDayHeld, "assessments": y.AssessmentReceived,
    "social_reviews": y.SocialReviewDone, "accountable": y.HeldAccountable,
}  # fmt: skip
NARRATIVE_CELLS = tuple(f"narrative.{name}" for name in (*NARRATIVE, *NONE_OF))
# The cells of table two in either form (国办公开办函〔2019〕60号, 〔2021〕30号); a test holds them against the forms of ``report``.
_CELL = re.compile(
    r"table2\.(?:(?:rules|normative_documents|licences|other_services|penalties|coercion)\[[0-2]\]|(?:fees|procurement)\[[01]\])"
)
_CHANGES = frozenset({*(f"table2.{row}[1]" for row in ("licences", "other_services", "penalties", "coercion", "fees"))})
_AMOUNTS = frozenset({"table2.fees[0]", "table2.procurement[1]"})
_WHOLE = r"(?:0|[1-9][0-9]{0,11})"
_COUNT = re.compile(_WHOLE)
_CHANGE = re.compile(rf"{_WHOLE}|-[1-9][0-9]{{0,11}}")
_AMOUNT = re.compile(rf"{_WHOLE}(?:\.[0-9]{{1,6}})?")


@guard(y.FigureDeclared, _BEGUN, _not_before_it)
def why_not_declare_figure(case: Case) -> Iterator[Reason]:
    """A cell of table two or a count of the first part, a number that it can hold, a source; a figure that is changed says why."""
    if case.act is None:
        return
    if case.act.cell.startswith("narrative."):
        yield from _told(case, case.act.cell, case.act.value)
    elif not _CELL.fullmatch(case.act.cell):
        yield Reason(f"“{case.act.cell}”不是2019年或者2021年格式表二的格，应当像 table2.licences[0]", (_FORM,))
    else:
        yield from _number(case.act.cell, case.act.value)
    yield from needed(case.act.source, "来源", _FORM)
    before = case.state.figures.get(case.act.cell)
    if before and before.value != case.act.value:
        yield from needed(case.act.note, f"把{before.value}改成{case.act.value}的原因", _FORM)


def _number(cell: str, value: str) -> Iterator[Reason]:
    """At most twelve digits; changes may be negative, amounts (万元) have decimals, everything else is counted."""
    if cell in _AMOUNTS:
        pattern, words = _AMOUNT, "金额，单位万元，应当是不小于零、至多六位小数的十进制数"
    elif cell in _CHANGES:
        pattern, words = _CHANGE, "增减数，应当是整数"
    else:
        pattern, words = _COUNT, "件数，应当是不小于零的整数"
    if not pattern.fullmatch(value):
        yield Reason(f"“{value}”不能填：{cell} 填{words}", (_FORM,))


def _told(case: Case, cell: str, value: str) -> Iterator[Reason]:
    """A count of the first part that no event makes; of one that events make, only that there was none."""
    kind = NONE_OF.get(cell.removeprefix("narrative."))
    if cell not in NARRATIVE_CELLS:
        yield Reason(f"“{cell}”不是申报的数，可以申报的是 {'、'.join(NARRATIVE_CELLS)}", (_REPORT,))
    elif kind is None and not _COUNT.fullmatch(value):
        yield Reason(f"“{value}”不能填：这一项填个数，应当是不小于零的整数", (_REPORT,))
    elif kind is not None and value != "0":
        yield Reason(f"“{value}”不能填：有过的“{kind.title}”请逐次登记，只有确实没有的才申报为 0", (_REPORT,))
    elif kind is not None and case.state.of(kind):
        yield Reason(f"这一年已经登记了“{kind.title}”，不能申报为没有", (_REPORT,))
