"""What channels refuses to do."""

from django.utils.translation import gettext_lazy as _

from qiao.kernel.errors import Refusal


class NoMailboxFor(Refusal):
    """No active mailbox has this address."""

    text = _("No active mailbox has the address %(address)s.")


class NoMailboxToSendFrom(Refusal):
    """There is no mailbox a mail could be sent from."""

    text = _("There is no active mailbox to send from. Set one up first.")


class NobodyToSendTo(Refusal):
    """A mail needs at least one valid recipient."""

    text = _("This mail has no valid recipient.")


class AddressNotValid(Refusal):
    """A recipient cannot be written to."""

    text = _("%(address)s is not a mail address.")


class MailAlreadySent(Refusal):
    """Too late to cancel it or to send it earlier."""

    text = _("This mail is already on its way.")


class MailAlreadyTaken(Refusal):
    """A mail that became part of a ticket is not processed again."""

    text = _("This mail is already in a ticket.")


class MailIsDuplicate(Refusal):
    """A second delivery of a mail we have."""

    text = _("This is a second copy. Use the first one instead.")


class OriginalForgotten(Refusal):
    """The bytes are gone, so nothing can be processed again."""

    text = _("The original of this mail was deleted after the time set for its mailbox.")


class ServerNotProposed(Refusal):
    """Only the name that the last mails propose can be trusted at a click."""

    text = _("The last mails do not propose “%(name)s” any more.")


class MailStillWaiting(Refusal):
    """The mail has no outcome yet."""

    text = _("This mail is still being processed.")
