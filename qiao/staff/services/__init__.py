"""Acts on people and teams: one function, one transaction, one line in the audit."""

from qiao.staff.services.invitations import (
    INVITATION_DAYS,
    InvitationNotValid,
    Invited,
    accept_invitation,
    invite_person,
    open_invitation,
    resend_invitation,
)
from qiao.staff.services.people import (
    CannotDeactivateYourself,
    LastAdministrator,
    change_person,
    change_profile,
    deactivate_person,
    reactivate_person,
)
from qiao.staff.services.teams import archive_team, change_team, create_team, restore_team

__all__ = [
    "INVITATION_DAYS",
    "CannotDeactivateYourself",
    "InvitationNotValid",
    "Invited",
    "LastAdministrator",
    "accept_invitation",
    "archive_team",
    "change_person",
    "change_profile",
    "change_team",
    "create_team",
    "deactivate_person",
    "invite_person",
    "open_invitation",
    "reactivate_person",
    "resend_invitation",
    "restore_team",
]
