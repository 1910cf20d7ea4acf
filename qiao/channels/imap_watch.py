"""Holding IMAP connections open, so that new mail is here within a second (IDLE, RFC 2177)."""

import threading
from datetime import datetime, timedelta

import structlog
from django.db import InterfaceError, OperationalError, close_old_connections
from django.utils import timezone
from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError

from qiao.channels.models import Mailbox, RawMail
from qiao.channels.models.mailbox import Incoming
from qiao.channels.selectors import active_mailboxes
from qiao.channels.services.fetching import fetch_mailbox, noted
from qiao.channels.services.imap import connected
from qiao.channels.services.processing import process_waiting

log = structlog.get_logger("qiao.channels.imap_watch")

LOOK_AGAIN = 5.0
IDLE_MINUTES = 9
POLL_SECONDS = 30
ROUNDS_OF_IDLE = 8  # shorter than what the minutely job takes for a mailbox that nobody looks at
FIRST_PAUSE, LONGEST_PAUSE = 5.0, 300.0
DATABASE_TROUBLE = (OperationalError, InterfaceError)


def watch_mailboxes(stop: threading.Event) -> None:
    """Watch every active IMAP mailbox until `stop` is set; follows changes of the settings within seconds.

    Also wakes the processing of mail that waits although no job is queued for it.
    """
    watchers: dict[int, _Watcher] = {}
    wanted: dict[int, datetime] = {}
    while not stop.is_set():
        try:
            wanted = dict(active_mailboxes().filter(incoming=Incoming.IMAP).values_list("pk", "settings_stamp"))
            _wake_processing()
        except DATABASE_TROUBLE:
            pass  # the settings stay as they were last read
        finally:
            close_old_connections()
        for mailbox_id in [pk for pk, watcher in watchers.items() if wanted.get(pk) != watcher.stamp]:
            watchers.pop(mailbox_id).stop.set()
        for mailbox_id, stamp in wanted.items():
            if mailbox_id not in watchers or not watchers[mailbox_id].is_alive():
                watchers[mailbox_id] = _Watcher(mailbox_id, stamp)
                watchers[mailbox_id].start()
        stop.wait(LOOK_AGAIN)
    for watcher in watchers.values():
        watcher.stop.set()
    for watcher in watchers.values():
        watcher.join(timeout=10)


def _wake_processing() -> None:
    overdue = timezone.now() - timedelta(seconds=2)
    if RawMail.objects.filter(state="waiting", next_attempt_at__lte=overdue).exists():
        process_waiting.defer()


class _Watcher(threading.Thread):
    """One mailbox: fetch, wait for the server to speak, fetch again."""

    def __init__(self, mailbox_id: int, stamp: datetime) -> None:
        super().__init__(name=f"imap-{mailbox_id}", daemon=True)
        self.mailbox_id, self.stamp, self.stop = mailbox_id, stamp, threading.Event()

    def run(self) -> None:
        """Runs until stopped; errors make the pauses longer but never end the watch."""
        pause = FIRST_PAUSE
        while not self.stop.is_set():
            try:
                self._watch()
                pause = FIRST_PAUSE
            except (OSError, IMAPClientError, Mailbox.DoesNotExist, *DATABASE_TROUBLE) as error:
                log.warning("imap.watch_failed", mailbox_id=self.mailbox_id, error=str(error))
                self.stop.wait(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
            finally:
                close_old_connections()

    def _watch(self) -> None:
        fetch_mailbox(self.mailbox_id)
        mailbox = Mailbox.objects.get(pk=self.mailbox_id)
        with noted(mailbox), connected(mailbox) as client:
            client.select_folder(mailbox.imap_folder, readonly=True)
            # mail that came between the fetch and the selection is announced to nobody
            fetch_mailbox(self.mailbox_id)
            close_old_connections()
            until = timezone.now() + timedelta(minutes=IDLE_MINUTES)
            while not self.stop.is_set() and timezone.now() < until:
                if self._has_news(client):
                    fetch_mailbox(self.mailbox_id)
                else:
                    Mailbox.objects.filter(pk=self.mailbox_id).update(last_fetch_at=timezone.now())
                close_old_connections()

    def _has_news(self, client: IMAPClient) -> bool:
        """Wait for the server to announce something; without IDLE, ask after half a minute."""
        if not client.has_capability("IDLE"):
            self.stop.wait(POLL_SECONDS)
            return not self.stop.is_set()
        client.idle()
        try:
            for _round in range(ROUNDS_OF_IDLE):
                if any(b"EXISTS" in line for line in client.idle_check(timeout=LOOK_AGAIN)):
                    return True
                if self.stop.is_set():
                    return False
        finally:
            client.idle_done()
        return False
