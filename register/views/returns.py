"""The yearly collection: rounds, the return of a service, its certificate."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnerships.numbers import whole
from partnerships.saving import Conflict
from partnerships.snapshots import Seen
from partnerships.verdict import Refused, require
from partnerships.views.merge import save_or_merge
from register.forms.returns import AcceptForm, CertifyForm, ChiefOfficerForm, CollectionForm, ReturnForm, SendBackForm
from register.models import CollectionRound, ServiceReturn
from register.permissions import returns as permissions
from register.reports import returns as report
from register.rules.gaps import gaps
from register.rules.returns import GONE, lacks
from register.workflow import returns as workflow

STEP = "register/returns/step.html"


@require_safe
def collections(request):
    """Every collection for those who see them whole; for a service, its own returns."""
    returns = ServiceReturn.objects.visible_to(request.user).select_related("service", "round", "chief_officer")
    verdict = permissions.can_see_collections(request.user)
    own = returns.filter(service=request.user.service_id) | returns.filter(chief_officer=request.user)
    if not own.exists():
        require(verdict)
    context = {
        "own": own.distinct(),
        "rounds": CollectionRound.objects.select_related("council") if verdict else [],
        "sees_all": verdict,
        "verdict": permissions.can_run_collection(request.user),
        "today": timezone.localdate(),
    }
    return render(request, "register/returns/collections.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def collection_new(request):
    """Open a collection: every service of the council is asked."""
    require(permissions.can_run_collection(request.user))
    back = reverse("register:collections")
    form = CollectionForm(request.POST or None, initial={"council": request.user.council_id}, cancel_url=back)
    if form.is_bound and form.is_valid():
        council, values = form.cleaned_data["council"], form.collection_values()
        try:
            made = workflow.open_collection(council, values, by=request.user, at=timezone.now())
        except ValidationError as error:
            for sentence in error.messages:
                form.add_error("due_on" if "day" in sentence else None, sentence)
        else:
            messages.success(request, f"{made.title} is open. The chief officers were written to.")
            return redirect("register:collection", made.pk)
    return render(request, "register/returns/new.html", {"form": form, "back": back})


@require_safe
def collection(request, pk: int):
    """How far a collection has come."""
    require(permissions.can_see_collections(request.user))
    found = get_object_or_404(CollectionRound.objects.select_related("council"), pk=pk)
    context = {
        "collection": found,
        "standing": report.standing(found, timezone.localdate()),
        "runs": permissions.can_run_collection(request.user),
        "close": workflow.COLLECTIONS.verdict(request.user, found, "close"),
        "hidden": {"version": found.version},
        "is_open": found.status == CollectionRound.Status.OPEN,
    }
    return render(request, "register/returns/collection.html", context)


@require_POST
def collection_close(request, pk: int):
    """End a collection."""
    require(permissions.can_see_collections(request.user))
    found = get_object_or_404(CollectionRound, pk=pk)
    require(workflow.COLLECTIONS.may_start(request.user, found, "close"))
    version = whole(request.POST.get("version", "")) or 0
    try:
        workflow.close(found, version=version, by=request.user, at=timezone.now())
    except Conflict:
        messages.error(request, "Somebody else changed this collection meanwhile. Look at it again.")
    else:
        messages.success(request, f"{found.title} is closed.")
    return redirect("register:collection", pk)


def return_or_404(user, pk: int) -> ServiceReturn:
    people = ("chief_officer", "returned_by", "certified_by", "accepted_by")
    found = ServiceReturn.objects.visible_to(user).select_related("service", "round__council", *people)
    return get_object_or_404(found, pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def service_return(request, pk: int):
    """A service's return: read by those who may see it, filled in by its officers."""
    found = return_or_404(request.user, pk)
    fill_in = workflow.RETURNS.may_start(request.user, found, "return")
    rows = report.listed(found)
    seen = Seen(found, request.POST.get("version", "") if fill_in and request.method == "POST" else found.version)
    form = ReturnForm(
        request.POST if request.method == "POST" else None, seen=seen, rows=rows,
        cancel_url=reverse("register:service_return", args=[pk]),
    )  # fmt: skip
    if form.is_bound:
        require(fill_in, instead=reverse("register:service_return", args=[pk]), typed=form.in_words())
    if form.is_bound and form.is_valid():
        write = partial(written, found, form, "hand_in" in request.POST, by=request.user, at=timezone.now())
        if answer := save_or_merge(request, form, found, write, partial(saved, request), always=True):
            return answer
    context = {"found": found, "form": form, "fill_in": fill_in, "steps": steps(request.user, found)}
    context |= {"cards": with_gaps(form), "today": timezone.localdate(), "history": sent_back(found)}
    return render(request, "register/returns/return.html", context)


def written(
    found: ServiceReturn, form: ReturnForm, is_handed_in: bool, changes, *, version: int, reason: str, **who
) -> ServiceReturn:
    """Saved, or saved and handed in: what cannot be handed in is not half saved, and stays in the form."""
    write = workflow.fill_in_and_hand_in if is_handed_in else workflow.fill_in
    try:
        return write(found, changes, form.answers(), version=version, **who)
    except Refused as refusal:
        raise ValidationError(f"Nothing is saved yet. {refusal.reason}") from refusal


