from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "assessments"
    verbose_name = "Assessments"
    contributes = {
        "navigation": (
            "assessments.views.navigation.items",
            "assessments.reports.findings.navigation",
        ),
        "my_work": (
            "assessments.reports.findings.work",
            "assessments.reports.lists.work",
            "assessments.reports.screenings.work",
            "assessments.reports.cases.work",
        ),
        "machines": ("assessments.workflow.assessments.ASSESSMENTS", "assessments.workflow.cases.CASES"),
        "decision_effects": ("assessments.workflow.cases.decided",),
        "checks": ("assessments.rules.checks.CHECKS",),
        "after_change": ("assessments.workflow.checks.run_when_kept",),
        "nightly": ("assessments.workflow.checks.run_all",),
        "tabs": (
            "assessments.reports.findings.tabs",
            "assessments.reports.entry.tabs",
            "assessments.reports.screenings.tabs",
            "assessments.reports.cases.tabs",
        ),
    }
