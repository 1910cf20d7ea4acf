"""A member of staff, who is also the one signing in."""

import zoneinfo
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower, Now
from django.utils.functional import cached_property
from django.utils.translation import get_language_info, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from qiao.kernel.access import Actor
from qiao.kernel.changes import Changes
from qiao.kernel.prepared import prepared
from qiao.kernel.text.names import name_keys
from qiao.staff.models.notification import Notification
from qiao.staff.rules import SEES_ALL_TEAMS, hue_of, permissions_of

_unread_of = prepared(
    lambda person_id: Notification.objects.filter(person=person_id, read_at=None).values_list("pk")[:100]
)


class Role(models.TextChoices):
    """What somebody is here for; a person may have several."""

    AGENT_L1 = "agent_l1", _("Agent, tier 1")
    AGENT_L2 = "agent_l2", _("Agent, tier 2")
    AGENT_L3 = "agent_l3", _("Agent, tier 3")
    LEAD = "lead", _("Team lead")
    PRODUCT_MANAGER = "product_manager", _("Product manager")
    DEVELOPER = "developer", _("Developer")
    SALES = "sales", _("Sales")
    CUSTOMER_SUCCESS = "customer_success", _("Customer success")
    OPERATIONS = "operations", _("Operations")
    ADMINISTRATOR = "administrator", _("Administrator")
    AUDITOR = "auditor", _("Auditor")


class Language(models.TextChoices):
    """Languages of the interface, named in themselves."""

    ENGLISH = "en", get_language_info("en")["name_local"]
    CHINESE = "zh-hans", get_language_info("zh-hans")["name_local"]


class Theme(models.TextChoices):
    """Colours of the interface."""

    SYSTEM = "auto", _("As the device")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


class Density(models.TextChoices):
    """Height of rows in lists."""

    COMPACT = "compact", _("Compact")
    ROOMY = "roomy", _("Roomy")


def validate_time_zone(value: str) -> None:
    """Refuse what is not a name of the IANA time zone database."""
    if value not in zoneinfo.available_timezones():
        raise ValidationError(_("%(zone)s is not a time zone."), params={"zone": value})


class PersonManager(BaseUserManager["Person"]):
    """Makes people who can be found by the sound of their name."""

    def create_person(self, email: str, name: str, *, password: str | None = None, **fields: Any) -> "Person":
        """Store a person with name keys and avatar colour; without a password nobody can sign in with one."""
        person = self.model(email=email.strip().lower(), name=name.strip(), **fields)
        person.name_py, person.name_initials = name_keys(person.name, is_person=True)
        if "avatar_hue" not in fields:
            person.avatar_hue = hue_of(person.email)
        person.set_password(password)
        person.save(force_insert=True, using=self._db)
        return person

    def create_user(self, email: str, name: str = "", password: str | None = None, **fields: Any) -> "Person":
        """What Django's and allauth's own code calls."""
        return self.create_person(email, name or email, password=password, **fields)

    def create_superuser(self, email: str, name: str, password: str | None = None, **fields: Any) -> "Person":
        """The first administrator: `qiao createsuperuser`."""
        fields.setdefault("joined_at", Now())
        return self.create_person(email, name, password=password, roles=[Role.ADMINISTRATOR], **fields)

    def get_by_natural_key(self, username: str | None) -> "Person":
        """Mail addresses are the same in any case."""
        return self.get(email=(username or "").strip().lower())


class Person(AbstractBaseUser):
    """Somebody who works here. Invited until `joined_at`; may sign in only while `is_active`."""

    email = models.EmailField(_("Work email"), unique=True)
    name = models.CharField(pgettext_lazy("person", "Name"), max_length=120)
    call_name = models.CharField(_("How to address them"), max_length=60, blank=True, default="")
    job_title = models.CharField(_("Job title"), max_length=120, blank=True, default="")
    name_py = models.CharField(max_length=400, blank=True, default="", editable=False)
    name_initials = models.CharField(max_length=120, blank=True, default="", editable=False)
    language = models.CharField(_("Language"), max_length=8, choices=Language, default=Language.ENGLISH)
    time_zone = models.CharField(
        _("Time zone"), max_length=64, default="Asia/Shanghai", validators=[validate_time_zone]
    )
    roles = ArrayField(models.CharField(max_length=20, choices=Role), verbose_name=_("Roles"), blank=True, default=list)
    skills = ArrayField(models.CharField(max_length=40), verbose_name=_("Skills"), blank=True, default=list)
    is_active = models.BooleanField(default=True)
    theme = models.CharField(_("Theme"), max_length=8, choices=Theme, default=Theme.SYSTEM)
    density = models.CharField(_("Row height"), max_length=8, choices=Density, default=Density.COMPACT)
    avatar_hue = models.PositiveSmallIntegerField(default=0)
    muted = ArrayField(models.CharField(max_length=20), verbose_name=_("Not told about"), blank=True, default=list)
    created_at = models.DateTimeField(db_default=Now())
    joined_at = models.DateTimeField(null=True, blank=True)
    deactivated_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="person_email_lower"),
            models.CheckConstraint(condition=models.Q(avatar_hue__lt=6), name="person_avatar_hue"),
        ]
        indexes = [
            models.Index(fields=["name_py", "id"], name="person_by_name"),
            GinIndex(fields=["roles"], name="person_roles"),
        ]

    def __str__(self) -> str:
        return self.name

    def rename(self, name: str) -> Changes:
        """Give another name together with its keys; returns what changed. Does not save."""
        changes: Changes = {"name": [self.name, name]} if name != self.name else {}
        self.name = name
        self.name_py, self.name_initials = name_keys(name, is_person=True)
        return changes

    def may(self, permission: str) -> bool:
        """Whether any of the person's roles grants this; nobody inactive may anything."""
        return self.is_active and permission in permissions_of(self.roles)

    @property
    def sees_all_teams(self) -> bool:
        """Whether restricted teams are open to this person without being a member."""
        return not SEES_ALL_TEAMS.isdisjoint(self.roles)

    @property
    def permissions(self) -> frozenset[str]:
        """Everything the roles together allow."""
        return permissions_of(self.roles)

    @property
    def actor(self) -> Actor:
        """This person as the one who acts."""
        return Actor.person(self)

    @property
    def is_invited(self) -> bool:
        """Asked to come, not here yet."""
        return self.joined_at is None and self.deactivated_at is None

    @property
    def role_labels(self) -> list[str]:
        """Names of the roles in the active language."""
        return [str(Role(role).label) for role in self.roles]

    @cached_property
    def unread_notifications(self) -> int:
        """The number of the person's unread notifications, up to 100."""
        return len(_unread_of.all(self.pk))

    def get_full_name(self) -> str:
        """Name as shown to colleagues and customers."""
        return self.name

    def get_short_name(self) -> str:
        """What colleagues say."""
        return self.call_name or self.name
