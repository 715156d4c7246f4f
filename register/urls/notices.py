"""Addresses of notices and of watching."""

from django.urls import path

from register.urls.entry import ENTRY
from register.views import notices

urlpatterns = [
    path("notices/", notices.notices, name="notices"),
    path("notices/read/", notices.notices_read, name="notices_read"),
    path("notices/<int:pk>/read/", notices.notice_read, name="notice_read"),
    path(f"{ENTRY}watch/", notices.watch, name="watch"),
    path(f"{ENTRY}watch/stop/", notices.watch_stop, name="watch_stop"),
]
