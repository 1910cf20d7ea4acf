"""Dictionaries of Chinese and English, loaded when somebody first needs them.

Together they take 90 MB. Pages, live hints and mail reception mostly do without, so no module may import
these libraries when it is loaded itself. Two threads that ask at once wait for the same import.
"""

from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import snowballstemmer
    from opencc import OpenCC


def jieba() -> ModuleType:
    """The library that cuts runs of Han characters into words: 30 MB."""
    import rjieba

    return rjieba


def pinyin() -> ModuleType:
    """The library that knows how Han characters sound: 57 MB."""
    import pypinyin

    return pypinyin


@cache
def simplifier() -> "OpenCC":
    """Turns traditional characters into simplified ones."""
    from opencc import OpenCC

    return OpenCC("t2s")


@cache
def stemmer() -> "snowballstemmer.stemmer":
    """Cuts English words down to their stem."""
    import snowballstemmer

    return snowballstemmer.stemmer("english")
