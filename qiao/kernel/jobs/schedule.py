"""Registering the timetable with procrastinate."""

import importlib

from procrastinate.contrib.django import app

from qiao.kernel.jobs.job import Job
from qiao.kernel.jobs.timetable import TIMETABLE


def register_timetable() -> None:
    """Import every periodic job and register it with the scheduler. Called once by the worker."""
    for dotted, cron in TIMETABLE.items():
        module_name, name = dotted.rsplit(".", 1)
        periodic = getattr(importlib.import_module(f"qiao.{module_name}"), name)
        if not isinstance(periodic, Job):
            raise TypeError(f"{dotted} in the timetable is not a job.")
        app.periodic(cron=cron, periodic_id=dotted)(periodic.task)
