"""Addresses of the register, by noun."""

from register.urls import concerns, entry, imports, listing

app_name = "register"
urlpatterns = [*listing.urlpatterns, *imports.urlpatterns, *concerns.urlpatterns, *entry.urlpatterns]
