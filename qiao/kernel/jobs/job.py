"""The `@job` decorator over procrastinate."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, ParamSpec

from django.db import IntegrityError, OperationalError, close_old_connections, connection, transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.job_context import JobContext
from procrastinate.tasks import Task

from qiao.kernel.database import prepared_cursor
from qiao.kernel.jobs.failures import note_error
from qiao.kernel.jobs.queue import enqueue

P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class Retry:
    """How often a failing job is tried again; the pause doubles from 2 s."""

    attempts: int = 5

    def strategy(self) -> RetryStrategy:
        """The same in procrastinate's words."""
        return RetryStrategy(max_attempts=self.attempts, exponential_wait=2)


class Job(Generic[P]):
    """A function that can also run later, in a worker."""

    def __init__(self, function: Callable[P, None], task: "Task[..., Any, Any]") -> None:
        self.function = function
        self.task = task
        self.__name__ = function.__name__
        self.__doc__ = function.__doc__

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> None:
        self.function(*args, **kwargs)

    def defer(self, *args: P.args, **kwargs: P.kwargs) -> None:
        """Run as soon as a worker is free, if this transaction commits."""
        self._enqueue(None, kwargs)

    def defer_at(self, when: datetime, *args: P.args, **kwargs: P.kwargs) -> None:
        """Run not before `when` (aware), if this transaction commits."""
        self._enqueue(when, kwargs)

    def _enqueue(self, when: datetime | None, arguments: dict[str, Any]) -> None:
        lock = self.task.queueing_lock
        if lock is None:
            enqueue(self.task, arguments, when=when)
            return
        if when is not None:  # a job for later must not keep away those that are due now
            lock = f"{lock}, later"
        # a waiting job with the same lock will do the work; asked first, for a refused row costs four statements
        if _is_waiting(lock):
            # it may begin before the caller's rows can be seen: asked again when they can
            transaction.on_commit(lambda: self._add_if_none(when, lock, arguments), robust=True)
            return
        self._add(when, lock, arguments)

    def _add_if_none(self, when: datetime | None, lock: str, arguments: dict[str, Any]) -> None:
        if not _is_waiting(lock):
            self._add(when, lock, arguments)

    def _add(self, when: datetime | None, lock: str, arguments: dict[str, Any]) -> None:
        # the savepoint keeps the caller's transaction usable when somebody was faster
        try:
            with transaction.atomic():
                enqueue(self.task, arguments, when=when, queueing_lock=lock)
        except IntegrityError as error:  # the lock is the only thing about a job that has to be unique
            # Django only marks the outer transaction when the way back to the savepoint failed (the server
            # died just then), and would end it later as a rollback without a word: the caller's rows would be gone
            if connection.needs_rollback:
                raise OperationalError("The connection was lost while a job was deferred.") from error


def _is_waiting(lock: str) -> bool:
    with prepared_cursor() as cursor:
        cursor.execute("SELECT FROM procrastinate_jobs WHERE queueing_lock = %s AND status = 'todo'", [lock])
        return cursor.fetchone() is not None


def job(
    *, queue: str = "default", retry: Retry | None = None, queueing_lock: str | None = None, lock: str | None = None
) -> Callable[[Callable[P, None]], Job[P]]:
    """Make a function deferrable.

    `queueing_lock`: at most one such job waits at a time. `lock`: at most one such job runs at a time.
    """

    def decorate(function: Callable[P, None]) -> Job[P]:
        def run(context: JobContext, /, **kwargs: Any) -> None:
            if connection.in_atomic_block:  # tests run jobs inside their own transaction
                function(**kwargs)  # type: ignore[call-arg]
                return
            close_old_connections()
            try:
                function(**kwargs)  # type: ignore[call-arg]
            except Exception as error:
                note_error(context.job.id or 0, error)
                raise
            finally:
                close_old_connections()

        name = f"{function.__module__.removeprefix('qiao.')}.{function.__name__}"
        strategy = retry.strategy() if retry else False
        task = app.task(
            name=name, queue=queue, retry=strategy, queueing_lock=queueing_lock, lock=lock, pass_context=True
        )(run)
        return Job(function, task)

    return decorate
