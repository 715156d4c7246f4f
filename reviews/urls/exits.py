"""Addresses of exit strategies: lists, parts, lines, and each step."""

from django.urls import path

from register.urls.entry import ENTRY
from reviews.views import exit_lines, exit_steps
from reviews.views import exits as views

ONE = "exits/<int:pk>/"
LINE = "exits/lines/<slug:noun>/<int:pk>/"
urlpatterns = [
    path(f"{ENTRY}leaving/", views.entry_exits, name="entry_exits"),
    path(f"{ENTRY}leaving/begin/", views.exit_open, name="exit_open"),
    path("exits/", views.exits, name="exits"),
    path(ONE, views.exit_strategy, name="exit_strategy"),
    path(f"{ONE}whole/", views.exit_whole, name="exit_whole"),
    path(f"{ONE}pdf/", views.exit_pdf, name="exit_pdf"),
    path(f"{ONE}history/", views.exit_history, name="exit_history"),
    path(f"{ONE}paper/", views.exit_paper, name="exit_paper"),
    path(f"{ONE}parts/<slug:part>/", views.exit_part, name="exit_part"),
    path(f"{ONE}edit/<slug:part>/", views.exit_edit, name="exit_edit"),
    path(f"{ONE}effects/", exit_lines.exit_effects, name="exit_effects"),
    path(f"{ONE}add/<slug:noun>/", exit_lines.exit_line_add, name="exit_line_add"),
    path(LINE, exit_lines.exit_line_change, name="exit_line_change"),
    path(f"{LINE}remove/", exit_lines.exit_line_remove, name="exit_line_remove"),
    path("exits/items/<int:pk>/settle/", exit_steps.exit_item_settle, name="exit_item_settle"),
    path(f"{ONE}begin/", exit_steps.exit_begin, name="exit_begin"),
    path(f"{ONE}submit/", exit_steps.exit_submit, name="exit_submit"),
    path(f"{ONE}return/", exit_steps.exit_return, name="exit_return"),
    path(f"{ONE}put/", exit_steps.exit_put, name="exit_put"),
    path(f"{ONE}immaterial/", exit_steps.exit_immaterial, name="exit_immaterial"),
    path(f"{ONE}put-again/", exit_steps.exit_put_again, name="exit_put_again"),
    path(f"{ONE}ends/", exit_steps.exit_ends, name="exit_ends"),
    path(f"{ONE}start/", exit_steps.exit_start, name="exit_start"),
    path(f"{ONE}confirm/", exit_steps.exit_confirm, name="exit_confirm"),
    path(f"{ONE}complete/", exit_steps.exit_complete, name="exit_complete"),
    path(f"{ONE}reverse/", exit_steps.exit_reverse, name="exit_reverse"),
    path(f"{ONE}close/", exit_steps.exit_close, name="exit_close"),
    path(f"{ONE}look-back/", exit_steps.exit_look_back, name="exit_look_back"),
]
