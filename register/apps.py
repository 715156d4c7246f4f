from django.apps import AppConfig


class RegisterConfig(AppConfig):
    name = "register"
    verbose_name = "Register"
    contributes = {
        "tabs": ("register.views.tabs.tabs",),
        "after_change": ("register.workflow.derived.recompute",),
        "navigation": ("register.views.navigation.items",),
    }
