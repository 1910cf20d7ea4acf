"""The test suite's own embedded server, started once and shared by all workers."""

import os

import pytest


def pytest_configure(config: pytest.Config) -> None:
    if os.environ.get("PYTEST_XDIST_WORKER"):
        return
    from qiao.site.settings_test import TEST_SERVER

    if TEST_SERVER and TEST_SERVER.start():
        config.stash[_started] = True


def pytest_unconfigure(config: pytest.Config) -> None:
    if config.stash.get(_started, False):
        from qiao.site.settings_test import TEST_SERVER

        assert TEST_SERVER
        TEST_SERVER.stop()


_started = pytest.StashKey[bool]()
