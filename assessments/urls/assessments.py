"""Addresses of assessments of risk and value."""

from django.urls import path

from assessments.views import answering, assessments, comparing, steps

urlpatterns = [
    path("partnerships/<entry:reference>/assessments/", assessments.entry_assessments, name="entry_assessments"),
    path(
        "partnerships/<entry:reference>/assessments/<slug:kind>/start/",
        assessments.assessment_start,
        name="assessment_start",
    ),
    path("assessments/", assessments.assessment_list, name="assessment_list"),
    path("assessments/calibration/", comparing.calibration, name="calibration"),
    path("assessments/<int:pk>/", assessments.assessment, name="assessment"),
    path("assessments/<int:pk>/edit/", answering.assessment_edit, name="assessment_edit"),
    path("assessments/<int:pk>/criteria/<int:number>/", answering.assessment_step, name="assessment_step"),
    path("assessments/<int:pk>/check/", answering.assessment_check, name="assessment_check"),
    path("assessments/<int:pk>/confirm/", steps.assessment_confirm, name="assessment_confirm"),
    path("assessments/<int:pk>/return/", steps.assessment_return, name="assessment_return"),
    path("assessments/<int:pk>/verify/", steps.assessment_verify, name="assessment_verify"),
    path("assessments/<int:pk>/compare/", comparing.assessment_compare, name="assessment_compare"),
]
