"""What went wrong with a mail server, in a sentence that whoever set it up can act upon."""

import re
import smtplib
import ssl

from django.utils.translation import gettext as _
from imapclient.exceptions import LoginError

_BYTES = re.compile(r"""b(['"])(.*)\1""", re.DOTALL)


def trouble(error: Exception) -> str:
    """What kind of trouble it is, and what the other side said in its own words."""
    kind, words = _kind(error), _words(error)
    return _("%(kind)s: %(words)s") % {"kind": kind, "words": words} if words else kind


def _kind(error: Exception) -> str:
    match error:
        case LoginError() | smtplib.SMTPAuthenticationError():
            return _("The server refuses the sign-in")
        case ssl.SSLCertVerificationError():
            return _("The server's certificate is not trusted")
        case ssl.SSLError():
            return _("The server does not speak the chosen kind of encryption")
        case TimeoutError():
            return _("The server does not answer in time")
        case smtplib.SMTPServerDisconnected():
            return _("The server hangs up")
        case smtplib.SMTPException():
            return _("The server refuses")
        case OSError():
            return _("The server cannot be reached")
        case _other:
            return _("The server refuses")


def _words(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error.decode(errors="replace") if isinstance(error.smtp_error, bytes) else error.smtp_error
        return f"{error.smtp_code} {said}"
    if isinstance(error, ssl.SSLCertVerificationError):
        return error.verify_message
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    # imaplib hands on bytes as they are printed
    found = _BYTES.fullmatch(str(error))
    return found[2] if found else str(error)
