"""The `qiao` command: its own verbs first, every other word goes to Django."""

import os
import sys
from pathlib import Path

from qiao.kernel.terminal import speak, wanted_language

PACKAGE = Path(__file__).parents[2]


def main() -> None:
    """Entry point of the `qiao` script."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qiao.site.settings")
    speak(wanted_language(), *(PACKAGE / app / "locale" for app in ("site", "kernel")))
    from qiao.site.errors import in_sentences

    in_sentences(_run)()


def _run() -> None:
    from qiao.site.cli.app import app, own_commands
    from qiao.site.cli.wording import run

    own = own_commands()
    words = [word for word in sys.argv[1:] if not word.startswith("-")]
    if words and words[0] not in own:
        from qiao.site.cli.django import run_django

        run_django(sys.argv)
    else:
        sys.exit(run(app))
