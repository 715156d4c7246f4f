"""Addresses of the register, by noun."""

from register.urls import concerns, entry, handovers, imports, information, listing, meetings, seats

app_name = "register"
urlpatterns = [
    *listing.urlpatterns,
    *imports.urlpatterns,
    *handovers.urlpatterns,
    *concerns.urlpatterns,
    *meetings.urlpatterns,
    *information.urlpatterns,
    *seats.urlpatterns,
    *entry.urlpatterns,
]
