"""One thread of a process goes through waiting mail, and no wish to look at it is ever lost."""

from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest

from qiao.channels.services import processing, turn
from qiao.channels.services.intake import accept_raw
from qiao.channels.services.turn import STUCK_AFTER, Turn
from qiao.channels.testing import make_mail


@pytest.fixture
def clock(monkeypatch):
    now = [100.0]
    monkeypatch.setattr(turn, "time", SimpleNamespace(monotonic=lambda: now[0]))
    return now


@pytest.fixture
def elsewhere():
    """Calls a function in another thread."""
    with ThreadPoolExecutor(1) as pool:
        yield lambda function, *values, **named: pool.submit(function, *values, **named).result(10)


def test_a_second_thread_leaves_the_work_to_the_first_which_looks_once_more(clock, elsewhere):
    one = Turn()
    assert one.ask(watch_for=0)
    assert one.goes_on()
    assert not elsewhere(one.ask, watch_for=0)
    assert one.goes_on()
    assert not one.goes_on()
    assert elsewhere(one.ask, watch_for=0)


def test_a_watch_lasts_as_long_as_the_latest_who_asked_wants(clock, elsewhere):
    one = Turn()
    assert one.ask(watch_for=2)
    clock[0] += 1.5
    assert not elsewhere(one.ask, watch_for=2)
    clock[0] += 1.5
    assert one.goes_on()
    clock[0] += 1
    assert not one.goes_on()


def test_a_thread_stuck_with_a_mail_loses_its_turn_and_one_that_makes_progress_does_not(clock, elsewhere):
    one = Turn()
    one.ask(watch_for=0)
    assert one.goes_on()
    clock[0] += STUCK_AFTER - 1
    one.note_progress()
    clock[0] += STUCK_AFTER - 1
    assert not elsewhere(one.ask, watch_for=0)
    clock[0] += 1
    assert elsewhere(one.ask, watch_for=0)
    assert not one.goes_on()
    one.leave()
    assert elsewhere(one.goes_on)


@pytest.mark.django_db
def test_when_something_breaks_the_turn_is_given_back(mailbox, keeper, monkeypatch, elsewhere):
    def broken() -> int:
        raise ZeroDivisionError

    monkeypatch.setattr(processing, "_turn", Turn())
    accept_raw(make_mail(), mailbox=mailbox, source="smtp")
    with monkeypatch.context() as patch:
        patch.setattr(processing, "claim_waiting", broken)
        with pytest.raises(ZeroDivisionError):
            processing.process_waiting()
    processing.process_waiting()
    assert len(keeper.received()) == 1
    assert elsewhere(processing._turn.ask, watch_for=0)
