"""Roles, what each may do, and how a person becomes findable. Pure."""

from collections.abc import Iterable
from functools import lru_cache

EVERYONE = frozenset({"own", "own.edit"})
"""What any signed-in member of staff may do: look after their own profile. A token does the latter if allowed to."""

TICKET_WORK = frozenset({"ticket.view", "ticket.reply", "ticket.note", "ticket.edit", "ticket.merge"})
LOOK_UP = frozenset({"customer.view", "product.view", "search"})

AGENT = TICKET_WORK | LOOK_UP | {"customer.edit"}
ADMINISTRATOR = AGENT | {
    "ticket.delete",
    "view.share",
    "product.edit",
    "mail.view",
    "mail.manage",
    "setup.manage",
    "people.manage",
    "audit.view",
    "privacy.manage",
    "data.export",
}

ROLE_PERMISSIONS: dict[str, frozenset[str]] = {
    "agent_l1": AGENT,
    "agent_l2": AGENT,
    "agent_l3": AGENT | {"mail.view"},
    "lead": AGENT | {"ticket.delete", "view.share", "product.edit", "mail.view", "setup.manage"},
    "product_manager": LOOK_UP | {"ticket.view", "ticket.note", "product.edit"},
    "developer": LOOK_UP | {"ticket.view", "ticket.note"},
    "sales": LOOK_UP | {"ticket.view", "ticket.note", "customer.edit"},
    "customer_success": AGENT,
    "operations": LOOK_UP | {"ticket.view", "ticket.note", "product.edit", "mail.view", "mail.manage", "setup.manage"},
    "administrator": ADMINISTRATOR,
    "auditor": LOOK_UP | {"ticket.view", "mail.view", "audit.view"},
}

SEES_ALL_TEAMS = frozenset({"lead", "administrator", "auditor"})
"""Roles that look into restricted teams without being in them."""

PERMISSIONS = EVERYONE.union(*ROLE_PERMISSIONS.values())


def permissions_of(roles: Iterable[str]) -> frozenset[str]:
    """Everything these roles together allow; unknown roles allow nothing."""
    return _granted(tuple(roles))


@lru_cache(maxsize=1_024)
def _granted(roles: tuple[str, ...]) -> frozenset[str]:
    # a page asks some two hundred times
    return EVERYONE.union(*(ROLE_PERMISSIONS.get(role, frozenset()) for role in roles))


def roles_with(permission: str) -> list[str]:
    """Roles that allow this."""
    return [role for role, granted in ROLE_PERMISSIONS.items() if permission in granted]


def hue_of(text: str) -> int:
    """Avatar colour 0 to 5, the same for the same text on every machine."""
    return sum(text.encode()) % 6
