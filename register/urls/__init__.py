"""Addresses of the register, by noun."""

from register.urls import entry, imports, listing

app_name = "register"
urlpatterns = [*listing.urlpatterns, *imports.urlpatterns, *entry.urlpatterns]
