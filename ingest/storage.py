"""A folder of CSV files that changes whole or not at all, whenever a run is killed.

The new folder is written beside the old one, and the two change places in one step of the file
system. Where the system has no such step (it is not Linux, or the folder is a mount point), the new
folder gets a name that says it is whole, and is copied over the old one, again after a kill.
Whoever changes or builds from the folder locks it, so that two runs never meet in it.
"""

from __future__ import annotations

import csv
import ctypes
import errno
import fcntl
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from ingest.language import say

CsvRow = Sequence[str]

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_CANNOT_LOCK = (errno.EBADF, errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS)


class Store:
    """The files under one folder, while this run is the only one that changes them."""

    def __init__(self, folder: Path, say: Callable[[str], object] | None = None) -> None:
        """Name the folder; ``say`` gets a message where another run is to be waited for."""
        # A link would change places itself, and not the folder that it leads to.
        self.folder = folder.resolve()
        self._name = folder
        self._say = say or (lambda message: print(message, file=sys.stderr))
        self._new = _beside(self.folder, "new")
        self._whole = _beside(self.folder, "whole")
        self._locks: list[int] = []
        self._gone: set[Path] = set()
        self._is_made = False
        # A process that reads documents must not keep the lock of a parent that was killed.
        os.register_at_fork(after_in_child=self._release)

    def __enter__(self) -> Store:
        """Wait for other runs, finish or undo what a killed one left, and begin.

        Raises ``OSError`` where the folder cannot be made or written.
        """
        while not self._is_locked():
            pass
        try:
            self._recover()
        except BaseException:
            self._release()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Remove what has not been put in place."""
        shutil.rmtree(self._new, ignore_errors=True)
        if self._is_made:
            # Where nothing was loaded; a folder with files stays.
            with suppress(OSError):
                self.folder.rmdir()
        self._release()

    def write(self, path: Path, columns: Sequence[str], rows: Iterable[CsvRow]) -> None:
        """Write a CSV file for ``path``, relative to the folder: UTF-8, line feeds, few quotes."""
        with self._staged(path).open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_MINIMAL)
            writer.writerow(columns)
            writer.writerows(rows)
            file.flush()
            os.fsync(file.fileno())

    def rename(self, path: Path, other: Path) -> None:
        """Give a file that has been written another place, relative to the folder."""
        os.replace(self._staged(path), self._staged(other))  # noqa: PTH105

    def remove(self, path: Path) -> None:
        """Leave a file out of the new folder."""
        self._gone.add(path)

    def current(self, path: Path) -> Path | None:
        """Return where a file of the new folder stands now; ``None`` where it has none."""
        if (self._new / path).is_file():
            return self._new / path
        file = self.folder / path
        return file if path not in self._gone and file.is_file() else None

    def commit(self) -> None:
        """Put the new folder in the place of the old one. Nothing written means no change."""
        if not self._new.is_dir() and not self._gone:
            return
        self._new.mkdir(exist_ok=True)
        self._keep_the_others()
        shutil.copymode(self.folder, self._new)
        _sync_all(self._new)
        # After the change of places this one is the folder, and still locked.
        self._locks.append(_lock(self._new, fcntl.LOCK_EX | fcntl.LOCK_NB))
        if not _change_places(self._new, self.folder):
            self._new.rename(self._whole)
            self._copy()
        _sync(self.folder.parent)
        shutil.rmtree(self._new, ignore_errors=True)
        self._gone.clear()

    def _staged(self, path: Path) -> Path:
        """Return where the new folder has a file."""
        staged = self._new / path
        staged.parent.mkdir(parents=True, exist_ok=True)
        return staged

    def _keep_the_others(self) -> None:
        """Put the files that do not change into the new folder; they are linked, not copied."""
        for path in sorted(self.folder.rglob("*")):
            relative = path.relative_to(self.folder)
            staged = self._new / relative
            if _is_folder(path):
                staged.mkdir(parents=True, exist_ok=True)
            elif relative not in self._gone and not staged.exists():
                _link(path, staged)

    def _recover(self) -> None:
        """Finish what a killed run had written whole; remove what it had not."""
        if self._whole.is_dir():
            self._copy()
        shutil.rmtree(self._new, ignore_errors=True)

    def _copy(self) -> None:
        """Make the folder like the whole one beside it, which stays until all is done."""
        for path in sorted(self.folder.rglob("*"), reverse=True):
            if not (self._whole / path.relative_to(self.folder)).exists():
                path.rmdir() if _is_folder(path) else path.unlink()
        for path in sorted(self._whole.rglob("*")):
            place = self.folder / path.relative_to(self._whole)
            if _is_folder(path):
                place.mkdir(exist_ok=True)
                continue
            if place.exists() and place.samefile(path):
                # It was put there before a kill; two names of one file do not replace each other.
                continue
            # Under a name that nothing takes for a table.
            aside = place.with_name(place.name + ".new")
            aside.unlink(missing_ok=True)
            _link(path, aside)
            aside.replace(place)
        _sync_all(self.folder)
        self._whole.rename(self._new)

    def _is_locked(self) -> bool:
        """Wait for the folder; say whether it is still the one of that name."""
        if not self.folder.is_dir():
            self.folder.mkdir(parents=True, exist_ok=True)
            self._is_made = True
        try:
            lock = _lock(self.folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            waiting = "{folder}: another run, or a build, has this folder; waiting until it ends"
            self._say(say(waiting, folder=self._name))
            lock = _lock(self.folder, fcntl.LOCK_EX)
        except FileNotFoundError:
            return False
        if self.folder.is_dir() and os.path.samestat(os.fstat(lock), self.folder.stat()):
            self._locks.append(lock)
            return True
        os.close(lock)
        return False

    def _release(self) -> None:
        """Let others have the folder."""
        for lock in self._locks:
            os.close(lock)
        self._locks.clear()


class Reading:
    """Keeps other runs from changing a folder while a build reads it, until the process ends."""

    _lock: int | None = None

    @classmethod
    def begin(cls, folder: Path) -> bool:
        """Lock the folder; say whether it can be read, which a run at work on it does not allow.

        What a killed run had written whole is put in place first.
        """
        cls.end()
        if not folder.is_dir():
            return True
        if _beside(folder.resolve(), "whole").is_dir():
            with Store(folder):
                pass
        try:
            cls._lock = _lock(folder, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    @classmethod
    def end(cls) -> None:
        """Let others change the folder."""
        if cls._lock is not None:
            os.close(cls._lock)
            cls._lock = None


def _beside(folder: Path, what: str) -> Path:
    """Return a folder beside another one; the project tells dbt and git to leave it out."""
    return folder.with_name(f".{folder.name}.ingest-{what}")


def _lock(folder: Path, how: int) -> int:
    """Open and lock a folder. A file system without locks has none, and goes without."""
    lock = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(lock, how)
    except OSError as error:
        if error.errno not in _CANNOT_LOCK:
            os.close(lock)
            raise
    return lock


def _is_folder(path: Path) -> bool:
    """Say whether a path is a folder itself, and no link to one."""
    return path.is_dir() and not path.is_symlink()


def _sync_all(folder: Path) -> None:
    """Have the names in a folder and in those under it on the disk."""
    for path in (folder, *folder.rglob("*")):
        if _is_folder(path):
            _sync(path)


def _sync(folder: Path) -> None:
    """Have the names in a folder on the disk before anything that follows."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _link(path: Path, other: Path) -> None:
    """Give a file a second name, or copy it where that cannot be."""
    try:
        os.link(path, other, follow_symlinks=False)
    except OSError:
        shutil.copy2(path, other, follow_symlinks=False)


def _change_places(one: Path, other: Path) -> bool:
    """Let two folders change places in one step; say whether the system can."""
    change = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if change is None:
        return False
    paths = (_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other))
    return change(*paths, _RENAME_EXCHANGE) == 0
