from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "assessments"
    verbose_name = "Assessments"
    contributes = {
        "navigation": ("assessments.views.navigation.items",),
        "my_work": ("assessments.reports.lists.work",),
        "machines": ("assessments.workflow.assessments.ASSESSMENTS",),
        "tabs": ("assessments.reports.entry.tabs",),
    }
