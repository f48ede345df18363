"""The workers of a survey: files handed out in small batches, outcomes given back in the order of the files."""

from __future__ import annotations

import os
from collections import deque
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, Protocol

from gongkai.report.audit import work

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Executor, Future

    from gongkai.report.audit.cache import Cache
    from gongkai.report.audit.work import Outcome

BATCH = 8  # files in one hand-over: talking to a worker costs a tenth of reading one file
IN_FLIGHT = 8  # batches per worker handed out ahead: enough that one slow file does not idle the others


class Orders(Protocol):
    """What the crew must know of the settings of a survey."""

    @property
    def jobs(self) -> int:
        """How many workers."""

    @property
    def seconds(self) -> float:
        """Time limit of one file."""

    @property
    def select(self) -> tuple[str, ...]:
        """Beginnings of the codes to check, all when empty."""

    @property
    def ignore(self) -> tuple[str, ...]:
        """Beginnings of the codes not to check."""


class _Batch(NamedTuple):
    """Files with the outcomes that the cache had, and the work handed out for the others."""

    entries: list[tuple[str, Outcome | None]]
    unknown: list[str]
    future: Future[list[Outcome]] | None
    pool: Executor | None


class Crew:
    """The workers, opened when the first file needs them and opened again when one of them dies."""

    def __init__(self, orders: Orders, open_pool: Callable[[int], Executor], cache: Cache | None) -> None:
        self._orders = orders
        self._open = open_pool
        self._cache = cache
        self._pool: Executor | None = None

    def outcomes(self, paths: Iterable[str]) -> Iterator[tuple[str, Outcome, bool]]:
        """File, outcome, and whether it came from the cache; in the order of ``paths``."""
        waiting: deque[_Batch] = deque()
        most = IN_FLIGHT * self._orders.jobs
        rest = iter(paths)
        try:
            while some := list(islice(rest, BATCH)):
                waiting.append(self._begin(some))
                if len(waiting) >= most:
                    yield from self._finish(waiting.popleft())
            while waiting:
                yield from self._finish(waiting.popleft())
        except BaseException:
            self._break_off(waiting)
            raise
        if self._pool is not None:
            self._pool.shutdown()

    def _begin(self, paths: list[str]) -> _Batch:
        entries = [(path, self._cache.get(work.fingerprint(path)) if self._cache else None) for path in paths]
        unknown = [path for path, known in entries if known is None]
        if not unknown:
            return _Batch(entries, unknown, None, None)
        future = self._submit(unknown)
        return _Batch(entries, unknown, future, self._pool)

    def _submit(self, paths: list[str]) -> Future[list[Outcome]]:
        if self._pool is None:
            self._pool = self._open(self._orders.jobs)
        try:
            return self._hand(self._pool, paths)
        except BrokenProcessPool:
            self._pool = None
            return self._submit(paths)

    def _hand(self, pool: Executor, paths: list[str]) -> Future[list[Outcome]]:
        orders = self._orders
        return pool.submit(work.examine_all, [os.path.abspath(path) for path in paths], orders.seconds, orders.select, orders.ignore)

    def _finish(self, batch: _Batch) -> Iterator[tuple[str, Outcome, bool]]:
        found = iter(self._result(batch))
        for path, known in batch.entries:
            yield path, known if known is not None else next(found), known is not None

    def _result(self, batch: _Batch) -> list[Outcome]:
        if batch.future is None:
            return []
        try:
            return batch.future.result()
        except BrokenProcessPool:
            # A worker died and took everything handed out with it; only file by file shows which one was the cause.
            if self._pool is batch.pool:
                self._pool = None
            return self._one_by_one(batch.unknown)
        except Exception as error:  # noqa: BLE001 - a worker of a cluster that was lost: its name is all there is to say
            words = f"处理这份文件的进程出了意外（{type(error).__name__}），请再查一次"
            return [_lost(path, words) for path in batch.unknown]

    def _one_by_one(self, paths: list[str]) -> list[Outcome]:
        """Each file by itself in one worker, opened again behind a file that ends it."""
        found: list[Outcome] = []
        pool = self._open(1)
        for path in paths:
            try:
                found += self._hand(pool, [path]).result()
            except BrokenProcessPool:
                found.append(_lost(path, "读这份文件时进程意外终止或超时，请单独检查这份文件"))
                pool = self._open(1)
        pool.shutdown()
        return found

    def _break_off(self, waiting: Iterable[_Batch]) -> None:
        """Call back what is not begun, and keep what is done: it need not be read again."""
        for batch in waiting:
            future = batch.future
            if future and not future.cancel() and future.done() and not future.exception() and self._cache:
                for outcome in future.result():
                    self._cache.put(outcome)
        if self._pool is not None:
            self._pool.shutdown(wait=False)


def _lost(path: str, sentence: str) -> Outcome:
    return work.Outcome(work.fingerprint(path), None, None, None, (), sentence, lasting=False)
