from importlib import import_module

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class KernelConfig(AppConfig):
    name = "partnerships"
    default = True
    verbose_name = "People and councils"
    contributes = {
        "navigation": ("partnerships.views.navigation.links",),
        "my_work": ("partnerships.first_steps.items",),
    }

    def ready(self) -> None:
        """Register the system checks."""
        import_module("partnerships.checks")


class CouncilAdminConfig(admin_apps.AdminConfig):
    default = False
    default_site = "partnerships.admin_site.CouncilAdminSite"
