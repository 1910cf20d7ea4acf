"""What the demo company changes in a running installation; without its data in the database nothing."""

from pathlib import Path

from django.apps import AppConfig
from django.conf import settings
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from qiao.kernel.i18n import known_language

_FIRST_KEY = "DEMO-001"


class DemoConfig(AppConfig):
    """See README.md."""

    name = "qiao.site.demo"
    label = "demo"

    def ready(self) -> None:
        """Take mails that no mail server takes, and say on the portal how to sign in."""
        from qiao.channels.ports import register_mail_taker
        from qiao.customers.ports import register_sign_in_notice

        register_mail_taker(write_mail)
        register_sign_in_notice(sign_in_notice)


def mail_folder() -> Path:
    """Where the mails are that no server takes."""
    return Path(settings.DATA) / "demo-mail"


def write_mail(data: bytes) -> bool:
    """Write a mail to the folder `demo-mail` of the data directory: answers and sign-in codes can be read there."""
    if not _is_demo():
        return False
    folder = mail_folder()
    folder.mkdir(exist_ok=True, mode=0o750)
    (folder / f"{timezone.now():%Y%m%d-%H%M%S-%f}.eml").write_bytes(data)
    return True


def sign_in_notice() -> str:
    """Whom to sign in as: an invented customer who speaks the reader's language."""
    from qiao.customers.models import ContactPoint, Organisation

    if not _is_demo():
        return ""
    language = known_language(get_language())
    customer = Organisation.objects.filter(external_key__startswith="DEMO-", language=language).order_by("id").first()
    addresses = ContactPoint.objects.filter(kind="email", contact__organisation=customer).order_by("id")
    address = addresses.values_list("value", flat=True).first()
    text = _(
        "This is a demonstration with invented data. Sign in as {address}. Without a mail server, mails with codes "
        "are written to the folder demo-mail of the data directory (.qiao)."
    )
    return format_html(text, address=format_html("<strong>{}</strong>", address)) if address else ""


def _is_demo() -> bool:
    from qiao.customers.models import Organisation

    return Organisation.objects.filter(external_key=_FIRST_KEY).exists()
