"""The language of the terminal, for what is said there before Django's translations are, or beside them.

The `qiao` command calls `speak` before it imports anything that has texts; every other program says them in English.
"""

import os
from gettext import NullTranslations, translation
from pathlib import Path


def gettext_noop(text: str) -> str:
    """The text itself: it is only marked for the catalogue here, and translated where it is said."""
    return text


ENGLISH, CHINESE = "en", "zh-hans"

USUAL_REASONS = (
    gettext_noop("No such file or directory"),
    gettext_noop("Permission denied"),
    gettext_noop("Is a directory"),
    gettext_noop("Not a directory"),
    gettext_noop("No space left on device"),
    gettext_noop("Read-only file system"),
    gettext_noop("Cannot assign requested address"),
    gettext_noop("Name or service not known"),
)
"""What systems mostly say, for the catalogue."""

_language = ENGLISH
_texts = NullTranslations()


def wanted_language() -> str:
    """`en` or `zh-hans`: as QIAO_LANGUAGE says, else the locale; all Chinese is zh-hans, all else English."""
    locale = map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))
    chosen = os.environ.get("QIAO_LANGUAGE") or next(filter(None, locale), "")
    return CHINESE if chosen.lower().startswith("zh") else ENGLISH


def speak(language: str, *catalogues: Path) -> None:
    """From now on say texts in this language, looked up in these folders of catalogues, one after the other."""
    global _language, _texts
    _language, _texts = language, NullTranslations()
    if language == CHINESE:
        for folder in catalogues:
            _texts.add_fallback(translation("django", folder, ["zh_Hans"], fallback=True))


def language() -> str:
    """What is spoken: `en` or `zh-hans`."""
    return _language


def gettext(text: str) -> str:
    """The text in that language."""
    return _texts.gettext(text)


def pgettext(context: str, text: str) -> str:
    """The same of a text that means something else elsewhere."""
    return _texts.pgettext(context, text)


def ngettext(one: str, many: str, number: int) -> str:
    """The same of a text that depends on a number."""
    return _texts.ngettext(one, many, number)


def reason(error: OSError) -> str:
    """What the system says of a file or an address, translated where it is one of the usual answers."""
    return gettext(error.strerror or str(error))
