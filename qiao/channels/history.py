"""Sentences for what happened with mail and mailboxes."""

from django.utils.translation import gettext_lazy as _

from qiao.kernel.history import Words, name_objects, word_acts

SENTENCES: dict[str, Words] = {
    "mail.replayed": ("refresh", _("had it processed again")),
    "mail.released": ("check", _("released it")),
    "mail.discarded": ("trash", _("threw it away")),
    "mail.written": ("mail", _("wrote a mail")),
    "mail.cancelled": ("x", _("cancelled a mail before it was sent")),
    "mail.hastened": ("send", _("sent a mail at once")),
    "mail.retried": ("refresh", _("had a mail sent again")),
    "mailbox.added": ("inbox", _("added a mailbox")),
    "mailbox.changed": ("edit", _("changed a mailbox")),
    "mailbox.originals_deleted": ("trash", _("deleted expired originals of a mailbox")),
    "template.changed": ("edit", _("changed the wording of a mail")),
    "template.dropped": ("refresh", _("restored the default wording of a mail")),
}

OBJECTS = {
    "channels.rawmail": _("Incoming mail"),
    "channels.outgoingmail": _("Outgoing mail"),
    "channels.mailbox": _("Mailbox"),
    "channels.template": _("Mail wording"),
}

word_acts(SENTENCES)
name_objects(OBJECTS)
