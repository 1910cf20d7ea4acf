"""What programs can do with tickets. Every act goes through the service that the desk uses."""

from qiao.tickets.api.acts import acts
from qiao.tickets.api.arranging import arranging
from qiao.tickets.api.bulk import bulk
from qiao.tickets.api.calendars import calendars
from qiao.tickets.api.changes import changes
from qiao.tickets.api.desk_imports import desk_imports
from qiao.tickets.api.fields import fields
from qiao.tickets.api.files import files
from qiao.tickets.api.messages import messages
from qiao.tickets.api.portal_setup import portal_setup
from qiao.tickets.api.states import states
from qiao.tickets.api.targets import targets
from qiao.tickets.api.tickets import tickets

ROUTERS = tuple(
    part.router
    for part in (
        tickets, acts, messages, files, bulk, changes, arranging, portal_setup,
        fields, states, targets, calendars, desk_imports,
    )
)  # fmt: skip

__all__ = ["ROUTERS"]
