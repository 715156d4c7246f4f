"""Make the first administrator of a new installation; everybody else is added on screen."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from partnerships import workflow
from partnerships.models import User
from partnerships.roles import Role


class Command(BaseCommand):
    help = "Make somebody an administrator. They set their own password through the sign-in page."

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("full_name")

    def handle(self, *, email: str, full_name: str, **options):
        with transaction.atomic():
            user = User.objects.filter(email__iexact=email).first() or self.add(email, full_name)
            workflow.grant_roles(user, set(user.roles) | {Role.ADMINISTRATOR}, by=None, at=timezone.now())
        self.stdout.write(
            f"{user.email} is an administrator. They set their password by 'I have forgotten my password' at sign-in."
        )

    def add(self, email: str, full_name: str) -> User:
        user = User(email=email, full_name=full_name)
        user.set_unusable_password()
        try:
            user.full_clean()
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        user.save()
        return user
