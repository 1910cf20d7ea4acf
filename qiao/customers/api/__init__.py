"""API of customers, built on the desk's own forms and services."""

from qiao.customers.api.agreements import agreements
from qiao.customers.api.batches import batches
from qiao.customers.api.changes import changes
from qiao.customers.api.imports import imports
from qiao.customers.api.issuers import issuers
from qiao.customers.api.merging import merging
from qiao.customers.api.organisations import customers
from qiao.customers.api.privacy import privacy
from qiao.customers.api.remarks import remarks

ROUTERS = tuple(
    part.router for part in (customers, batches, agreements, remarks, merging, privacy, imports, changes, issuers)
)

__all__ = ["ROUTERS"]
