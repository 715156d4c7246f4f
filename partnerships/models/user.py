"""People who sign in, and the roles they hold."""

from functools import cached_property

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from partnerships.models.council import Council, Service
from partnerships.querysets import UserQuerySet
from partnerships.roles import READS_REGISTER, Role


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def get_by_natural_key(self, email: str):
        return self.get(email__iexact=email)


class User(AbstractBaseUser):
    """A person, known by e-mail address. Roles are rows of RoleGrant; changes of them go to the event log."""

    email = models.EmailField(
        "e-mail address",
        max_length=254,
        unique=True,
        error_messages={"unique": "Somebody already signs in with this e-mail address."},
    )
    full_name = models.CharField(max_length=120)
    post = models.CharField(
        max_length=120, blank=True, help_text="The post that this person holds, such as Director of Resources."
    )
    council = models.ForeignKey(Council, null=True, blank=True, on_delete=models.PROTECT, related_name="people")
    service = models.ForeignKey(Service, null=True, blank=True, on_delete=models.PROTECT, related_name="people")
    is_active = models.BooleanField("may sign in", default=True)
    shortcuts_off = models.BooleanField("keyboard shortcuts switched off", default=False)
    reminders_off = models.BooleanField("reminders of what is not overdue switched off", default=False)
    digest_off = models.BooleanField("weekly letter switched off", default=False)
    notices_off = models.BooleanField("notices about watched partnerships switched off", default=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    objects = UserManager()

    class Meta:
        ordering = ["full_name", "pk"]
        verbose_name = "person"
        verbose_name_plural = "people"
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_once",
                violation_error_message="Somebody already signs in with this e-mail address.",
            )
        ]

    def __str__(self) -> str:
        return self.full_name

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name

    @cached_property
    def roles(self) -> frozenset[str]:
        """The roles held, read once per request."""
        return frozenset(grant.role for grant in self.grants.all()) if self.is_active else frozenset()

    @cached_property
    def leads_entries(self) -> bool:
        """Is the person lead officer of anything? Read once per request."""
        return self.leads.exists()

    def has_role(self, *roles: str) -> bool:
        """Does the person hold any of these roles?"""
        return bool(self.roles & set(roles))

    @property
    def reads_register(self) -> bool:
        """May the person read the whole live register, by role?"""
        return bool(self.roles & READS_REGISTER)

    @property
    def is_staff(self) -> bool:
        """Asked by Django's admin; which screens a person sees there is decided by `permissions`."""
        return self.has_role(Role.POLICY_OFFICER, Role.ADMINISTRATOR)

    is_superuser = False

    def has_perm(self, perm, obj=None) -> bool:
        """No stored permissions exist; every screen asks `permissions` instead."""
        return False

    def has_module_perms(self, app_label) -> bool:
        return self.is_staff

    def role_names(self) -> list[str]:
        """The roles in words, in the order in which they are explained."""
        return [role.label for role in Role if role in self.roles]


class RoleGrant(models.Model):
    """One person holds one role."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=30, choices=Role.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role"],
                name="role_held_once",
                violation_error_message="This person already holds that role.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"
