"""Forms of the setup pages about mail."""

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.forms.boundfield import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from qiao.channels.models import Mailbox, MailTemplate
from qiao.channels.models.mailbox import AfterFetch, ImapSignIn, Incoming
from qiao.channels.models.outgoing import TemplateKind
from qiao.channels.rules.addresses import is_address
from qiao.channels.rules.openpgp import KeyUnusable, load_key, load_public_keys
from qiao.channels.rules.smime import NotAPair, load_certificates, load_pair
from qiao.channels.rules.templates import variables_in
from qiao.channels.services.mailboxes import SECRET_FIELDS
from qiao.channels.wording import VARIABLES, Wording
from qiao.kernel.in_use import InUseChoice

if TYPE_CHECKING:
    _MailboxForm = forms.ModelForm[Mailbox]
    _TemplateForm = forms.ModelForm[MailTemplate]
else:
    _MailboxForm = _TemplateForm = forms.ModelForm

LAST_PORT = 65_535
SECTIONS: tuple[tuple[str | Promise, str | Promise, tuple[str, ...]], ...] = (
    (
        _("Address"), _("The address customers write to, and the product and team their mail goes to."),
        ("name", "address", "aliases", "product", "team", "language", "is_active", "is_catch_all"),
    ),
    (
        _("Answers"), _("What customers see in replies, and how their next mail finds its ticket."),
        ("sender_name", "sends_ack", "uses_plus_address", "requester_from_reply_to"),
    ),
    (
        _("Fetching"), _("How mail gets from your server to Qiao."),
        ("incoming", "imap_host", "imap_port", "imap_security", "imap_username", "imap_sign_in", "imap_password",
         "oauth_token_url", "oauth_client_id", "oauth_client_secret", "oauth_refresh_token", "oauth_scope",
         "imap_folder", "imap_after", "imap_move_to", "imap_since"),
    ),
    (
        _("Sending"), _("The server that sends replies."),
        ("smtp_host", "smtp_port", "smtp_security", "smtp_username", "smtp_password"),
    ),
    (
        _("Safety"), _("Which senders are trusted, and how much mail is accepted."),
        ("authserv_id", "dmarc_policy", "takes_list_mail", "most_per_sender", "most_per_thread", "largest_mail"),
    ),
    (
        _("Encrypted and signed mail"), _("Only needed if customers encrypt or sign their mail."),
        ("smime_certificate", "smime_key", "trusted_certificates", "pgp_key", "forget_pgp_key", "pgp_public_keys"),
    ),
    (_("Keeping originals"), _("How long mails are kept as they came in."), ("keep_months", "is_on_hold")),
)  # fmt: skip


