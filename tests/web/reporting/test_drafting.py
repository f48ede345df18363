"""Texts of a report: saved by two, followed to the record, kept aside and decided, taken again. No sentence goes that nobody took out."""

from __future__ import annotations

import random
from datetime import date
from typing import NamedTuple

import pytest

from gongkai.ledger.reasons import NotAllowed
from gongkai.report.narrative.joining import Clash, sentences
from gongkai.web.reporting.models import Revision
from gongkai.web.reporting.selectors.content import SECTIONS, content_of, content_with, drafted_in, record_of
from gongkai.web.reporting.selectors.revisions import beside, came_in, differences
from gongkai.web.reporting.services import drafting
from gongkai.web.reporting.services.drafting import MOST_CHARACTERS, restore, save, settle
from gongkai.web.reporting.services.projecting import catch_up
from support import reports, web
from support.reports import TODAY, fresh, opened
from support.web import at

NOTHING_CAME = "本年度未收到政府信息公开申请，没有上年结转的申请。"
ONE_CAME = "本年度新收政府信息公开申请{新收申请数}件"


@pytest.fixture
def people(town, district):
    return reports.team(town, district)


@pytest.fixture
def annual(town, people):
    return opened(town, people)


@pytest.fixture
def write(people):
    """``write(annual, based_on, **parts)`` as the officer; ``by`` somebody else."""

    def written(annual, based_on, *, by=None, drafted=None, **parts):
        return save(
            annual=fresh(annual), sections=parts, based_on=based_on, by=by or people.officer, moment=at(TODAY), drafted=drafted
        )  # fmt: skip

    return written


def somebody_applies(town):
    web.application(town, on=date(2025, 12, 22))
    catch_up()


# --- the record changes while somebody writes -----------------------------------------------------------------------


def test_what_stands_as_the_record_gave_it_follows_with_the_save(town, annual, write):
    text = annual.head.sections["overview"]
    somebody_applies(town)
    saved = write(annual, 1, overview=text + "\n自己写的一句。")
    assert ONE_CAME in saved.revision.sections["overview"]
    assert NOTHING_CAME not in saved.revision.sections["overview"]
    assert "自己写的一句。" in saved.revision.sections["overview"]


def test_a_sentence_that_came_with_the_page_is_not_doubled_by_the_save(town, annual, write):
    somebody_applies(town)
    content = content_of(fresh(annual))
    saved = write(annual, 1, overview=content.texts["overview"] + "\n自己写的一句。", drafted=content.drafted)
    again = write(saved.revision.report, 2, overview=saved.revision.sections["overview"] + "再写一句。")
    for text in (saved.revision.sections["overview"], again.revision.sections["overview"]):
        assert [each.text.strip() for each in content.drafted["overview"] if text.count(each.text.strip()) != 1] == []


def test_even_where_nobody_says_what_the_page_showed_a_sentence_is_not_doubled(town, annual, write):
    somebody_applies(town)
    content = content_of(fresh(annual))
    saved = write(annual, 1, overview=content.texts["overview"] + "\n自己写的一句。")
    assert [
        each.text.strip() for each in content.drafted["overview"] if saved.revision.sections["overview"].count(each.text.strip()) != 1
    ] == []


def test_a_sentence_that_came_with_the_page_and_was_taken_out_stays_out(town, annual, write):
    somebody_applies(town)
    content = content_of(fresh(annual))
    carried = next(each.text for each in content.drafted["overview"] if each.slot == "结转")
    saved = write(annual, 1, overview=content.texts["overview"].replace(carried, ""), drafted=content.drafted)
    assert carried not in saved.revision.sections["overview"]
    assert carried not in content_of(fresh(annual)).texts["overview"]


def test_a_record_that_changed_is_no_clash_with_what_somebody_wrote_beside_it(town, annual, people, write):
    text = annual.head.sections["overview"]
    somebody_applies(town)
    write(annual, 1, other="甲写的。")
    saved = write(annual, 1, by=people.head, overview=text.replace(NOTHING_CAME, NOTHING_CAME + "乙补充一句。"))
    assert not saved.clashes
    assert ONE_CAME in saved.revision.sections["overview"]
    assert "乙补充一句。" in saved.revision.sections["overview"]
    assert saved.revision.sections["other"] == "甲写的。"


def test_words_that_are_only_typed_do_not_follow(town, annual):
    somebody_applies(town)
    content = content_with(fresh(annual), {"overview": NOTHING_CAME})
    assert content.texts["overview"] == NOTHING_CAME
    assert content.report.sections["overview"] == NOTHING_CAME
    assert content.texts["other"] == content_of(fresh(annual)).texts["other"]


# --- what a save is -----------------------------------------------------------------------------------------------------


def test_a_save_that_changes_nothing_is_none(annual, people, write):
    saved = write(annual, 1, by=people.reviewer, **annual.head.sections)
    assert (saved.changed, saved.revision) == (False, annual.head)
    assert annual.revisions.count() == 1


