"""What all the policy team's screens have in common: our permissions, versioned saves, history, nothing deleted."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import include, path, reverse
from django.utils import timezone
from django.utils.text import capfirst

from partnerships import saving, timeline
from partnerships.admin.exchange import Exchange
from partnerships.admin.merging import Merging
from partnerships.forms.base import CouncilModelForm
from partnerships.lists.values import counted, uses
from partnerships.permissions import can_keep_lists
from partnerships.verdict import Verdict, require

CLASH = (
    "Somebody else saved this while you were typing. Look at what is there now, and save again if yours should stand."
)


class PolicyForm(CouncilModelForm):
    """A form that carries the version it was opened at, so that nobody overwrites what they have not seen."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta(CouncilModelForm.Meta):
        pass

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["seen"] = self.instance.version

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk and cleaned.get("seen") != self.instance.version:
            self.data = self.data.copy()
            self.data[self.add_prefix("seen")] = str(self.instance.version)
            raise ValidationError(CLASH)
        return cleaned

    def changes(self) -> dict:
        """What the person changed, by field."""
        return {name: self.cleaned_data[name] for name in self.changed_data if name != "seen"}


class CouncilAdmin(admin.ModelAdmin):
    """A screen of one model. Subclasses say who may keep it and who may look at it."""

    is_ours = True
    actions = None
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    object_history_template = "admin/object_history.html"

    def may_keep(self, user) -> Verdict:
        raise NotImplementedError

    def has_module_permission(self, request) -> bool:
        return bool(self.may_keep(request.user))

    def has_view_permission(self, request, obj=None) -> bool:
        return bool(self.may_keep(request.user))

    def has_add_permission(self, request) -> bool:
        return bool(self.may_keep(request.user))

    def has_change_permission(self, request, obj=None) -> bool:
        return bool(self.may_keep(request.user))

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    def included(self):
        """List, add, change and history; no delete, and no redirect that guesses an address."""
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        addresses = self.pages().items()
        return include([path(tail, self.guarded(view), name=f"{name}_{page}") for tail, (page, view) in addresses])

    def pages(self) -> dict:
        """By the end of its address: each page's name and view."""
        return {
            "": ("changelist", self.changelist_view),
            "add/": ("add", self.add_view),
            "<int:object_id>/change/": ("change", self.change_view),
            "<int:object_id>/history/": ("history", self.history_view),
        }

    def guarded(self, view):
        """Refuse with the sentence of `may_keep`, whatever page of this model is asked for."""

        def asked(request, *args, **kwargs):
            require(self.may_keep(request.user))
            return view(request, *args, **{name: str(value) for name, value in kwargs.items()})

        return self.admin_site.admin_view(asked)

    def get_list_display(self, request):
        return [self.in_words(name) for name in super().get_list_display(request)]

    def in_words(self, name: str):
        """A column of the list; yes and no stand in words, not as a picture."""
        field = next((field for field in self.opts.fields if field.name == name), None)
        if not isinstance(field, models.BooleanField):
            return name
        return admin.display(
            lambda record: "Yes" if getattr(record, name) else "No", description=field.verbose_name, ordering=name
        )

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """A plain list to choose from: no pencil, no plus, no pop-up window."""
        return db_field.formfield(**kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        return PolicyForm.Meta.formfield_callback(db_field, **kwargs)

    def log_addition(self, request, obj, message):
        """History and the event log already say it."""

    def log_change(self, request, obj, message):
        """History and the event log already say it."""

    def save_related(self, request, form, formsets, change):
        """Many-to-many values are written by `save_model`, with the rest of the record."""

    def response_post_save_add(self, request, obj):
        return HttpResponseRedirect(self.list_address())

    def response_post_save_change(self, request, obj):
        return HttpResponseRedirect(self.list_address())

    def list_address(self) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")


class PolicyAdmin(Exchange, Merging, CouncilAdmin):
    """Lists and settings that the policy team keeps. Saved with history; retired instead of deleted."""

    form = PolicyForm
    list_filter = ("is_retired",)
    change_list_template = "admin/change_list_kept.html"
    change_form_template = "admin/change_form_kept.html"

    @property
    def can_merge(self) -> bool:
        """Values that can be retired can be merged; councils and services are not values."""
        return self.opts.app_label == "register" and any(field.name == "is_retired" for field in self.opts.fields)

    def pages(self) -> dict:
        pages = super().pages() | {
            "export/": ("export", self.export_view),
            "import/": ("import", self.import_view),
        }
        if self.can_merge:
            pages["<int:object_id>/merge/"] = ("merge", self.merge_view)
        return pages

    def get_queryset(self, request):
        found = super().get_queryset(request)
        return counted(found) if self.can_merge else found

    def get_list_display(self, request):
        return [*super().get_list_display(request), *(["use_count"] if self.can_merge else [])]

    @admin.display(description="Used by", ordering="use_count")
    def use_count(self, record) -> int:
        return record.use_count

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The form, with where the value is used."""
        record = self.get_object(request, object_id) if self.can_merge else None
        context = {"uses": uses(record) if record else [], "can_merge": self.can_merge}
        return super().change_view(request, object_id, form_url, {**context, **(extra_context or {})})

    def admin_site_change(self, record) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[record.pk])

    def may_keep(self, user) -> Verdict:
        return can_keep_lists(user)

    def save_model(self, request, obj, form, change):
        """Create, or change what was changed, if anything was."""
        who = {"by": request.user, "at": timezone.now()}
        if not change:
            lists = {
                field.name: form.cleaned_data[field.name]
                for field in self.opts.many_to_many
                if field.name in form.cleaned_data
            }
            saving.create(obj, lists=lists, **who)
        elif changes := form.changes():
            saving.claimed(self.model, obj.pk, form.cleaned_data["seen"], changes, **who)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """A save that lost a race is asked again: the form then finds the newer version, and says so."""
        try:
            with transaction.atomic():
                return super().changeform_view(request, object_id, form_url, extra_context)
        except saving.Conflict:
            return super().changeform_view(request, object_id, form_url, extra_context)

    def history_view(self, request, object_id, extra_context=None):
        """Every version of one record, newest first, in words."""
        record = self.get_object(request, object_id)
        if record is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        track = timeline.Track(
            "record", self.model, {"id": record.pk}, capfirst(self.opts.verbose_name), label=self.label_of
        )
        page, entries = timeline.page([track], request.GET.get("page"))
        context = {
            **self.admin_site.each_context(request),
            "title": f"History of {record}",
            "opts": self.opts,
            "original": record,
            "page": page,
            "entries": entries,
        }
        return TemplateResponse(request, self.object_history_template, context)

    def label_of(self, name: str) -> str:
        """A field's name as people read it."""
        return capfirst(self.opts.get_field(name).verbose_name)
