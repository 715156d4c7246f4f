"""Addresses of the top layer: home, papers, recommendations, audits."""

from django.urls import path

from reviews.urls import audits, editions, exits, readiness, recommendations, reviews, rounds, scrutiny
from reviews.views import home, letterhead, paper_files, papers, receipts

app_name = "reviews"
PAPERS = [
    path("reports/", papers.papers, name="papers"),
    path("reports/new/", papers.paper_new, name="paper_new"),
    path("reports/<str:reference>/", papers.paper, name="paper"),
    path("reports/<str:reference>/edit/<slug:section>/", papers.paper_edit, name="paper_edit"),
    path("reports/<str:reference>/issue/", papers.paper_issue, name="paper_issue"),
    path("reports/<str:reference>/pdf/", papers.paper_pdf, name="paper_pdf"),
    path("reports/<str:reference>/files/", paper_files.paper_files, name="paper_files"),
    path("reports/<str:reference>/files/<int:pk>/", paper_files.paper_file, name="paper_file"),
    path("reports/<str:reference>/files/<int:pk>/remove/", paper_files.paper_file_remove, name="paper_file_remove"),
    path("reports/<str:reference>/colour.css", letterhead.paper_colour, name="paper_colour"),
    path("reports/<str:reference>/logo/", letterhead.paper_logo, name="paper_logo"),
    path("reports/<str:reference>/correct/", papers.paper_correct, name="paper_correct"),
    path("reports/<str:reference>/receive/", receipts.paper_receive, name="paper_receive"),
]
urlpatterns = [
    path("", home.home, name="home"),
    path("my-work/", home.work, name="work"),
    *PAPERS,
    *recommendations.urlpatterns,
    *exits.urlpatterns,
    *audits.urlpatterns,
    *editions.urlpatterns,
    *scrutiny.urlpatterns,
    *reviews.urlpatterns,
    *rounds.urlpatterns,
    *readiness.urlpatterns,
]
