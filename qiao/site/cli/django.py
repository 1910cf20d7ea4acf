"""Everything `qiao` does not know itself is a Django command, with the database running."""

from collections.abc import Iterator
from contextlib import contextmanager

# these never touch the database, or must not start one
OFFLINE = {"collectstatic", "compilemessages", "makemessages", "startapp", "help", "--version"}


@contextmanager
def database() -> Iterator[None]:
    """The embedded server runs for the length of the block, unless it runs already or is not ours."""
    from django.conf import settings

    server = settings.EMBEDDED
    started = server.start() if server else False
    try:
        if server:
            server.create_database()
        yield
    finally:
        if server and started:
            server.stop()


def run_django(arguments: list[str]) -> None:
    """Hand the command line to Django's own management."""
    from django.core.management import execute_from_command_line

    if arguments[1] in OFFLINE:
        execute_from_command_line(arguments)
        return
    with database():
        execute_from_command_line(arguments)