def saved(request, found: ServiceReturn, changed: dict):
    """What is said, and where it goes on."""
    if found.status == ServiceReturn.Status.SENT:
        messages.success(request, "Your answers were saved. Nothing is handed in yet.")
        return redirect("register:service_return", found.pk)
    if found.chief_officer_id == request.user.pk:
        return redirect("register:return_certify", found.pk)
    messages.success(request, "The return was handed in. The chief officer certifies it next.")
    return redirect("register:service_return", found.pk)


def with_gaps(form: ReturnForm) -> list[dict]:
    """Each partnership of the list with what its entry lacks."""
    return [{**card, "gaps": gaps(card["row"].partnership)} for card in form.cards()]


def sent_back(found: ServiceReturn) -> str:
    """Why the return was sent back last, as long as it has not been handed in again."""
    if found.status != ServiceReturn.Status.SENT:
        return ""
    rows = ServiceReturn.history.filter(id=found.pk, status="sent").exclude(history_change_reason="")
    last = rows.exclude(history_change_reason=None).order_by("-version").first()
    return f"{last.history_change_reason} ({last.history_by_name})" if last else ""


def steps(user, found: ServiceReturn) -> list[dict]:
    """What else can be done with the return in its state, with the reason where this person may not."""
    verbs = (("certify", "Certify"), ("accept", "Accept"), ("send_back", "Send it back"))
    possible = [(verb, label) for verb, label in verbs if found.status in workflow.RETURNS.transitions[verb].sources]
    listed = [
        {
            "label": label,
            "url": reverse(f"register:return_{verb}", args=[found.pk]),
            "verdict": workflow.RETURNS.may_start(user, found, verb),
        }
        for verb, label in possible
    ]
    name = permissions.can_name_chief_officer(user, found)
    address = reverse("register:return_chief_officer", args=[found.pk])
    return [*listed, {"label": "Change the chief officer", "url": address, "verdict": name}] if name else listed


@require_http_methods(["GET", "HEAD", "POST"])
def return_certify(request, pk: int):
    """The chief officer's declaration."""
    found, back = to_start(request, pk, "certify"), reverse("register:service_return", args=[pk])
    form = bound(request, found, CertifyForm, back)
    if form.is_bound and form.is_valid():
        if problems := lacks(found):
            form.add_error(None, " ".join(problems))
        else:
            write = partial(certified, found, by=request.user, at=timezone.now())
            done = partial(said, request, "{0.service}: certified as complete.")
            if answer := save_or_merge(request, form, found, write, done, always=True):
                return answer
    rows = report.listed(found)
    context = {"form": form, "found": found, "back": back, "right": [row for row in rows if row.answer not in GONE]}
    context["gone"] = [row for row in rows if row.answer in GONE]
    return render(request, "register/returns/certify.html", context)


def bound(request, found: ServiceReturn, kind, back: str):
    """The form of a step over the return that was shown."""
    seen = Seen(found, request.POST.get("version", "") if request.method == "POST" else found.version)
    return kind(request.POST or None, seen=seen, cancel_url=back)


def certified(found: ServiceReturn, changes, *, version: int, reason: str, **who) -> ServiceReturn:
    return workflow.certify(found, version=version, **who)


def said(request, sentence: str, found: ServiceReturn, changed: dict):
    messages.success(request, sentence.format(found))
    return redirect("register:service_return", found.pk)


def step(request, found: ServiceReturn, kind, write, sentence: str, title: str, template: str = STEP, **options):
    """One step over a return, for who may take it: the form, then what was done in a sentence."""
    back = reverse("register:service_return", args=[found.pk])
    form = bound(request, found, kind, back)
    if form.is_bound and form.is_valid():
        done = partial(said, request, sentence)
        write = partial(write, found, by=request.user, at=timezone.now())
        if answer := save_or_merge(request, form, found, write, done, **options):
            return answer
    return render(request, template, {"form": form, "found": found, "back": back, "title": title})


def to_start(request, pk: int, verb: str) -> ServiceReturn:
    """The return, for who may start this transition of it."""
    found = return_or_404(request.user, pk)
    back = reverse("register:service_return", args=[pk])
    require(workflow.RETURNS.may_start(request.user, found, verb), instead=back)
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def return_accept(request, pk: int):
    """The policy team accepts what was certified."""
    found, done = to_start(request, pk, "accept"), "{0.service}: the return is accepted."
    template = "register/returns/accept.html"
    return step(request, found, AcceptForm, accepted, done, "Accept the return", template, always=True)


def accepted(found: ServiceReturn, changes, *, version: int, reason: str, **who) -> ServiceReturn:
    return workflow.accept(found, version=version, **who)


@require_http_methods(["GET", "HEAD", "POST"])
def return_send_back(request, pk: int):
    """Ask again, with why."""
    found, done = to_start(request, pk, "send_back"), "{0.service}: sent back. The chief officer was written to."
    return step(request, found, SendBackForm, returned, done, "Send the return back", always=True)


def returned(found: ServiceReturn, changes, *, version: int, reason: str, **who) -> ServiceReturn:
    return workflow.send_back(found, reason, version=version, **who)


@require_http_methods(["GET", "HEAD", "POST"])
def return_chief_officer(request, pk: int):
    """Say who certifies this return."""
    found = return_or_404(request.user, pk)
    back = reverse("register:service_return", args=[pk])
    require(permissions.can_name_chief_officer(request.user, found), instead=back)
    done = "{0.chief_officer} certifies the return of {0.service}."
    return step(request, found, ChiefOfficerForm, workflow.name_chief_officer, done, "Who certifies this return")
