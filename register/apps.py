from django.apps import AppConfig


class RegisterConfig(AppConfig):
    name = "register"
    verbose_name = "Register"
    contributes = {
        "navigation": ("register.views.navigation.items",),
        "my_work": ("register.reports.work.items",),
        "machines": ("register.workflow.entries.LIFE", "register.workflow.imports.batches.PROCEDURE"),
        "after_change": ("register.workflow.derived.recompute",),
        "tabs": ("register.reports.entry.tabs",),
    }
