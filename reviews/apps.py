from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "reviews"
    verbose_name = "Papers and reviews"
    contributes = {
        "navigation": ("reviews.views.navigation.links",),
        "my_work": (
            "reviews.reports.work.items",
            "reviews.reports.review_list.work",
            "reviews.reports.recommendation_list.work",
            "reviews.reports.exit_list.work",
            "reviews.reports.involvement.work",
            "reviews.reports.scrutiny.work",
            "reviews.reports.readiness.work",
        ),
        "awaited": ("reviews.reports.my_work.awaited", "reviews.reports.exit_list.awaited"),
        "tabs": (
            "reviews.reports.review_list.tabs",
            "reviews.reports.recommendation_list.tabs",
            "reviews.reports.exit_list.tabs",
            "reviews.reports.readiness.tabs",
        ),
        "machines": (
            "reviews.workflow.papers.PAPERS",
            "reviews.workflow.recommendations.RECOMMENDATIONS",
            "reviews.workflow.follow_ups.FOLLOW_UPS",
            "reviews.workflow.audits.AUDITS",
            "reviews.workflow.rounds.ROUNDS",
            "reviews.workflow.reviews.REVIEWS",
            "reviews.workflow.involvement.INVOLVEMENT",
            "reviews.workflow.scrutiny.SCRUTINY",
            "reviews.workflow.editions.EDITIONS",
            "reviews.workflow.exits.EXITS",
        ),
        "letters": (
            "reviews.workflow.letters.round_opened",
            "reviews.workflow.chasing.reviews_chased",
            "reviews.workflow.reminders.reminders",
            "reviews.workflow.digests.digest",
        ),
        "decision_effects": (
            "reviews.workflow.decided.decided",
            "reviews.workflow.editions.decided",
            "reviews.workflow.involvement.turned_down",
            "reviews.workflow.exits_decided.decided",
        ),
        "after_change": (
            "reviews.workflow.decided.follow",
            "reviews.workflow.involvement.follow",
            "reviews.workflow.carrying_out.follow",
            "reviews.workflow.exits_decided.follow",
        ),
        "nightly": (
            "reviews.workflow.exit_ends.bring_about",
            "reviews.workflow.involvement_found.propose_from_findings",
            "reviews.workflow.exits_due.open_what_is_due",
            "reviews.workflow.reminders.send",
            "reviews.workflow.digests.send",
        ),
        "checks": ("reviews.rules.checks.CHECKS",),
        "learnt": ("reviews.reports.exit_list.learnt",),
        "about_matter": ("reviews.reports.exit_list.about_matter",),
        "asks_along": ("reviews.reports.exit_list.asks_along",),
    }
