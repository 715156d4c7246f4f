"""People and their roles, for administrators alone."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from partnerships import workflow
from partnerships.admin.base import CouncilAdmin
from partnerships.forms.base import CouncilModelForm
from partnerships.holdings import held
from partnerships.models import Event, User
from partnerships.permissions import can_manage_people
from partnerships.roles import EXPLAINED, Role
from partnerships.verdict import Verdict


class PersonForm(CouncilModelForm):
    """Who somebody is and which roles they hold. Passwords are never set here: people set their own by e-mail."""

    roles = forms.MultipleChoiceField(
        choices=Role.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="What a person may do is the sum of their roles.",
    )

    class Meta(CouncilModelForm.Meta):
        model = User
        fields = ["email", "full_name", "post", "council", "service", "is_active"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["council"].empty_label = self.fields["service"].empty_label = "None"
        self.fields["roles"].guidance = "\n".join(f"{role.label}: {EXPLAINED[role]}" for role in Role)
        if self.instance.pk:
            self.initial["roles"] = sorted(self.instance.roles)

    def clean(self):
        cleaned = super().clean()
        stays = cleaned.get("is_active") and Role.ADMINISTRATOR in cleaned.get("roles", [])
        if not stays and workflow.is_last_administrator(self.instance):
            raise ValidationError("This is the last administrator. Make somebody else an administrator first.")
        service, council = cleaned.get("service"), cleaned.get("council")
        if service and service.council != council:
            self.add_error(
                "service", f"{service} belongs to {service.council}. Choose a service of the person's own council."
            )
        return cleaned


class PersonScreen(CouncilAdmin):
    form = PersonForm
    list_display = ["full_name", "email", "post", "council", "held_roles", "is_active"]
    list_filter = ["is_active", "grants__role", "council"]
    search_fields = ["full_name", "email", "post"]
    list_select_related = ["council"]
    fields = ["email", "full_name", "post", "council", "service", "roles", "is_active"]

    def may_keep(self, user) -> Verdict:
        return can_manage_people(user)

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("grants")

    def held_roles(self, person) -> str:
        return ", ".join(person.role_names())

    held_roles.short_description = "roles"

    def save_model(self, request, obj, form, change):
        """Through the owner functions, which log what changed."""
        values = {name: form.cleaned_data[name] for name in PersonForm.Meta.fields}
        save = workflow.change_person if change else workflow.add_person
        save(obj, values, set(form.cleaned_data["roles"]), by=request.user, at=timezone.now())
        if not values["is_active"] and (left := held(obj)):
            messages.warning(request, left_behind(obj, len(left)))

    def history_view(self, request, object_id, extra_context=None):
        """What happened to this person's roles and sign-in, from the event log."""
        person = self.get_object(request, object_id)
        if person is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        events = Event.objects.filter(subject__startswith=f"{person.email}")
        context = {
            **self.admin_site.each_context(request),
            "title": f"History of {person}",
            "opts": self.opts,
            "original": person,
            "entries": [{"title": str(event), "by": event.by_name, "at": event.happened_at} for event in events],
        }
        return TemplateResponse(request, self.object_history_template, context)


def left_behind(person: User, count: int) -> str:
    """What somebody who can no longer sign in still leads, sits on or owes, with the way to hand it over."""
    address = reverse("register:holdings", args=[person.pk])
    things = "thing" if count == 1 else "things"
    return format_html(
        '{} can no longer sign in and still holds {} {}. <a class="govuk-link" href="{}">Hand it over</a>',
        person,
        count,
        things,
        address,
    )
