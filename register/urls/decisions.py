"""Addresses of matters, what bodies decided on them, and the actions that follow."""

from django.urls import path

from register.urls.entry import ENTRY
from register.views import action_plan, actions, decisions

urlpatterns = [
    path(f"{ENTRY}decisions/", decisions.decisions, name="decisions"),
    path(f"{ENTRY}decisions/put/", decisions.matter_put, name="matter_put"),
    path(f"{ENTRY}actions/add/", actions.action_add, name="action_add"),
    path("decisions/", decisions.matters, name="matters"),
    path("decisions/<int:pk>/", decisions.matter, name="matter"),
    path("decisions/<int:pk>/route/", decisions.matter_confirm_route, name="matter_confirm_route"),
    path("decisions/<int:pk>/withdraw/", decisions.matter_withdraw, name="matter_withdraw"),
    path("decisions/bodies/<int:pk>/record/", decisions.decision_record, name="decision_record"),
    path("decisions/made/<int:pk>/call-in/", decisions.decision_call_in, name="decision_call_in"),
    path("decisions/made/<int:pk>/release/", decisions.decision_release, name="decision_release"),
    path("actions/", actions.actions, name="actions"),
    path("actions/plan/", action_plan.action_plan, name="action_plan"),
    path("actions/plan/pdf/", action_plan.action_plan_pdf, name="action_plan_pdf"),
    path("actions/<int:pk>/", actions.action, name="action"),
    path("actions/<int:pk>/start/", actions.action_start, name="action_start"),
    path("actions/<int:pk>/report/", actions.action_report, name="action_report"),
    path("actions/<int:pk>/verify/", actions.action_verify, name="action_verify"),
    path("actions/<int:pk>/return/", actions.action_return, name="action_return"),
    path("actions/<int:pk>/move/", actions.action_move, name="action_move"),
    path("actions/<int:pk>/drop/", actions.action_drop, name="action_drop"),
]
