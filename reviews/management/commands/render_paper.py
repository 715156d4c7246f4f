"""A paper as a file, without the browser."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from partnerships.models import Council
from partnerships.pdf import PdfUnavailable
from partnerships.verdict import Refused
from reviews import rendering
from reviews.models import CommitteePaper
from reviews.reports import papers as reports
from reviews.reports import register_report
from reviews.reports.shapes import RegisterReport
from reviews.workflow import papers

REGISTER = "register"


class Command(BaseCommand):
    help = "Write a committee paper to a file: by its reference, or 'register' for the register as it stands now."

    def add_arguments(self, parser):
        parser.add_argument("reference", help="CP-0001, or 'register'")
        parser.add_argument("--format", choices=["pdf", "html", "docx"], default="pdf")
        parser.add_argument("--output", required=True, type=Path)

    def handle(self, *args, reference, output, **options):
        try:
            content = self.content(reference, options["format"])
        except (PdfUnavailable, Refused) as error:
            raise CommandError(str(error)) from error
        output.write_bytes(content)
        self.stdout.write(f"Wrote {output} ({len(content):,} bytes).")

    def content(self, reference: str, form: str) -> bytes:
        if form == "docx":
            raise CommandError(
                "Papers are written as pdf or html; Word files are not made yet. Use --format html and open it in Word."
            )
        paper = None if reference == REGISTER else self.paper(reference)
        if paper and paper.pdf and form == "pdf":
            return papers.stored_file(paper)
        report = self.report(paper)
        return rendering.printed(report) if form == "pdf" else rendering.page(report).encode()

    def paper(self, reference: str) -> CommitteePaper:
        paper = CommitteePaper.objects.filter(reference=reference.upper()).first()
        if not paper:
            raise CommandError(
                f"There is no paper {reference}. Give the reference of one, such as CP-0001, or 'register'."
            )
        return paper

    def report(self, paper: CommitteePaper | None) -> RegisterReport:
        today = timezone.localdate()
        if paper:
            return reports.report(paper, as_of=today)
        council = Council.objects.current().first()
        if not council:
            raise CommandError("No council is set up yet. Run seed_demo, or add the council under Admin.")
        return register_report.as_it_stands(council, as_of=today)
