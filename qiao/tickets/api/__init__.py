"""What programs can do with tickets. Every act goes through the service that the desk uses."""

from qiao.tickets.api.messages import messages
from qiao.tickets.api.tickets import tickets

ROUTERS = (tickets.router, messages.router)

__all__ = ["ROUTERS"]
