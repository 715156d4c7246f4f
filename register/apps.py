from django.apps import AppConfig


class RegisterConfig(AppConfig):
    name = "register"
    verbose_name = "Register"
    contributes = {
        "navigation": ("register.views.navigation.items",),
        "my_work": (
            "register.reports.work.items",
            "register.reports.concerns.work",
            "register.reports.agreement_list.tasks",
            "register.reports.handovers.work",
            "register.reports.returns.work",
            "register.reports.meeting_work.items",
            "register.reports.seats.tasks",
            "register.reports.follow_up.work",
            "register.reports.decisions.work",
            "register.reports.actions.work",
            "register.reports.verifications.work",
            "register.reports.partner_papers.work",
            "register.reports.performance.work",
        ),
        "awaited": ("register.reports.actions.awaited",),
        "machines": (
            "register.workflow.entries.LIFE",
            "register.workflow.imports.batches.PROCEDURE",
            "register.workflow.seats.APPOINTMENTS",
            "register.workflow.rounds.ROUNDS",
            "register.workflow.concerns.CONCERNS",
            "register.workflow.returns.COLLECTIONS",
            "register.workflow.returns.RETURNS",
            "register.workflow.agreements.AGREEMENTS",
            "register.workflow.programme.PROGRAMME",
            "register.workflow.actions.ACTIONS",
            "register.workflow.verifications.VERIFICATIONS",
            "register.workflow.partner_papers.PAPERS",
            "register.workflow.performance.PERFORMANCE",
        ),
        "nightly": ("register.workflow.performance.ask_for_what_falls_due",),
        "daily": ("register.workflow.jobs.keep_register_today",),
        "holdings": ("register.workflow.holdings.kinds",),
        "after_change": (
            "register.workflow.derived.recompute",
            "register.workflow.significance.recompute",
            "register.workflow.watching.tell_watchers",
            "register.workflow.watching.tell_named",
        ),
        "merge": ("register.workflow.organisations.keep_name",),
        "labels": ("register.guidance.labels",),
        "words": ("register.rules.saying.formatter",),
        "checks": ("register.rules.checks.CHECKS",),
        "tabs": ("register.reports.entry.tabs",),
    }
