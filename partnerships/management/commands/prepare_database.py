"""Brings the database up to date, and fills an empty one with demonstration data."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS, OperationalError, connections, transaction
from django.db.migrations.executor import MigrationExecutor


class Command(BaseCommand):
    """Safe to repeat: does only what is missing. Production is never given demonstration data."""

    help = "Apply outstanding migrations, make the cache table, and seed an empty database with demonstration data."

    def handle(self, **options: object) -> None:
        """Migrate, make the cache table, seed. An unreachable database is one sentence, not a traceback."""
        try:
            if has_outstanding_migrations():
                call_command("migrate", verbosity=0, interactive=False)
            call_command("createcachetable", verbosity=0)
            if wants_demonstration():
                self.stdout.write("Loading the demonstration data")
                with transaction.atomic():  # half a demonstration would pass for somebody's register next time
                    call_command("seed_demo", stdout=self.stdout)
        except OperationalError as error:
            raise CommandError(f"The database cannot be used ({str(error).strip()}): check DATABASE_URL.") from error


def has_outstanding_migrations() -> bool:
    """Whether any migration has not been applied; far quicker to ask than to run migrate for nothing."""
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def wants_demonstration() -> bool:
    """Whether this is nobody's real register: not production, and without a single person."""
    return not settings.PRODUCTION and "seed_demo" in get_commands() and not get_user_model().objects.exists()
