"""信息管理: tasks of superiors from the in-tray to the receipt; what was sent up is counted once, and the annual report counts the same."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from gongkai.ledger.reasons import NotAllowed
from gongkai.ledger.state import effective
from gongkai.ledger.vocabulary import publication as p
from gongkai.report.facts import SENT_UP, TAKEN_UP
from gongkai.web.accounts.models import Role
from gongkai.web.channels.models import Account
from gongkai.web.channels.services import configure
from gongkai.web.events import store
from gongkai.web.organs.models import Organ
from gongkai.web.oversight.models import Sending, Task
from gongkai.web.oversight.models.tasks import Way
from gongkai.web.oversight.selectors import sending as sent_up
from gongkai.web.oversight.selectors import tasks as in_tray
from gongkai.web.oversight.services import sending, tasks
from gongkai.web.publication.models import Delivery
from gongkai.web.publication.selectors import figures
from gongkai.web.publication.services import delivering
from gongkai.web.reporting.models import ItemDay
from gongkai.web.reporting.services.projecting import catch_up
from gongkai.web.vault.files import Upload
from gongkai.web.vault.models import StoredFile
from support import items, web

TODAY = date(2026, 3, 16)
DUE = date(2026, 3, 20)
PDF = Upload("回执.pdf", b"%PDF-1.4\n%%EOF\n")


def asked(**more):
    return tasks.Asked("区政务公开办公室", "报送3月份政务信息", TODAY, way=Way.GROUP, due_on=DUE)._replace(**more)


def received(town, officer, **more):
    return tasks.receive(organ=town, asked=asked(**more), by=officer, moment=web.at(TODAY))


def sent(on=TODAY, **more):
    return sending.Sent("区政务公开办公室", on, "3月份信息3篇", text="正文")._replace(**more)


def send(organ, officer, task=None, on=TODAY, **more):
    given = {name: more.pop(name) for name in ("papers", "replaces") if name in more}
    return sending.send(organ=organ, sent=sent(on, **more), task=task, by=officer, moment=web.at(max(on, TODAY)), **given)


def again(row):
    row.refresh_from_db()
    return row


# --- 任务 ----------------------------------------------------------------------------------------------


def test_a_task_is_noted_with_its_papers_given_to_a_colleague_and_every_step_is_kept(town, officer, head):
    task = tasks.receive(organ=town, asked=asked(), uploads=[PDF], handler=head, by=officer, moment=web.at(TODAY))
    tasks.note(task=task, words="已请各村报数字", by=head, moment=web.at(TODAY))
    tasks.assign(task=task, to=officer, by=head, moment=web.at(TODAY))
    assert again(task).handler == officer
    assert [each.kind for each in task.steps.all()] == ["assigned", "noted", "assigned"]
    assert StoredFile.objects.get(stream=task.pk).name == "回执.pdf"


def test_a_refusal_gives_all_reasons(town, officer, reviewer):
    with pytest.raises(NotAllowed) as refused:
        tasks.receive(
            organ=town,
            asked=asked(title=" ", issuer="", due_on=TODAY - timedelta(days=1)),
            handler=reviewer,
            by=officer,
            moment=web.at(TODAY),
        )
    assert len(refused.value.reasons) == 4
    assert not Task.objects.exists()


@pytest.mark.parametrize(
    ("on", "at", "hour", "in_time"),
    [
        (DUE, None, None, True), (DUE + timedelta(days=1), None, None, False), (DUE, time(17), time(17), True), (DUE, time(17, 1), time(17), False),
        (DUE, None, time(17), True),
    ],
)  # fmt: skip
def test_the_last_day_and_its_hour_are_in_time_and_what_comes_after_is_not(town, officer, on, at, hour, in_time):
    task = received(town, officer, due_time=hour)
    tasks.answer(task=task, words="电话答复", on=on, at=at, by=officer, moment=web.at(on))
    assert again(task).on_time is in_time


def test_what_is_over_is_not_changed_any_more(town, officer):
    task = received(town, officer)
    tasks.drop(task=task, why="上级撤回", by=officer, moment=web.at(TODAY))
    with pytest.raises(NotAllowed, match="不用办"):
        tasks.answer(task=task, words="又办了", on=TODAY, by=officer, moment=web.at(TODAY))


def test_a_changed_task_keeps_what_it_said_before(town, officer):
    task = received(town, officer)
    tasks.change(task=task, asked=asked(due_on=date(2026, 3, 25), weight="urgent"), by=officer, moment=web.at(TODAY))
    (step,) = task.steps.all()
    assert step.words == "重要程度原为“一般”；期限原为“2026年3月20日”。"


def test_how_long_there_still_is_is_said_in_days_and_hours(town, officer):
    task = received(town, officer, due_time=time(12))
    assert in_tray.left(task, web.at(DUE, 9)) == (0, "今天 12:00以前")
    assert in_tray.left(task, web.at(DUE, 13)).days_left == -1
    assert in_tray.left(task, web.at(DUE + timedelta(days=2))) == (-2, "已超期 2 天")
    assert in_tray.left(task, web.at(DUE - timedelta(days=2))) == (2, "剩 2 天（3月20日 12:00前）")


def test_lists_and_figures_agree_whatever_the_hour(town, officer):
    rows = [received(town, officer, title=str(number), due_on=DUE + timedelta(days=number)) for number in range(-2, 6)]
    tasks.answer(task=rows[0], words="办了", on=date(2026, 3, 19), by=officer, moment=web.at(date(2026, 3, 19)))
    tasks.answer(task=rows[1], words="办了", on=date(2026, 3, 19), by=officer, moment=web.at(date(2026, 3, 19)))
    tasks.drop(task=rows[7], why="撤回", by=officer, moment=web.at(TODAY))
    moment, all_ = web.at(DUE + timedelta(days=1)), in_tray.tasks_of(Organ.objects.filter(pk=town.pk))
    counts = in_tray.counts_of(all_, moment)
    assert (
        counts
        == {key: in_tray.listed(all_, key, moment).count() for key in counts}
        == {"waiting": 5, "overdue": 1, "soon": 4, "returned": 0}
    )
    found = {each.key: each.value for each in in_tray.figures(all_, 2026, moment)}
    assert found == {key: in_tray.behind(all_, 2026, key, moment).count() for key in found}
    assert found == {"received": 7, "in_time": 1, "late": 2, "going": 4}
    assert in_tray.by_issuer(all_, 2026, moment) == [("区政务公开办公室", 7, 1, 2)]


# --- 报送 ----------------------------------------------------------------------------------------------


def test_a_report_answers_its_task_with_files_and_receipt(town, officer):
    task = received(town, officer)
    row = send(town, officer, task, papers=sending.Papers([PDF], PDF), receipt="群里回复“收到”")
    assert (again(task).state, task.on_time) == ("answered", True)
    assert {each.purpose for each in StoredFile.objects.filter(stream=row.pk)} == {sending.SENT, sending.RECEIPT}


def test_what_came_back_opens_the_task_again_until_the_new_day_and_the_second_answer_counts(town, officer):
    task = received(town, officer)
    first = send(town, officer, task)
    until = date(2026, 3, 18)
    sending.come_back(sending=first, why="缺图片", on=TODAY, due_on=until, by=officer, moment=web.at(TODAY))
    assert (again(task).state, task.on_time, task.due_on) == ("returned", None, until)
    send(town, officer, task, date(2026, 3, 19), replaces=again(first))
    assert (again(task).state, task.on_time) == ("answered", False)
    assert [each.on for each in sent_up.things(town, 2026)] == [date(2026, 3, 19)], "sent again is one thing"


def test_the_same_return_is_not_sent_again_twice(town, officer):
    first = send(town, officer)
    with pytest.raises(NotAllowed, match="没有退回"):
        send(town, officer, replaces=first)
    sending.come_back(sending=first, why="缺图片", on=TODAY, by=officer, moment=web.at(TODAY))
    send(town, officer, replaces=again(first))
    with pytest.raises(NotAllowed, match="已经重报过"):
        send(town, officer, replaces=first)


def test_what_has_neither_text_nor_file_nor_item_is_not_sent(town, officer):
    with pytest.raises(NotAllowed) as refused:
        send(town, officer, to=" ", title="", text="")
    assert len(refused.value.reasons) == 3


def both(town):
    """报送 and 采用 as the in-tray counts them for items, and as the annual report does."""
    year = figures.year_of(town, 2026)
    things = [each for each in sent_up.things(town, 2026) if each.item]
    catch_up()
    days = ItemDay.objects.filter(organ=town.pk, on__year=2026)
    told = tuple(days.filter(what=what).values("stream").distinct().count() for what in (SENT_UP, TAKEN_UP))
    assert told == (year.sent_up.value, year.taken_up.value), "what the text of the report tells"
    return (len(things), sum(bool(each.taken) for each in things)), told


def test_an_item_that_is_sent_up_and_taken_is_one_event_and_both_figures_agree(town):
    team = items.team(town)
    item = items.published(town, team)
    row = send(town, team.officer, item=item, title="", text="")
    assert both(town) == ((1, 0), (1, 0))
    sending.settle(sending=row, taken=True, on=TODAY, where="区门户", by=team.officer, moment=web.at(TODAY))
    assert both(town) == ((1, 1), (1, 1))
    events = [each.event for each in effective(store.entries(item.pk)) if isinstance(each.event, p.SentUp)]
    assert events == [p.SentUp(receipt=str(row.pk), taken=True)]
    sending.settle(sending=again(row), taken=False, on=TODAY, by=team.officer, moment=web.at(TODAY))
    assert both(town) == ((1, 0), (1, 0))


def test_what_is_taken_in_the_next_year_is_not_sent_a_second_time_there(town):
    team = items.team(town)
    row = send(town, team.officer, item=items.published(town, team))
    later = date(2027, 1, 20)
    sending.settle(sending=row, taken=True, on=later, where="区门户", by=team.officer, moment=web.at(later))
    assert (figures.year_of(town, 2027).sent_up.value, figures.year_of(town, 2026).taken_up.value) == (0, 1)
    assert sent_up.things(town, 2027) == []


def test_what_went_by_a_channel_and_by_the_in_tray_is_one_thing(town):
    team = items.team(town)
    channel = configure(
        organ=town, channel="report_up", name="报送区办", settings={"place": "区政务公开办公室"}, by="x", moment=web.at(TODAY)
    )
    one, other = (items.published(town, team, title=title, accounts=[channel]) for title in ("甲", "乙"))
    for each in (one, other):
        delivering.run_due(moment=web.at(TODAY))
        delivery = Delivery.objects.get(item=each, account=channel)
        Delivery.objects.filter(pk=delivery.pk).update(state="received", received_on=TODAY)
        delivering.act(item=each, events=[(p.SentUp(receipt=str(delivery.pk)), TODAY)], by=team.officer, moment=web.at(TODAY))
    send(town, team.officer, item=one, title="", to="市政务公开办公室")
    send(town, team.officer)
    assert both(town) == ((2, 0), (2, 0))
    assert [(row.key, row.sent) for row in sent_up.by_superior(sent_up.things(town, 2026))] == [
        ("区政务公开办公室", 2),
        ("市政务公开办公室", 1),
    ]
    assert sum(row.sent for row in sent_up.by_month(sent_up.things(town, 2026))) == 3
    assert Account.objects.count() == 1


def test_what_is_no_item_of_the_organ_or_was_not_approved_is_not_sent_up(town, bureau):
    team = items.team(town)
    with pytest.raises(NotAllowed, match="没有签发"):
        send(town, team.officer, item=items.drafted(town, team))
    with pytest.raises(NotAllowed, match="不是本机关的"):
        send(bureau, team.officer, item=items.published(town, team, title="另一件"))
    assert not Sending.objects.exists()


# --- 布置 ----------------------------------------------------------------------------------------------


def issued(district, supervisor, organs, **more):
    return tasks.issue(organ=district, asked=asked(**more), organs=organs, uploads=[PDF], by=supervisor, moment=web.at(TODAY))


def marks(issue, moment):
    return {each.organ.slug: in_tray.standing(each, moment).mark for each in in_tray.answers(issue)}


def test_one_task_lands_in_every_in_tray_and_the_district_sees_who_answered_who_is_late_and_who_is_silent(
    district, town, bureau, supervisor, officer
):
    issue = issued(district, supervisor, [town, bureau])
    mine = Task.objects.get(organ=town)
    assert (mine.issuer, mine.way, mine.due_on) == (district.name, "system", DUE)
    assert marks(issue, web.at(TODAY)) == {"shilizhen": "silent", "jiaoyuju": "silent"}
    tasks.note(task=mine, words="在办", by=officer, moment=web.at(TODAY))
    assert marks(issue, web.at(TODAY))["shilizhen"] == "going"
    late = DUE + timedelta(days=1)
    assert marks(issue, web.at(late)) == {"shilizhen": "late", "jiaoyuju": "silent"}
    send(town, officer, mine, DUE)
    assert marks(issue, web.at(late)) == {"shilizhen": "done", "jiaoyuju": "silent"}


def test_those_who_have_not_answered_are_reminded_once_a_day(district, town, bureau, supervisor, officer):
    issue = issued(district, supervisor, [town, bureau])
    send(town, officer, Task.objects.get(organ=town))
    moment = web.at(DUE)
    assert [tasks.remind(issue=issue, by=supervisor, moment=moment) for _ in range(2)] == [1, 0]
    assert tasks.remind(issue=issue, by=supervisor, moment=moment + timedelta(days=1)) == 1
    assert dict(Task.objects.values_list("organ__slug", "reminders")) == {"shilizhen": 0, "jiaoyuju": 2}
    assert marks(issue, moment)["jiaoyuju"] == "silent", "being reminded is no stir of one's own"


def test_a_town_does_not_change_or_drop_what_the_district_gave(district, town, supervisor, officer):
    issued(district, supervisor, [town])
    task = Task.objects.get()
    for act in (lambda: tasks.drop(task=task, why="不想办", by=officer, moment=web.at(TODAY)),
                lambda: tasks.change(task=task, asked=asked(due_on=None), by=officer, moment=web.at(TODAY))):  # fmt: skip
        with pytest.raises(NotAllowed, match="上级在系统里布置的"):
            act()


def test_a_task_is_given_to_somebody_and_not_to_an_organ_that_has_ended(district, town, supervisor):
    town.valid_to = TODAY - timedelta(days=1)
    with pytest.raises(NotAllowed) as refused:
        issued(district, supervisor, [town], due_on=TODAY - timedelta(days=1))
    assert len(refused.value.reasons) >= 2
    with pytest.raises(NotAllowed, match="没有选给哪些机关"):
        issued(district, supervisor, [])


def test_who_may_handle_tasks_is_offered(town, officer, head, reviewer):
    assert web.account("gone", "离任者", town, Role.LEADER)
    with pytest.raises(NotAllowed, match="不能办"):
        tasks.assign(task=received(town, officer), to=reviewer, by=officer, moment=web.at(TODAY))
