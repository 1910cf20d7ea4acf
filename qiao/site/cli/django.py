"""Everything `qiao` does not know itself is a Django command, with the database running."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from qiao.kernel.terminal import gettext as _

# these never touch the database, or must not start one
OFFLINE = {"collectstatic", "compilemessages", "makemessages", "startapp", "help", "--version"}


@contextmanager
def database() -> Iterator[None]:
    """The embedded server runs for the length of the block, unless it runs already or is not ours."""
    from django.conf import settings

    server = settings.EMBEDDED
    if not server:
        check_database()
    started = server.start() if server else False
    try:
        if server:
            server.create_database()
        yield
    finally:
        if server and started:
            server.stop()


def check_database() -> None:
    """For programs that need a running database and start none. Raises PostgresFailed."""
    from django.conf import settings

    from qiao.kernel.postgres import check_reachable

    check_reachable(settings.EMBEDDED.url() if settings.EMBEDDED else settings.DATABASE_URL)


def run_django(arguments: list[str]) -> None:
    """Pass the command line to Django's management; unknown commands start no database."""
    import django
    from django.core.management import execute_from_command_line, get_commands

    django.setup()
    if arguments[1] not in {*OFFLINE, *get_commands()}:
        sys.exit(_("Unknown command: '%s'. See: qiao --help") % arguments[1])
    if arguments[1] in OFFLINE:
        execute_from_command_line(arguments)
        return
    with database():
        if arguments[1] == "migrate":
            from qiao.site.migrations import refuse_too_old

            refuse_too_old()
        execute_from_command_line(arguments)
