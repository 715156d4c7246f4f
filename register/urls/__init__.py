"""Addresses of the register, by noun."""

from register.urls import concerns, entry, handovers, imports, listing

app_name = "register"
urlpatterns = [
    *listing.urlpatterns,
    *imports.urlpatterns,
    *handovers.urlpatterns,
    *concerns.urlpatterns,
    *entry.urlpatterns,
]
