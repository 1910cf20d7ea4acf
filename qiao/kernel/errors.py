"""Business refusals: what a service raises when it may not do what was asked."""

from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refusal(Exception):
    """A business rule refuses an act.

    Subclasses set `text`, a translated sentence with named placeholders, and `status`, the HTTP status.
    The edge turns it into a form error, a toast or problem+json in the reader's language.
    """

    text: ClassVar[str | Promise] = _("This cannot be done.")
    status: ClassVar[int] = 409

    def __init__(self, **details: Any) -> None:
        super().__init__(details)
        self.details = details

    def __reduce__(self) -> tuple[Any, ...]:
        """So that it also comes from another process."""
        return _again, (type(self), self.details)

    @property
    def message(self) -> str:
        """The sentence in the active language."""
        return str(self.text) % self.details if self.details else str(self.text)

    def __str__(self) -> str:
        return self.message


def _again(kind: type[Refusal], details: dict[str, Any]) -> Refusal:
    return kind(**details)


class NotAllowed(Refusal):
    """The person's role or scope does not cover this act."""

    text = _("Your role does not allow this.")
    status = 403


class NotAText(Refusal):
    """What was sent holds a NUL, which no text of the database can hold."""

    text = _("This contains a character that is not text.")
    status = 400


class NotUnderstood(Refusal):
    """What was sent for a number, a moment or a choice is none."""

    text = _("“%(value)s” cannot be understood here. Choose again.")
    status = 422

    @classmethod
    def of(cls, value: str) -> "NotUnderstood":
        """Naming the beginning of what was sent."""
        return cls(value=value[:40])


class NotFound(Refusal):
    """The object does not exist, or this person may not know that it does."""

    text = _("This does not exist, or you may not see it.")
    status = 404
