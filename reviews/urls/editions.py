"""Addresses of editions of the register, and of the packs made from them."""

from django.urls import path

from reviews.views import editions, packs

ONE = "editions/<int:number>/"
urlpatterns = [
    path("editions/", editions.editions, name="editions"),
    path(ONE, editions.edition, name="edition"),
    path(f"{ONE}export/", editions.edition_export, name="edition_export"),
    path(f"{ONE}consulted/", editions.edition_sign_off, name="edition_sign_off"),
    path(f"{ONE}adoption/", editions.edition_put, name="edition_put"),
    path(f"{ONE}report/", editions.edition_report, name="edition_report"),
    path("packs/<str:reference>/", packs.pack, name="pack"),
    path("packs/<str:reference>/pdf/", packs.pack_pdf, name="pack_pdf"),
    path(f"{ONE}<str:reference>/", editions.edition_entry, name="edition_entry"),
]