class MailboxForm(_MailboxForm):
    """All settings of a mailbox. Secrets are never shown; left empty they stay as they are."""

    class Meta:
        model = Mailbox
        fields: ClassVar = [name for _title, _text, names in SECTIONS for name in names if name != "forget_pgp_key"]
        labels: ClassVar = {
            "name": _("Name"),
            "address": _("Address"),
            "aliases": _("Further addresses"),
            "product": _("Product"),
            "team": _("Team"),
            "language": _("Language when unknown"),
            "is_active": _("In use"),
            "is_catch_all": _("Accepts mail to unknown addresses"),
            "sender_name": _("Sender name"),
            "sends_ack": _("Confirm new requests"),
            "uses_plus_address": _("Mark answers with a signed address (name+mark@)"),
            "requester_from_reply_to": _("Reply-To says who asks"),
            "incoming": _("How mail arrives"),
            "imap_host": _("IMAP server"),
            "imap_port": _("Port"),
            "imap_security": _("Protection"),
            "imap_username": _("User name"),
            "imap_sign_in": _("Sign-in"),
            "imap_folder": _("Folder"),
            "imap_after": _("Once stored"),
            "imap_move_to": _("Move to folder"),
            "imap_since": _("Also take mail since"),
            "oauth_client_id": _("Client ID"),
            "oauth_scope": _("Scope"),
            "smtp_host": _("SMTP server"),
            "smtp_port": _("Port"),
            "smtp_security": _("Protection"),
            "smtp_username": _("User name"),
            "authserv_id": _("Name of your mail server in Authentication-Results"),
            "dmarc_policy": _("Mail that fails DMARC"),
            "takes_list_mail": _("Newsletters and lists become tickets"),
            "most_per_sender": _("Most mails of one sender in 10 minutes"),
            "most_per_thread": _("Most mails of one ticket in 10 minutes"),
            "largest_mail": _("Largest mail (bytes)"),
            "smime_certificate": _("S/MIME certificate (PEM)"),
            "trusted_certificates": _("Trusted S/MIME certificates (PEM)"),
            "pgp_public_keys": _("Trusted OpenPGP public keys"),
            "keep_months": _("Delete originals after months"),
            "is_on_hold": _("Legal hold"),
        }
        help_texts: ClassVar = {
            "aliases": _("Separated by commas."),
            "sender_name": _("Leave empty for the product's sender name, or the mailbox's name if there is none."),
            "uses_plus_address": _("Your mail server must deliver support+anything@ to support@."),
            "imap_since": _("Leave empty to fetch unread mail only."),
            "smtp_host": _("Leave empty for the server in QIAO_SMTP_HOST."),
            "authserv_id": _("Leave empty to trust no result; mail from colleagues' addresses is then quarantined."),
            "most_per_sender": _("0: no limit."),
            "most_per_thread": _("0: no limit."),
            "smime_certificate": _("Mail that customers encrypt with it can be read. Empty: it is only kept."),
            "trusted_certificates": _(
                "Of issuers, or of customers themselves, one after the other: their signatures count."
            ),
            "pgp_public_keys": _("Of customers, one after the other: their signatures count."),
            "keep_months": _("0: never. Tickets, their messages and files stay in any case."),
            "is_on_hold": _("While this is on, no original of this mailbox is deleted."),
        }
        field_classes: ClassVar = {"product": InUseChoice, "team": InUseChoice}
        widgets: ClassVar = {
            "language": forms.Select(choices=settings.LANGUAGES),
            "imap_since": forms.DateInput(attrs={"type": "date"}),
            **{
                name: forms.Textarea(attrs={"rows": 4, "spellcheck": "false"})
                for name in ("smime_certificate", "trusted_certificates", "pgp_public_keys")
            },
        }

    oauth_token_url = forms.URLField(label=_("Token address"), required=False, max_length=500, assume_scheme="https")
    imap_password = forms.CharField(label=_("Password"), required=False, widget=forms.PasswordInput)
    oauth_client_secret = forms.CharField(label=_("Client secret"), required=False, widget=forms.PasswordInput)
    oauth_refresh_token = forms.CharField(label=_("Refresh token"), required=False, widget=forms.PasswordInput)
    smtp_password = forms.CharField(label=_("Password"), required=False, widget=forms.PasswordInput)
    smime_key = forms.CharField(
        label=_("S/MIME private key (PEM, RSA, without a password)"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
    )

    pgp_key = forms.CharField(
        label=_("OpenPGP private key (armoured, without a password)"),
        required=False,
        help_text=_("Mail that customers encrypt for it can be read. Empty: it is only kept."),
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
    )
    forget_pgp_key = forms.BooleanField(label=_("Delete the stored OpenPGP key"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._secrets = {name: getattr(self.instance, name) for name in SECRET_FIELDS}
        self.fields["aliases"].show_hidden_initial = False  # whether they change is told by what is stored
        for name in ("imap_port", "smtp_port"):
            self.fields[name].validators.append(MaxValueValidator(LAST_PORT))
        for name in SECRET_FIELDS:
            self.initial[name] = ""
            if self._secrets[name]:
                self.fields[name].help_text = str(_("Stored. Leave empty to keep it."))
            self.fields[name].widget.attrs["autocomplete"] = "new-password"

    def sections(self) -> list[tuple[str | Promise, str | Promise, list[BoundField]]]:
        """Fields under their headings, each with a sentence of what they are about."""
        shown = set(self.fields) if self.instance.pgp_key else set(self.fields) - {"forget_pgp_key"}
        return [(title, text, [self[name] for name in names if name in shown]) for title, text, names in SECTIONS]

    def changed_fields(self) -> list[str]:
        """Fields of the mailbox that were changed here."""
        changed = {name if name != "forget_pgp_key" else "pgp_key" for name in self.changed_data}
        return sorted(changed)

    def clean_address(self) -> str:
        """Lower case, valid and unique."""
        return self._own_address(self.cleaned_data["address"])

    def clean_aliases(self) -> list[str]:
        """The same for every alias."""
        return [self._own_address(alias) for alias in self.cleaned_data["aliases"] or []]

    def _own_address(self, text: str) -> str:
        address = text.strip().lower()
        if not is_address(address) or "+" in address.partition("@")[0]:
            raise ValidationError(_("%(address)s is not a mail address."), params={"address": text})
        others = Mailbox.objects.exclude(pk=self.instance.pk or 0)
        if others.filter(address=address).exists() or others.filter(aliases__contains=[address]).exists():
            raise ValidationError(_("Another mailbox has the address %(address)s."), params={"address": address})
        return address

    def clean(self) -> dict[str, Any]:
        """What belongs together must be there together; empty secrets keep what is stored."""
        data = super().clean() or {}
        for name in SECRET_FIELDS:
            data[name] = data.get(name) or self._secrets[name]
        for name in self._missing(data):
            self.add_error(name, ValidationError(_("This is needed here."), code="required"))
        self._check_pair(data)
        if data.get("forget_pgp_key"):
            data["pgp_key"] = ""
        return data

    def clean_trusted_certificates(self) -> str:
        """Certificates that can be read."""
        text: str = self.cleaned_data["trusted_certificates"]
        try:
            load_certificates(text)
        except ValueError as error:
            raise ValidationError(_("One of these is not a certificate in PEM form.")) from error
        return text

    def clean_pgp_public_keys(self) -> str:
        """Public keys that can be read."""
        text: str = self.cleaned_data["pgp_public_keys"]
        try:
            load_public_keys(text)
        except KeyUnusable as error:
            raise ValidationError(_("One of these is not an OpenPGP public key.")) from error
        return text

    def clean_pgp_key(self) -> str:
        """A key that can decrypt."""
        text: str = self.cleaned_data["pgp_key"]
        try:
            if text.strip():
                load_key(text)
        except KeyUnusable as error:
            raise ValidationError(
                _("This is not an OpenPGP private key that decrypts mail, or it has a password.")
            ) from error
        return text

    def _check_pair(self, data: dict[str, Any]) -> None:
        """A key goes with its certificate; taking the certificate away takes the key away."""
        if not data.get("smime_certificate"):
            data["smime_key"] = ""
            return
        try:
            load_pair(data["smime_certificate"], data["smime_key"])
        except NotAPair:
            self.add_error("smime_key", ValidationError(_("This is not the RSA key of the certificate.")))

    def _missing(self, data: dict[str, Any]) -> list[str]:
        if data.get("incoming") != Incoming.IMAP:
            return []
        needed = ["imap_host", "imap_username", "imap_folder"]
        if data.get("imap_sign_in") == ImapSignIn.OAUTH2:
            needed += ["oauth_token_url", "oauth_client_id", "oauth_refresh_token"]
        else:
            needed.append("imap_password")
        if data.get("imap_after") == AfterFetch.MOVE:
            needed.append("imap_move_to")
        return [name for name in needed if not data.get(name) and name not in self.errors]


class TemplateForm(_TemplateForm):
    """Wording of one kind in one language; only known variables may stand in it."""

    class Meta:
        model = MailTemplate
        fields: ClassVar = ["subject", "body"]
        labels: ClassVar = {"subject": _("Subject"), "body": _("Text (Markdown)")}
        widgets: ClassVar = {"body": forms.Textarea(attrs={"rows": 14})}

    @property
    def wording(self) -> Wording:
        """What was written, once it is valid."""
        return Wording(self.cleaned_data["subject"], self.cleaned_data["body"])

    def clean_subject(self) -> str:
        """A subject with known variables."""
        return self._checked(self.cleaned_data["subject"])

    def clean_body(self) -> str:
        """A text with known variables; a reply needs a place for what the agent wrote."""
        body = self._checked(self.cleaned_data["body"])
        if self.instance.kind == TemplateKind.REPLY and "body" not in variables_in(body):
            raise ValidationError(_("{{body}} must mark the place of the agent's text."))
        return body

    def _checked(self, text: str) -> str:
        unknown = variables_in(text) - set(VARIABLES[self.instance.kind])
        if unknown:
            raise ValidationError(_("Unknown variables: %(names)s"), params={"names": ", ".join(sorted(unknown))})
        return text
