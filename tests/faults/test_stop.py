"""Stopping leaves nothing behind, whenever it is asked for and whatever was killed before."""

import os
import signal
import subprocess
import sys

import psutil
import pytest

from tests.faults.house import House, answers, program_of, wait_until

pytestmark = pytest.mark.fault


def processes_of(house: House) -> list[psutil.Process]:
    """Every process that works on the house's data folder."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.environ().get("QIAO_DATA") == str(house.folder) and process.pid != os.getpid():
                found.append(process)
        except psutil.Error:
            continue
    return found


def works(process: psutil.Process) -> bool:
    """Whether it runs, and is not only waiting for somebody to ask how it ended."""
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def test_stopping_in_the_middle_of_the_start_leaves_no_process(tmp_path):
    house = House(tmp_path / "data")
    with (tmp_path / "house.log").open("wb") as log:
        command = [sys.executable, "-m", "qiao.site", "up", "--port", str(house.web_port)]
        up = subprocess.Popen(command, env=house.environment, stdout=log, stderr=log)
    wait_until(lambda: answers(house.web_port), "the pages", house.log)
    wait_until(lambda: len(processes_of(house)) > 4, "the other programs", house.log)
    up.send_signal(signal.SIGTERM)
    assert up.wait(90) == 0, house.log()
    wait_until(
        lambda: not any(map(works, processes_of(house))),
        "every process to end",
        lambda: str(processes_of(house)),
        patience=5,
    )
    assert not answers(house.live_port)


def test_a_second_start_on_the_same_data_is_refused_and_leaves_the_first_alone(tmp_path):
    with House(tmp_path / "data") as house:
        second = House(house.folder)
        command = [sys.executable, "-m", "qiao.site", "up", "--port", str(second.web_port)]
        refused = subprocess.run(command, env=second.environment, capture_output=True, text=True, timeout=90)
        assert refused.returncode == 1
        assert refused.stderr.startswith(f"qiao: qiao up already runs on {house.folder}.")
        assert answers(house.web_port)


def test_what_a_killed_program_leaves_behind_does_not_hold_its_port(tmp_path):
    with House(tmp_path / "data") as house:
        assert house.process
        (live,) = [child for child in psutil.Process(house.process.pid).children() if program_of(child) == "live"]
        wait_until(lambda: bool(live.children()), "the live process's own", house.log)
        own = live.children(recursive=True)
        live.kill()
        wait_until(lambda: not any(map(works, own)), "its own to end", house.log, patience=30)
        wait_until(lambda: answers(house.live_port), "live updates to be back", house.log)
    assert not any(map(works, processes_of(house)))


def test_where_nothing_may_be_forked_each_program_is_a_command_of_its_own(tmp_path):
    with House(tmp_path / "data", is_threaded=True) as house:
        assert house.process
        supervisor = psutil.Process(house.process.pid)
        words = {child.cmdline()[3] for child in supervisor.children() if child.cmdline()[1:3] == ["-m", "qiao.site"]}
        assert words == {"web", "live", "worker", "mail"}
        (live,) = [child for child in supervisor.children() if program_of(child) == "live"]
        live.kill()
        wait_until(lambda: not works(live), "the live process to end", house.log)
        wait_until(lambda: answers(house.live_port), "live updates to be back", house.log)
    assert not any(map(works, processes_of(house)))
