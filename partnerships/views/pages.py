"""Help, the accessibility statement, privacy and cookies, and a person's own preferences."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from partnerships import workflow

CHOICES = (
    (
        "reminders",
        "Reminders by e-mail",
        "Four weeks, one week before and on the day. You are written to about what is overdue in any case.",
    ),
    ("digest", "Weekly letter", "On Mondays, what waits for you. No letter comes when nothing does."),
    ("notices", "Notices about partnerships that you watch", "Shown under Notices, when others change them."),
    (
        "shortcuts",
        "Keyboard shortcuts",
        "/ goes to the search box and ? opens help. Switch them off if they disturb speech input or a screen reader.",
    ),
)


@login_not_required
@require_safe
def guidance(request):
    return render(request, "kernel/help.html")


@login_not_required
@require_safe
def accessibility(request):
    return render(request, "kernel/accessibility.html")


@login_not_required
@require_safe
def privacy(request):
    return render(request, "kernel/privacy.html")


@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request):
    """A person's own settings: what they are written to about, and keyboard shortcuts (WCAG 2.1.4)."""
    if request.method == "POST":
        sent = {name: request.POST.get(name) for name, _, _ in CHOICES}
        workflow.set_preferences(
            request.user, {f"{name}_off": value == "off" for name, value in sent.items() if value in ("on", "off")}
        )
        messages.success(request, "Your preferences were saved.")
        return redirect("kernel:preferences")
    choices = [
        {"name": name, "legend": legend, "hint": hint, "is_off": getattr(request.user, f"{name}_off")}
        for name, legend, hint in CHOICES
    ]
    return render(request, "kernel/preferences.html", {"choices": choices})
