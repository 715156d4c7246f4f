"""What the screens of criteria and of questions share: copy a version, change it, see what it would do, save."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils import timezone

from assessments.forms.versions import VersionForm
from assessments.rules.criteria import in_force
from assessments.workflow.versions import Versions
from partnerships.admin.previewed import PreviewedAdmin
from partnerships.numbers import whole
from partnerships.verdict import Verdict
from register.models import Policy


class VersionScreen(PreviewedAdmin):
    """Versions that somebody used are shown; others are changed. A new version begins as a copy."""

    list_display = ("title", "kind", "from_on", "policy", "source")
    list_filter = ("policy", "kind")
    list_select_related = ("policy",)
    used_page = ""
    no_policy = ""
    first_kind = ""
    form_class: type[VersionForm]
    versions: Versions

    def may_keep(self, user) -> Verdict:
        return self.versions.may_keep(user)

    def add_view(self, request, form_url="", extra_context=None):
        """A new version of the policy in use, as a copy of the one in force, or of the one that was asked for."""
        policy = Policy.objects.filter(is_current=True).first()
        if policy is None:
            return self.without_policy(request, self.no_policy)
        copied = self.to_copy(request, policy)
        record = self.model(policy=policy, kind=copied.kind if copied else self.first_kind)
        return self.asked(request, record, copied)

    def to_copy(self, request, policy: Policy) -> Any | None:
        """The version named in the address, else that of the first kind in force."""
        versions = self.model._default_manager.prefetch_related(self.versions.lines)
        wanted = whole(request.GET.get("copy", ""))
        if wanted is not None:
            return versions.filter(pk=wanted).first()
        return in_force(versions.filter(policy=policy, kind=self.first_kind), timezone.localdate())

    def change_view(self, request, object_id, form_url="", extra_context=None):
        record = self.get_object(request, object_id)
        if record is None:
            raise Http404
        verdict = self.versions.may_change(record)
        if not verdict:
            lines = list(getattr(record, self.versions.lines).all())
            context = {"original": record, "lines": lines, "reason": verdict.reason}
            return self.page(request, self.used_page, context)
        return self.asked(request, record, record)

    def asked(self, request, record: Any, shown: Any | None):
        """The form; then what it would change; then it is saved."""
        form = self.form_class(request.POST or None, instance=record, shown=shown, cancel_url=self.list_address())

        def found() -> dict:
            return {"effect": self.effect(form), "proposed": form.instance}

        return self.previewed(request, form, found, kind=record.get_kind_display())

    def effect(self, form: Any) -> Any:
        """What the version would change, for its page."""
        raise NotImplementedError

    def refuse(self, form: Any, error: ValidationError) -> None:
        form.refuse(error)

    def write(self, form: Any, *, by, at) -> Any:
        record, who = form.instance, {"by": by, "at": at}
        if record.pk:
            seen = form.cleaned_data["seen"]
            return self.versions.change(record, form.changes(), form.told(), seen=seen, **who)
        return self.versions.begin(record, [values for _, values in form.told()], **who)
