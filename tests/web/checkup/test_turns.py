"""The row: a few at once, a few behind them in their order, nobody for ever."""

from __future__ import annotations

import multiprocessing
import threading

import pytest

from gongkai.web.checkup import turns
from gongkai.web.checkup.turns import AT_ONCE, WAITING, Full, Turn


@pytest.fixture
def row(tmp_path):
    """``row(n)``: n visitors in their order."""
    stood = []

    def come(number):
        stood.extend(Turn(str(tmp_path)) for _ in range(number))
        return stood[-number:]

    yield come
    for turn in stood:
        turn.end()


def test_a_few_check_at_once_and_the_next_wait_in_their_order(row):
    assert [turn.begin() for turn in row(AT_ONCE + WAITING)] == [0] * AT_ONCE + list(range(1, WAITING + 1))


def test_who_comes_when_the_row_is_full_is_told_so(row):
    for turn in row(AT_ONCE + WAITING):
        turn.begin()
    with pytest.raises(Full):
        row(1)[0].begin()


def test_when_one_leaves_all_behind_him_move_up(row):
    turns_ = row(AT_ONCE + 3)
    for turn in turns_:
        turn.begin()
    turns_[0].end()
    assert [turn.move() for turn in turns_[AT_ONCE:]] == [0, 1, 2]


def test_nobody_comes_in_past_those_who_wait(row):
    turns_ = row(AT_ONCE + 1)
    for turn in turns_:
        turn.begin()
    turns_[0].end()
    (late,) = row(1)
    assert late.begin() == 2
    assert turns_[-1].move() == 0


def test_who_gives_up_leaves_no_gap(row):
    turns_ = row(AT_ONCE + 3)
    for turn in turns_:
        turn.begin()
    turns_[AT_ONCE].end()
    assert [turn.move() for turn in turns_[AT_ONCE + 1 :]] == [1, 2]


def test_a_turn_that_is_dropped_is_given_back(tmp_path):
    for _ in range(3 * (AT_ONCE + WAITING)):
        turn = Turn(str(tmp_path))
        turn.enter()
        assert turn.begin() == 0
        del turn


def test_one_process_lets_only_so_many_in_and_leaving_twice_is_once(row):
    inside = row(turns._MOST_HERE)
    for turn in inside:
        turn.enter()
    (late,) = row(1)
    with pytest.raises(Full):
        late.enter()
    inside[0].end()
    inside[0].end()
    late.enter()
    with pytest.raises(Full):
        row(1)[0].enter()


def _stand(folder, ready, leave):
    turn = Turn(folder)
    turn.begin()
    ready.set()
    leave.wait(30)


def test_places_count_between_processes_and_are_free_when_one_is_killed(tmp_path, row):
    context = multiprocessing.get_context("spawn")
    ready, leave = context.Event(), context.Event()
    other = context.Process(target=_stand, args=(str(tmp_path), ready, leave))
    other.start()
    assert ready.wait(30)
    here = row(AT_ONCE)
    assert [turn.begin() for turn in here] == [0] * (AT_ONCE - 1) + [1]
    other.kill()
    other.join()
    assert here[-1].move() == 0


def test_many_threads_never_check_more_at_once_than_allowed_and_all_get_through(tmp_path):
    inside, most, done, lock = [0], [0], [0], threading.Lock()
    pause = threading.Event()

    def visit():
        turn = Turn(str(tmp_path))
        while True:
            try:
                turn.begin()
                break
            except Full:
                pause.wait(0.002)
        while turn.move():
            pause.wait(0.001)
        with lock:
            inside[0] += 1
            most[0] = max(most[0], inside[0])
        pause.wait(0.005)
        with lock:
            inside[0] -= 1
            done[0] += 1
        turn.end()

    threads = [threading.Thread(target=visit) for _ in range(24)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert done[0] == 24
    assert most[0] == AT_ONCE
