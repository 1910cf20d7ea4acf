"""What programs can do with customers. The desk's own forms and services stand behind it."""

from qiao.customers.api.agreements import agreements
from qiao.customers.api.changes import changes
from qiao.customers.api.organisations import customers

ROUTERS = (customers.router, agreements.router, changes.router)

__all__ = ["ROUTERS"]