def test_what_others_wrote_already_is_not_saved_again(annual, people, write):
    write(annual, 1, other="同一句。")
    saved = write(annual, 1, by=people.head, other="同一句。")
    assert not saved.changed
    assert annual.revisions.count() == 2


def test_joined_words_are_told_from_those_that_were_typed(annual, people, write):
    write(annual, 1, other="甲写的。")
    saved = write(annual, 1, by=people.head, problems="乙写的。")
    assert saved.joined
    assert set(saved.revision.given) == {"other"}
    assert [(each.part, "".join(step.text for step in each.steps if step.kind == "+")) for each in came_in(saved.revision)] == [
        ("other", "甲写的。")
    ]  # fmt: skip


def test_line_ends_of_a_browser_and_characters_that_no_text_has_do_not_count(annual, write):
    assert write(annual, 1, other="一。\r\n二。\0").revision.sections["other"] == "一。\n二。"


@pytest.mark.parametrize(
    ("based_on", "parts", "why"),
    [(9, {"other": "字。"}, "找不到您修改时所看的那一版"), (1, {"table2": "1"}, "没有“table2”这一部分"), (1, {"other": "字" * (MOST_CHARACTERS + 1)}, "请删减")],
)  # fmt: skip
def test_what_cannot_be_saved_is_refused_with_the_reason(annual, write, based_on, parts, why):
    with pytest.raises(NotAllowed, match=why):
        write(annual, based_on, **parts)
    assert annual.revisions.count() == 1


# --- words kept aside -----------------------------------------------------------------------------------------------------


@pytest.fixture
def clashing(annual, people, write):
    """Both wrote the sixth part anew, the second one also a sentence of the fifth."""
    write(annual, 1, other="甲写的。")
    return write(annual, 1, by=people.head, other="乙写的。", problems=annual.head.sections["problems"] + "\n乙加的。").revision


def decided(annual, aside, words):
    """The whole text as the form of the page would send it, with these words at every place."""
    joined = beside(record_of(annual), annual, aside)
    return {part: each.decided([words(clash) for clash in each.clashes]) for part, each in joined.items()}


def test_what_clashes_is_shown_place_by_place_and_the_rest_is_joined(annual, clashing):
    joined = beside(record_of(annual), fresh(annual), clashing)
    assert joined["other"].clashes == (Clash(annual.head.sections["other"], "乙写的。", "甲写的。"),)
    assert joined["problems"].text.endswith("\n乙加的。")


def test_a_decision_settles_it_with_everything_else_that_was_written(annual, people, clashing):
    row = fresh(annual)
    sections = decided(row, clashing, lambda clash: clash.theirs + clash.mine)
    saved = settle(annual=row, aside=clashing.number, sections=sections, based_on=row.head.number, by=people.officer, moment=at(TODAY))
    assert saved.revision.sections["other"] == "甲写的。乙写的。"
    assert saved.revision.sections["problems"].endswith("乙加的。")
    assert Revision.objects.get(pk=clashing.pk).settled_in == saved.revision
    with pytest.raises(NotAllowed, match="已经有人合并过"):
        settle(annual=fresh(annual), aside=clashing.number, sections=sections, based_on=4, by=people.officer, moment=at(TODAY))


def test_a_decision_to_leave_the_text_as_it_is_needs_no_new_one(annual, people, clashing):
    row = fresh(annual)
    saved = settle(
        annual=row, aside=clashing.number, sections=row.head.sections, based_on=row.head.number, by=people.head, moment=at(TODAY)
    )
    assert saved.revision == row.head
    assert Revision.objects.get(pk=clashing.pk).settled_in == row.head


def test_a_decision_that_somebody_overtakes_leaves_all_words_aside(annual, people, clashing, write):
    row = fresh(annual)
    sections = decided(row, clashing, lambda clash: "两人商量的。")
    write(annual, row.head.number, other="丙写的。")
    saved = settle(
        annual=fresh(annual), aside=clashing.number, sections=sections, based_on=row.head.number, by=people.head, moment=at(TODAY)
    )
    assert saved.clashes
    assert {each.sections["other"] for each in annual.revisions.filter(aside=True, settled_in=None)} == {"乙写的。", "两人商量的。"}
    assert fresh(annual).head.sections["other"] == "丙写的。"


# --- older texts ------------------------------------------------------------------------------------------------------------


def test_an_older_text_is_taken_again_as_a_new_one_that_knows_the_record_of_today(town, annual, people, write):
    write(annual, 1, overview="全部换掉。", other="换掉。")
    somebody_applies(town)
    saved = restore(annual=fresh(annual), number=1, based_on=2, by=people.head, moment=at(TODAY))
    assert saved.revision.number == 3
    assert ONE_CAME in saved.revision.sections["overview"]
    assert NOTHING_CAME not in saved.revision.sections["overview"]
    assert saved.revision.note == "取回第1次保存的文字"
    assert annual.revisions.get(number=2).sections["other"] == "换掉。"


