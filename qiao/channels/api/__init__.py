"""What programs can do with mail: mailboxes, the mail log, wording. Every act goes through the screens' services."""

from qiao.channels.api.incoming import incoming
from qiao.channels.api.mailboxes import mailboxes
from qiao.channels.api.outgoing import outgoing
from qiao.channels.api.templates import templates

ROUTERS = tuple(part.router for part in (mailboxes, incoming, outgoing, templates))

__all__ = ["ROUTERS"]
