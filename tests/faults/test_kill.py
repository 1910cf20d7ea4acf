"""kill -9 of any process while mail streams in: nothing is lost, nothing is there twice."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.faults.house import House, deliver, wait_until

MAILS = 500
MAILBOX = "help@vendor.example"
MAKE_MAILBOX = f"""
from qiao.channels.models import Mailbox
Mailbox.objects.create(name="Help", address="{MAILBOX}", sends_ack=False)
"""

pytestmark = pytest.mark.fault


def mail(number: int) -> bytes:
    return (
        f"From: Sender {number % 97} <sender{number % 97}@customer{number % 13}.example>\r\n"
        f"To: {MAILBOX}\r\nSubject: Question number {number}\r\nMessage-ID: <stream-{number}@customer.example>\r\n"
        f"Date: Sun, 22 Nov 2026 09:00:00 +0800\r\n\r\nThe scheduler stopped, run {number}.\r\n"
    ).encode()


def test_killing_every_process_during_500_mails(tmp_path):
    with House(tmp_path / "data") as house:
        house.run(MAKE_MAILBOX)
        sent = threading.Semaphore(0)

        def stream(number: int) -> None:
            deliver(house.mail_port, f"sender{number % 97}@customer{number % 13}.example", MAILBOX, mail(number))
            sent.release()

        with ThreadPoolExecutor(4) as pool:
            results = [pool.submit(stream, number) for number in range(MAILS)]
            for victim in ("worker", "web", "postgres", "mail", "worker"):
                for _ in range(MAILS // 7):
                    assert sent.acquire(timeout=120), house.log()
                house.kill(victim)
            for result in results:
                result.result()

        def waiting() -> int:
            return house.query("SELECT count(*) FROM channels_rawmail WHERE state = 'waiting'")[0][0]

        wait_until(lambda: waiting() == 0, "all mails to be processed", house.log, patience=240)
        rows = house.query(
            "SELECT m.subject, count(*) FROM tickets_message m WHERE m.direction = 'in' GROUP BY m.subject"
        )
        seen = dict(rows)
        raw_states = house.query("SELECT state, reason, count(*) FROM channels_rawmail GROUP BY 1, 2")
    lost = [number for number in range(MAILS) if not any(str(number) == subject.rsplit(" ", 1)[-1] for subject in seen)]
    twice = {subject: count for subject, count in seen.items() if count > 1}
    assert not lost, (lost, raw_states)
    assert not twice, (twice, raw_states)
