"""Addresses of the top layer: home and papers."""

app_name = "reviews"
urlpatterns = []
