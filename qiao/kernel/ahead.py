"""Making things ahead of whoever uses them, in a process of its own and so on a core of its own.

The process makes the next thing while the last one is being used, and waits with it until it is asked for: never more
than one is waiting. It is a fresh interpreter, for a fork of a program with threads may inherit a lock nobody opens.
"""

import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import IO, Any, TypeVar

T = TypeVar("T")

_MADE, _FAILED, _ENDED = "made", "failed", "ended"


class MakerLost(Exception):
    """The process ended before its work did: it was killed, or what it raised cannot be sent."""


@contextmanager
def made_ahead(make: Callable[[], Iterable[T]]) -> Iterator[Iterator[T]]:
    """What `make` gives, made one ahead in another process.

    `make` and what it gives can be pickled (a `partial` of a module's function can), and it has nothing of the
    caller's: no transaction, no language. What it raises is raised where the next thing is asked for. The process
    ends with the block; should this one be killed, its pipe breaks and it ends when it has made the next thing.
    """
    process = subprocess.Popen(
        [sys.executable, "-m", __name__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        with suppress(BrokenPipeError), process.stdin:
            pickle.dump(make, process.stdin)
        yield _received(process.stdout)
    finally:
        process.stdout.close()
        process.kill()
        process.wait()


def _received(source: IO[bytes]) -> Iterator[Any]:
    while True:
        try:
            kind, value = pickle.load(source)  # noqa: S301 - written by the process this one started
        except (EOFError, pickle.UnpicklingError):
            raise MakerLost from None
        if kind == _ENDED:
            return
        if kind == _FAILED:
            raise value
        yield value


def _make() -> None:
    """The other process."""
    import django

    # what is printed must not get between the things that are sent
    with os.fdopen(os.dup(1), "wb") as target, suppress(BrokenPipeError):
        os.dup2(2, 1)
        django.setup()
        make = pickle.load(sys.stdin.buffer)  # noqa: S301 - written by the process that started this one
        try:
            for one in make():
                _send(target, _MADE, one)
                del one  # or it would lie beside the next
        except BrokenPipeError:
            raise
        except Exception as error:
            _send(target, _FAILED, error)
            raise
        _send(target, _ENDED, None)


def _send(target: IO[bytes], kind: str, value: object) -> None:
    pickle.dump((kind, value), target, protocol=pickle.HIGHEST_PROTOCOL)
    target.flush()


if __name__ == "__main__":
    _make()
