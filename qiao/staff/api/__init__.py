"""What programs can do with people, teams, notifications, tokens, the audit record and background work."""

from qiao.staff.api.accounts import accounts
from qiao.staff.api.audit import audit
from qiao.staff.api.notifications import notifications
from qiao.staff.api.people import staff
from qiao.staff.api.teams import teams
from qiao.staff.api.tokens import tokens
from qiao.staff.api.work import work

ROUTERS = tuple(part.router for part in (staff, teams, accounts, notifications, tokens, audit, work))

__all__ = ["ROUTERS"]
