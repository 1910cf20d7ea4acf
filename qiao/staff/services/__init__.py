"""Acts on people and teams: one function, one transaction, one line in the audit."""

from qiao.staff.services.audit import export_audit
from qiao.staff.services.invitations import (
    INVITATION_DAYS,
    InvitationNotValid,
    Invited,
    accept_invitation,
    invite_person,
    open_invitation,
    resend_invitation,
)
from qiao.staff.services.notifications import (
    News,
    choose_notifications,
    forget_read_notifications,
    notify_people,
    read_all_notifications,
    read_notification,
    read_notifications,
)
from qiao.staff.services.people import (
    CannotDeactivateYourself,
    LastAdministrator,
    change_person,
    change_profile,
    deactivate_person,
    end_sessions,
    reactivate_person,
)
from qiao.staff.services.teams import archive_team, change_team, create_team, restore_team

__all__ = [
    "INVITATION_DAYS",
    "CannotDeactivateYourself",
    "InvitationNotValid",
    "Invited",
    "LastAdministrator",
    "News",
    "accept_invitation",
    "archive_team",
    "change_person",
    "change_profile",
    "change_team",
    "choose_notifications",
    "create_team",
    "deactivate_person",
    "end_sessions",
    "export_audit",
    "forget_read_notifications",
    "invite_person",
    "notify_people",
    "open_invitation",
    "reactivate_person",
    "read_all_notifications",
    "read_notification",
    "read_notifications",
    "resend_invitation",
    "restore_team",
]
