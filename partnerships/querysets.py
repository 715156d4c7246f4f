"""Named questions about people, councils and what happened."""

from django.db import models


class UserQuerySet(models.QuerySet):
    def holding(self, *roles: str) -> "UserQuerySet":
        """People who hold any of these roles."""
        return self.filter(grants__role__in=roles).distinct()

    def active(self) -> "UserQuerySet":
        return self.filter(is_active=True)


class CouncilQuerySet(models.QuerySet):
    def current(self) -> "CouncilQuerySet":
        """Councils that this register serves now, the first one being the host whose branding strangers see."""
        return self.filter(is_retired=False).order_by("pk")

    def of(self, user):
        """The council that a person works for; the host where they name none, or are not signed in."""
        return getattr(user, "council", None) or self.current().first()


class EventQuerySet(models.QuerySet):
    def about(self, subject: str) -> "EventQuerySet":
        """What happened to one thing, named as the log names it (`paper CP-0001`)."""
        return self.filter(subject=subject)

    def update(self, **values):
        raise TypeError("The event log only grows: its rows are never changed.")

    def delete(self):
        raise TypeError("The event log only grows: its rows are never deleted.")
