"""Texts in both languages, as programs send and see them."""

from typing import Annotated

from pydantic import Field

from qiao.kernel.api.answers import Given, Shown
from qiao.kernel.i18n import LONGEST_TEXT, Bilingual


class BilingualShown(Shown):
    """A text in both languages, one of which may be empty."""

    en: str
    zh_hans: str


class BilingualGiven(Given):
    """A text in one language or both."""

    en: Annotated[str, Field(max_length=2_000)] = ""
    zh_hans: Annotated[str, Field(max_length=2_000)] = ""

    @property
    def value(self) -> Bilingual:
        """As columns hold it."""
        return Bilingual(self.en, self.zh_hans)


class LongBilingualGiven(BilingualGiven):
    """A long text in one language or both."""

    en: Annotated[str, Field(max_length=LONGEST_TEXT)] = ""
    zh_hans: Annotated[str, Field(max_length=LONGEST_TEXT)] = ""


def both(text: Bilingual) -> BilingualShown:
    """A stored text as programs see it."""
    return BilingualShown(en=text.en, zh_hans=text.zh_hans)
