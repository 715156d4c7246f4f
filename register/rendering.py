"""Documents of the register as PDF, from the template that also is their page."""

from django.conf import settings
from django.template.loader import render_to_string

from partnerships import pdf
from partnerships.templatetags.council import day
from register.reports.action_plan import Plan
from register.reports.rounds import Schedule


def schedule_pdf(schedule: Schedule) -> bytes:
    """The schedule of a round as a tagged PDF; the same schedule gives the same bytes. Raises PdfUnavailable."""
    html = render_to_string("register/rounds/standalone.html", {"schedule": schedule})
    title = f"{schedule.title}, {schedule.council}, {day(schedule.as_of)}"
    return pdf.render(html, title=title, as_of=schedule.as_of, author=schedule.council, site_url=settings.SITE_URL)


def plan_pdf(plan: Plan) -> bytes:
    """The action plan as a tagged PDF; the same plan gives the same bytes. Raises PdfUnavailable."""
    html = render_to_string("register/action_plan/standalone.html", {"plan": plan})
    title = f"Action plan, {plan.council}, {day(plan.as_of)}"
    return pdf.render(html, title=title, as_of=plan.as_of, author=plan.council, site_url=settings.SITE_URL)
