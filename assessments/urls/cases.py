"""Addresses of business cases."""

from django.urls import path

from assessments.views import case_steps, cases
from register.urls.entry import ENTRY

urlpatterns = [
    path(f"{ENTRY}business-case/", cases.entry_cases, name="entry_cases"),
    path(f"{ENTRY}business-case/begin/", cases.case_open, name="case_open"),
    path("business-cases/", cases.cases, name="cases"),
    path("business-cases/<int:pk>/", cases.case, name="case"),
    path("business-cases/<int:pk>/part/<slug:part>/", cases.case_part, name="case_part"),
    path("business-cases/<int:pk>/submit/", case_steps.case_submit, name="case_submit"),
    path("business-cases/<int:pk>/return/", case_steps.case_return, name="case_return"),
    path("business-cases/<int:pk>/challenge/", case_steps.case_challenge, name="case_challenge"),
    path("business-cases/<int:pk>/withdraw/", case_steps.case_withdraw, name="case_withdraw"),
    path("business-cases/<int:pk>/ask-to-join/", case_steps.case_ask_to_join, name="case_ask_to_join"),
    path("business-cases/<int:pk>/join/", case_steps.case_join, name="case_join"),
    path("business-cases/<int:pk>/lapse/", case_steps.case_lapse, name="case_lapse"),
    path("business-cases/<int:pk>/rejection/", case_steps.case_rejection, name="case_rejection"),
]
