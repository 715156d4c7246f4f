"""Addresses of the register, by noun."""

from register.urls import (
    agreements,
    concerns,
    decisions,
    entry,
    guides,
    handovers,
    imports,
    information,
    listing,
    meetings,
    money,
    notices,
    partner_papers,
    returns,
    risks,
    seats,
    significance,
    verifications,
)

app_name = "register"
urlpatterns = [
    *listing.urlpatterns,
    *agreements.urlpatterns,
    *imports.urlpatterns,
    *guides.urlpatterns,
    *handovers.urlpatterns,
    *concerns.urlpatterns,
    *decisions.urlpatterns,
    *meetings.urlpatterns,
    *money.urlpatterns,
    *notices.urlpatterns,
    *partner_papers.urlpatterns,
    *information.urlpatterns,
    *seats.urlpatterns,
    *returns.urlpatterns,
    *risks.urlpatterns,
    *significance.urlpatterns,
    *verifications.urlpatterns,
    *entry.urlpatterns,
]
