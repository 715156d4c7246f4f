"""Addresses of reviews that scrutiny asks for, and of reviews of the council's involvement."""

from django.urls import path

from register.urls.entry import ENTRY
from reviews.views import involvement, scrutiny

ASKED = "scrutiny/<int:pk>/"
ONE = "involvement/<int:pk>/"
urlpatterns = [
    path("scrutiny/", scrutiny.scrutiny_reviews, name="scrutiny_reviews"),
    path("scrutiny/ask/", scrutiny.scrutiny_ask, name="scrutiny_ask"),
    path(ASKED, scrutiny.scrutiny_review, name="scrutiny_review"),
    path(f"{ASKED}agree/", scrutiny.scrutiny_agree, name="scrutiny_agree"),
    path(f"{ASKED}decline/", scrutiny.scrutiny_decline, name="scrutiny_decline"),
    path(f"{ASKED}begin/", scrutiny.scrutiny_begin, name="scrutiny_begin"),
    path(f"{ASKED}report/", scrutiny.scrutiny_report, name="scrutiny_report"),
    path(f"{ASKED}recommend/", scrutiny.scrutiny_recommend, name="scrutiny_recommend"),
    path(f"{ASKED}involvement/", involvement.scrutiny_involvement, name="scrutiny_involvement"),
    path(f"{ENTRY}look-again/", involvement.involvement_begin, name="involvement_begin"),
    path("involvement/", involvement.involvement_reviews, name="involvement_reviews"),
    path(ONE, involvement.involvement_review, name="involvement_review"),
    path(f"{ONE}open/", involvement.involvement_confirm, name="involvement_confirm"),
    path(f"{ONE}dismiss/", involvement.involvement_dismiss, name="involvement_dismiss"),
    path(f"{ONE}call-off/", involvement.involvement_call_off, name="involvement_call_off"),
    path(f"{ONE}write/", involvement.involvement_write, name="involvement_write"),
    path(f"{ONE}recommend/", involvement.involvement_recommend, name="involvement_recommend"),
]
