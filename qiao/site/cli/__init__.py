"""The `qiao` command: its own verbs first, every other word goes to Django."""

import os
import sys


def main() -> None:
    """Entry point of the `qiao` script. What the operator can mend is a sentence, never a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qiao.site.settings")
    from django.db import OperationalError

    from qiao.kernel.errors import Refusal
    from qiao.kernel.postgres import PostgresFailed
    from qiao.kernel.settings import SettingWrong
    from qiao.site.cli.app import app, own_commands

    own = own_commands()
    words = [word for word in sys.argv[1:] if not word.startswith("-")]
    try:
        if words and words[0] not in own:
            from qiao.site.cli.django import run_django

            run_django(sys.argv)
        else:
            app()
    except SettingWrong as error:
        sys.exit(f"qiao: {error}")
    except (OperationalError, PostgresFailed) as error:
        sys.exit(f"qiao: the database cannot be reached: {str(error).strip()}\nSee: qiao doctor")
    except Refusal as error:
        sys.exit(f"qiao: {error}")
