"""Addresses of partners' yearly papers."""

from django.urls import path

from register.urls.entry import ENTRY
from register.views import partner_papers

ONE = "partner-papers/<int:pk>/"

urlpatterns = [
    path(f"{ENTRY}partner-papers/", partner_papers.tab, name="entry_partner_papers"),
    path(f"{ENTRY}partner-papers/ask/", partner_papers.ask, name="partner_paper_ask"),
    path("partner-papers/", partner_papers.papers, name="partner_papers"),
    path("partner-papers/ask/", partner_papers.ask_all, name="partner_papers_ask"),
    path(ONE, partner_papers.paper, name="partner_paper"),
    path(f"{ONE}receive/", partner_papers.receive, name="partner_paper_receive"),
    path(f"{ONE}edit/", partner_papers.edit, name="partner_paper_edit"),
    path(f"{ONE}hear/", partner_papers.hear, name="partner_paper_hear"),
    path(f"{ONE}postpone/", partner_papers.postpone, name="partner_paper_postpone"),
    path(f"{ONE}take-back/", partner_papers.take_back, name="partner_paper_take_back"),
    path(f"{ONE}file/", partner_papers.file_add, name="partner_paper_file_add"),
]
