"""Addresses of agreements, their outcomes, and the files of documents and meetings."""

from django.urls import path

from register.urls.entry import ENTRY
from register.views import agreement_steps, agreements, files, outcomes

urlpatterns = [
    path("agreements/", agreements.agreements, name="agreements"),
    path(f"{ENTRY}agreements/new/", agreements.agreement_new, name="agreement_new"),
    path("agreements/<int:pk>/", agreements.agreement, name="agreement"),
    path("agreements/<int:pk>/put-in-force/", agreement_steps.agreement_put_in_force, name="agreement_put_in_force"),
    path("agreements/<int:pk>/renew/", agreement_steps.agreement_renew, name="agreement_renew"),
    path("agreements/<int:pk>/terminate/", agreement_steps.agreement_terminate, name="agreement_terminate"),
    path("agreements/<int:pk>/confirm-outcomes/", agreement_steps.agreement_confirm, name="agreement_confirm"),
    path("agreements/<int:pk>/outcomes/add/", outcomes.agreement_outcome_add, name="agreement_outcome_add"),
    path("outcomes/<int:pk>/edit/", outcomes.agreement_outcome_edit, name="agreement_outcome_edit"),
    path("outcomes/<int:pk>/remove/", outcomes.agreement_outcome_remove, name="agreement_outcome_remove"),
    path("outcomes/<int:pk>/put-back/", outcomes.agreement_outcome_put_back, name="agreement_outcome_put_back"),
    path("agreements/<int:pk>/files/add/", files.document_file_add, name="document_file_add"),
    path("meetings/<int:pk>/files/add/", files.meeting_file_add, name="meeting_file_add"),
    path("files/<int:pk>/", files.file, name="file"),
    path("files/<int:pk>/replace/", files.file_replace, name="file_replace"),
    path("files/<int:pk>/remove/", files.file_remove, name="file_remove"),
    path("files/<int:pk>/put-back/", files.file_put_back, name="file_put_back"),
]
