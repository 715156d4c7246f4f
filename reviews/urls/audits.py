"""Addresses of audits."""

from django.urls import path

from reviews.views import audits

urlpatterns = [
    path("audits/", audits.audits, name="audits"),
    path("audits/new/", audits.audit_new, name="audit_new"),
    path("audits/<int:pk>/", audits.audit, name="audit"),
    path("audits/<int:pk>/edit/", audits.audit_edit, name="audit_edit"),
    path("audits/<int:pk>/report/", audits.audit_report, name="audit_report"),
    path("audits/<int:pk>/implement/", audits.audit_implement, name="audit_implement"),
]
