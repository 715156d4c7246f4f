from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "reviews"
    verbose_name = "Papers and reviews"
    contributes = {
        "navigation": ("reviews.views.navigation.links",),
        "my_work": ("reviews.reports.work.items",),
        "machines": ("reviews.workflow.papers.PAPERS",),
        "checks": ("reviews.rules.checks.CHECKS",),
    }
