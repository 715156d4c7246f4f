"""Documents of the register as PDF, from the template that also is their page."""

from django.conf import settings
from django.template.loader import render_to_string

from partnerships import pdf
from partnerships.templatetags.council import day
from register.reports.rounds import Schedule


def schedule_pdf(schedule: Schedule) -> bytes:
    """The schedule of a round as a tagged PDF; the same schedule gives the same bytes. Raises PdfUnavailable."""
    html = render_to_string("register/rounds/standalone.html", {"schedule": schedule})
    title = f"{schedule.title}, {schedule.council}, {day(schedule.as_of)}"
    return pdf.render(html, title=title, as_of=schedule.as_of, author=schedule.council, site_url=settings.SITE_URL)
