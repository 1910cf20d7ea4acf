"""Errors the operator can fix are reported in a sentence, without a traceback."""

import sys
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from django.db import OperationalError

from qiao.kernel.errors import Refusal
from qiao.kernel.i18n import in_language
from qiao.kernel.postgres import PostgresFailed
from qiao.kernel.settings import SettingWrong
from qiao.kernel.terminal import gettext as _
from qiao.kernel.terminal import language

P = ParamSpec("P")


def in_sentences(run: Callable[P, None]) -> Callable[P, None]:
    """The same program; it ends with exit code 1 and a sentence where it would have shown a traceback."""

    @wraps(run)
    def said(*args: P.args, **options: P.kwargs) -> None:
        try:
            run(*args, **options)
        except SettingWrong as error:
            sys.exit(f"qiao: {error}")
        except (OperationalError, PostgresFailed) as error:
            said = _("the database cannot be reached: %s") % str(error).strip()
            sys.exit(f"qiao: {said}\n{_('See: qiao doctor')}")
        except Refusal as error:
            with in_language(language()):
                sys.exit(f"qiao: {error}")

    return said
