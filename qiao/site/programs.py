"""The programs of Qiao, each run by the process that calls it: pages, live updates, jobs, the mail listener.

`qiao up` forks them from a process that has loaded everything; `qiao web`, `qiao worker` and so on run one alone.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from qiao.site.ports import LIVE, MAIL, WEB, check_ports

STREAMS_PATIENCE_SECONDS = 1


@contextmanager
def loading() -> Iterator[None]:
    """For importing: what is loaded stays, so nothing of it is garbage, now or later.

    Looking for garbage among half a million new objects takes as long as a fifth of the imports, and a collector that
    visits them afterwards would give each forked process a copy of its own.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def load_models() -> None:
    """Import what one program alone begins with."""
    import django

    with loading():
        django.setup()


def load_pages() -> None:
    """Make the application that serves pages. It looks then which static files there are: collect them before."""
    with loading():
        import qiao.site.wsgi  # noqa: F401


def load_everything() -> None:
    """Import what any of the programs needs, all but the application of the pages; no thread, no connection stays."""
    import django

    with loading():
        django.setup()
        from django.urls import get_resolver

        import qiao.site.live
        import qiao.site.worker  # noqa: F401
        from qiao.kernel.events import load_flows

        load_flows()
        assert get_resolver().url_patterns


def take_name(program: str) -> None:
    """Be called `qiao-<program>` in lists of processes (`ps -e`, `top`), where the system allows it."""
    with suppress(OSError):
        Path("/proc/self/comm").write_text(f"qiao-{program}")


def serve_pages(host: str, port: int, *, workers: int, threads: int) -> None:
    """Pages and the API, until a signal."""
    take_name("web")
    check_ports(host, {WEB: port})
    _granian(
        "qiao.site.wsgi:application", "wsgi", host, port, workers=workers, blocking_threads=threads, backpressure=64
    )


def serve_live(host: str, port: int) -> None:
    """Server-sent events, until a signal."""
    take_name("live")
    check_ports(host, {LIVE: port})
    # a stream has no end of its own, and browsers take it up again
    _granian("qiao.site.live:application", "asgi", host, port, workers=1, patience=STREAMS_PATIENCE_SECONDS)


def work(*, concurrency: int, name: str, watch_mail: bool) -> None:
    """Jobs, the timetable and the mailbox watchers, until a signal."""
    take_name("worker")
    from qiao.site.cli.django import check_database
    from qiao.site.worker import run_worker

    check_database()
    run_worker(concurrency=concurrency, name=name, watch_mail=watch_mail)


def listen_for_mail(host: str, port: int, *, lmtp: bool = False) -> None:
    """The SMTP or LMTP listener, until a signal."""
    take_name("mail")
    check_ports(host, {MAIL: port})
    from qiao.channels.public import listen

    listen(host, port, lmtp=lmtp)


def _granian(
    target: str,
    interface: str,
    host: str,
    port: int,
    *,
    workers: int,
    blocking_threads: int | None = None,
    backpressure: int | None = None,
    patience: int | None = None,
) -> None:
    """`patience`: seconds that requests have to end once it is asked to stop; None for as long as they take."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    # where processes are forked, granian's own share what this one has loaded
    Granian(
        target, address=host, port=port, interface=Interfaces(interface), workers=workers, websockets=False,
        blocking_threads=blocking_threads, backpressure=backpressure, log_level=LogLevels.warning,
        respawn_failed_workers=True, workers_kill_timeout=patience,
    ).serve()  # fmt: skip
