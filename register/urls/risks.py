"""Addresses of the risks and benefits of an entry."""

from django.urls import path

from register.urls.entry import ENTRY
from register.views import risks

urlpatterns = [
    path(f"{ENTRY}risks/", risks.risks, name="risks"),
    path(f"{ENTRY}risks/<int:pk>/act/", risks.risk_action, name="risk_action"),
]