def test_an_older_text_taken_again_loses_nothing_that_was_saved_since_the_page_was_made(annual, people, write):
    write(annual, 1, other="第二次。")
    write(annual, 2, problems="别人刚写的。")
    saved = restore(annual=fresh(annual), number=1, based_on=2, by=people.head, moment=at(TODAY))
    assert saved.joined
    assert saved.revision.sections["problems"] == "别人刚写的。"
    assert saved.revision.sections["other"] == annual.revisions.get(number=1).sections["other"]


def test_there_is_no_older_text_of_a_number_that_nobody_saved(annual, people):
    with pytest.raises(NotAllowed, match="没有第7次保存的文字"):
        restore(annual=annual, number=7, based_on=1, by=people.head, moment=at(TODAY))


def test_what_changed_is_told_by_words_and_parts():
    (changed,) = differences({"other": "未收费。", "problems": "同。"}, {"other": "未收取费用。", "problems": "同。"})
    assert changed.heading == "六、其他需要报告的事项"
    assert "".join(step.text for step in changed.steps if step.kind != "-") == "未收取费用。"


# --- many, in any order -----------------------------------------------------------------------------------------------------


class Event(NamedTuple):
    """A save: sentences that it brought, and those that its writer had before him and left out."""

    brought: set[str]
    left_out: set[str]


class Writer:
    """Somebody with a page open: on which text, and the words in the form."""

    def __init__(self, name, user):
        self.name, self.user = name, user
        self.based_on, self.seen, self.texts = 0, set(), {}

    def open(self, row):
        content = content_of(row)
        self.based_on, self.texts, self.drafted = row.head.number, dict(content.texts), content.drafted
        self.seen = said(self.texts)

    def edit(self, chance, counter):
        part = chance.choice(SECTIONS)
        held = sentences(self.texts[part])
        at_place, deed = chance.randrange(len(held) + 1), chance.choice(("add", "add", "change", "drop"))
        new = [f"{self.name}的第{next(counter)}句。"] if deed != "drop" else []
        self.texts[part] = "".join([*held[:at_place], *new, *held[at_place + (deed != "add") :]])


def said(texts):
    """All sentences; those that nobody writes twice."""
    return {each for text in texts.values() for each in sentences(text) if "的第" in each}


def numbers():
    number = 0
    while True:
        number += 1
        yield number


@pytest.mark.parametrize("seed", range(8))
def test_people_who_write_in_any_order_lose_no_sentence(annual, people, monkeypatch, seed):
    """Every sentence that anybody saved is in the text, or aside, or somebody who had it before him left it out later."""
    record = record_of(annual)
    monkeypatch.setattr(drafting, "record_of", lambda row: record)  # nothing is registered meanwhile
    monkeypatch.setattr("gongkai.web.reporting.selectors.content.record_of", lambda row: record)
    chance, counter, events = random.Random(seed), numbers(), []
    writers = [Writer("甲", people.officer), Writer("乙", people.head), Writer("丙", people.officer)]
    for each in writers:
        each.open(fresh(annual))
    joined = clashed = settled = 0
    for _ in range(40):
        writer = chance.choice(writers)
        deed = chance.choice(("edit", "edit", "edit", "save", "save", "open", "settle"))
        if deed == "edit":
            writer.edit(chance, counter)
        elif deed == "open" and said(writer.texts) == writer.seen:  # who has typed something saves it
            writer.open(fresh(annual))
        elif deed == "save":
            saved = save(
                annual=fresh(annual), sections=writer.texts, based_on=writer.based_on, drafted=writer.drafted, by=writer.user, moment=at(TODAY)
            )  # fmt: skip
            events.append(Event(said(writer.texts) - writer.seen, writer.seen - said(writer.texts)))
            joined, clashed = joined + saved.joined, clashed + bool(saved.clashes)
            writer.open(fresh(annual))
        elif deed == "settle" and (aside := annual.revisions.filter(aside=True, settled_in=None).first()):
            events += [_settled(annual, aside, record, writer, chance, counter)]
            settled += 1
    kept = said(fresh(annual).head.sections)
    for each in annual.revisions.filter(aside=True, settled_in=None):
        kept |= said(each.sections)
    lost = {
        sentence
        for at_save, event in enumerate(events)
        for sentence in event.brought - kept
        if not any(sentence in later.left_out for later in events[at_save + 1 :])
    }
    assert not lost
    assert joined + clashed, "nobody met anybody"


def _settled(annual, aside, record, writer, chance, counter):
    row = fresh(annual)
    shown = beside(record, row, aside)
    ways = (
        lambda clash: clash.mine, lambda clash: clash.theirs, lambda clash: clash.proposal, lambda clash: f"{writer.name}的第{next(counter)}句。"
    )  # fmt: skip
    sections = {part: each.decided([chance.choice(ways)(clash) for clash in each.clashes]) for part, each in shown.items()}
    before = said(row.head.sections) | said(aside.sections)
    settle(
        annual=row,
        aside=aside.number,
        sections=sections,
        based_on=row.head.number,
        drafted=drafted_in(row.head),
        by=writer.user,
        moment=at(TODAY),
    )
    return Event(said(sections) - before, before - said(sections))
