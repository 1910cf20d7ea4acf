"""The background worker: jobs, timetable, mailbox watchers."""

import asyncio
import os
import signal
import socket
import threading
from contextlib import suppress

import structlog
from django.core.signals import request_finished
from procrastinate.contrib.django import app as procrastinate_app

from qiao.channels.public import watch_mailboxes
from qiao.kernel.events import load_flows
from qiao.kernel.jobs.schedule import register_timetable

log = structlog.get_logger("qiao.worker")


def run_worker(*, concurrency: int, name: str, watch_mail: bool) -> None:
    """Work until SIGTERM or SIGINT; a running job is finished first."""
    load_flows()
    register_timetable()
    stop = threading.Event()
    watcher = threading.Thread(target=watch_mailboxes, args=(stop,), name="imap-watch", daemon=True)
    if watch_mail:
        watcher.start()
    try:
        asyncio.run(_work(concurrency, name or f"{socket.gethostname()}-{os.getpid()}"))
    finally:
        stop.set()
        request_finished.send(sender=run_worker)


async def _work(concurrency: int, name: str) -> None:
    worker_app = procrastinate_app.with_connector(procrastinate_app.connector.get_worker_connector())  # type: ignore[attr-defined]
    async with worker_app.open_async():
        task = asyncio.ensure_future(
            worker_app.run_worker_async(
                concurrency=concurrency,
                name=name,
                listen_notify=True,
                install_signal_handlers=False,
                fetch_job_polling_interval=5,
                shutdown_graceful_timeout=25,
            )
        )
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, task.cancel)
        log.info("worker.started", name=name, concurrency=concurrency)
        with suppress(asyncio.CancelledError):
            await task
