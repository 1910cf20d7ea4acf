"""Who works here."""

from qiao.staff.models.invitation import Invitation
from qiao.staff.models.notification import Notification, NotificationKind
from qiao.staff.models.person import Density, Language, Person, Role, Theme
from qiao.staff.models.team import Team

__all__ = ["Density", "Invitation", "Language", "Notification", "NotificationKind", "Person", "Role", "Team", "Theme"]
