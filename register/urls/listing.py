"""Addresses: listing."""

from django.urls import path

from register.views import listing

urlpatterns = [
    path("partnerships/", listing.partnerships, name="list"),
    path("partnerships/export/<slug:file_format>/", listing.exported, name="export"),
]
