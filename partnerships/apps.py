from importlib import import_module

from django.apps import AppConfig
from django.contrib.admin.apps import SimpleAdminConfig


class KernelConfig(AppConfig):
    name = "partnerships"
    default = True
    verbose_name = "People and councils"
    contributes: dict[str, tuple[str, ...]] = {}

    def ready(self) -> None:
        """Register the system checks."""
        import_module("partnerships.checks")


class CouncilAdminConfig(SimpleAdminConfig):
    default_site = "partnerships.admin.site.CouncilAdminSite"
    default = False
