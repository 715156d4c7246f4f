"""Addresses of what is passed on, of the reporting programme and of coverage."""

from django.urls import path

from register.urls.entry import ENTRY
from register.views import information, programme

urlpatterns = [
    path(f"{ENTRY}information/", information.information, name="information"),
    path(f"{ENTRY}pass-on/", information.pass_on, name="pass_on"),
    path("programme/", programme.programme, name="programme"),
    path("programme/<int:pk>/submit/", programme.programme_submit, name="programme_submit"),
    path("programme/reports/<int:pk>/received/", programme.programme_receive, name="programme_receive"),
    path("programme/reports/<int:pk>/noted/", programme.programme_note, name="programme_note"),
    path("coverage/", information.coverage, name="coverage"),
    path("coverage/<slug:kind>/<int:pk>/", information.covered_by, name="covered_by"),
]
