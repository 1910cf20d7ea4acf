"""The few mails Qiao sends to staff: invitations and password resets. They leave through a job."""

import json
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from qiao.kernel.i18n import in_language
from qiao.kernel.jobs import Retry, job
from qiao.kernel.secrets import seal, unseal
from qiao.staff.models import Person


def has_outgoing_mail() -> bool:
    """Whether the operator has set a mail server; without one, links are passed on manually."""
    return bool(settings.EMAIL_HOST) or settings.EMAIL_BACKEND.endswith(
        ("locmem.EmailBackend", "filebased.EmailBackend")
    )


def invitation_link(token: str) -> str:
    """Address of the page where an invitation is accepted."""
    return f"{settings.ADDRESS}{reverse('staff:accept_invitation', args=[token])}"


def post_invitation(person: Person, token: str, *, invited_by: str, expires_at: datetime) -> None:
    """Write the invitation in the person's language and queue it."""
    with in_language(person.language), timezone.override(ZoneInfo(person.time_zone)):
        context = {
            "person": person,
            "invited_by": invited_by,
            "link": invitation_link(token),
            "expires_at": expires_at,
        }
        subject = render_to_string("staff/mail/invitation_subject.txt", context).strip()
        text = render_to_string("staff/mail/invitation.txt", context)
    post(person.email, subject, text)


def post(address: str, subject: str, text: str) -> None:
    """Queue a mail. Its text may hold a secret link, so the job carries it sealed."""
    if has_outgoing_mail():
        send_sealed.defer(sealed=seal(json.dumps({"to": address, "subject": subject, "text": text})))


@job(queue="mail", retry=Retry(attempts=8))
def send_sealed(sealed: str) -> None:
    """Send one mail through the operator's server."""
    mail = json.loads(unseal(sealed))
    EmailMessage(mail["subject"], mail["text"], settings.DEFAULT_FROM_EMAIL, [mail["to"]]).send()
