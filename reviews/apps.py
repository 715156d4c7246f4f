from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "reviews"
    verbose_name = "Papers and reviews"
    contributes: dict[str, tuple[str, ...]] = {"navigation": ("reviews.views.navigation.links",)}
