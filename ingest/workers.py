"""Many documents read by several processes, given back in the order in which they were asked for.

Each process reads one document at a time, and the parent knows which: a process that dies, or
takes too long, costs that document and no other. The pools of the standard library lose all that is
under way, and cannot say at which document it happened.
"""

from __future__ import annotations

import multiprocessing
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection, wait
from typing import Any, NamedTuple

from ingest.language import say

try:
    import resource
except ImportError:  # Windows has none, and no such bound.
    resource = None  # type: ignore[assignment]

# What one document may take, so that the machine never runs short: it is refused before.
_MEMORY = 4 << 30
# So many more documents than processes may be read ahead of one that takes its time.
_AHEAD = 4


class Lost(NamedTuple):
    """What became of a document that a process gave nothing back for."""

    found: str


def read_all(
    items: Sequence[Any], read: Callable[[Any], Any], processes: int, seconds: float
) -> Iterator[Any]:
    """Yield ``read(item)`` of every item, in order, or ``Lost`` where its process did not last.

    ``read`` must not raise. At most a few results wait for an earlier one, so memory is bounded.
    """
    pool = [_Worker(read) for _ in range(min(processes, len(items)))]
    results: dict[int, Any] = {}
    following = 0
    try:
        for number in range(len(items)):
            while number not in results:
                last = min(len(items), number + _AHEAD * len(pool))
                for worker in pool:
                    if worker.item is None and following < last:
                        worker.start(following, items[following], seconds)
                        following += 1
                results.update(_finished(pool))
            yield results.pop(number)
    finally:
        for worker in pool:
            worker.stop()


def _finished(pool: Sequence[_Worker]) -> Iterator[tuple[int, Any]]:
    """Wait until a process has finished, has died or has taken too long; yield what it gave."""
    busy = [worker for worker in pool if worker.item is not None]
    nearest = min(worker.deadline for worker in busy)
    ready = wait([worker.connection for worker in busy], max(0.0, nearest - time.monotonic()))
    for worker in busy:
        if worker.connection in ready:
            yield worker.item, worker.take()
        elif time.monotonic() >= worker.deadline:
            yield worker.item, worker.give_up("one that takes longer than it may")


class _Worker:
    """One process, and the item it is at."""

    def __init__(self, read: Callable[[Any], Any]) -> None:
        self.item: int | None = None
        self.deadline = 0.0
        self._read = read
        self._begin()

    def _begin(self) -> None:
        """Start a process."""
        self.connection, theirs = multiprocessing.Pipe()
        self._process = multiprocessing.Process(
            target=_work, args=(theirs, self._read), daemon=True
        )
        self._process.start()
        # With the other end open here too, the death of the process would go unnoticed.
        theirs.close()

    def start(self, number: int, item: Any, seconds: float) -> None:
        """Give the process an item."""
        self.item, self.deadline = number, time.monotonic() + seconds
        self.connection.send(item)

    def take(self) -> Any:
        """Return what the process gave."""
        try:
            result = self.connection.recv()
        except (EOFError, OSError):
            self._process.join()
            broke = "one at which the reader broke down ({code})"
            return self.give_up(say(broke, code=self._process.exitcode))
        self.item = None
        return result

    def give_up(self, found: str) -> Lost:
        """Put another process in place of this one."""
        self.item = None
        self.stop()
        self._begin()
        return Lost(found)

    def stop(self) -> None:
        """End the process."""
        self.connection.close()
        self._process.kill()
        self._process.join()


def _work(connection: Connection, read: Callable[[Any], Any]) -> None:
    """Read items until the parent has no more."""
    # Who presses Ctrl-C means the parent, which ends its processes itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    while True:
        try:
            item = connection.recv()
        except (EOFError, OSError):
            return
        connection.send(read(item))
