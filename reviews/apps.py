from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "reviews"
    verbose_name = "Papers and reviews"
    contributes = {
        "navigation": ("reviews.views.navigation.links",),
        "my_work": ("reviews.reports.work.items", "reviews.reports.recommendation_list.work"),
        "tabs": ("reviews.reports.recommendation_list.tabs",),
        "machines": (
            "reviews.workflow.papers.PAPERS",
            "reviews.workflow.recommendations.RECOMMENDATIONS",
            "reviews.workflow.follow_ups.FOLLOW_UPS",
            "reviews.workflow.audits.AUDITS",
        ),
        "decision_effects": ("reviews.workflow.decided.decided",),
        "after_change": ("reviews.workflow.decided.follow",),
        "checks": ("reviews.rules.checks.CHECKS",),
    }
