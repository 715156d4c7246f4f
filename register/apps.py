from django.apps import AppConfig


class RegisterConfig(AppConfig):
    name = "register"
    verbose_name = "Register"
    contributes = {
        "after_change": ("register.workflow.derived.recompute",),
        "tabs": ("register.reports.entry.tabs",),
    }
