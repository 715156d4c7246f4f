"""How long ago something happened, in words."""

from datetime import datetime, timedelta

from django import template
from django.utils import timezone

from partnerships.templatetags.council import moment

register = template.Library()


@register.filter
def ago(value: datetime) -> str:
    """ "just now", "3 minutes ago", "2 hours ago", and after a day the moment itself: "on 4 June 2026 at 9:32am"."""
    passed = timezone.now() - value
    if passed < timedelta(minutes=1):
        return "just now"
    if passed < timedelta(hours=1):
        return counted(int(passed.total_seconds() // 60), "minute")
    if passed < timedelta(days=1):
        return counted(int(passed.total_seconds() // 3600), "hour")
    return f"on {moment(value)}"


def counted(number: int, unit: str) -> str:
    return f"{number} {unit}{'' if number == 1 else 's'} ago"
