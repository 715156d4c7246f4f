"""A list as a file: downloaded, changed in a spreadsheet program, checked, and taken in as a whole or not at all."""

from uuid import uuid4

import tablib
from django import forms
from django.contrib import messages
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone

from partnerships import events
from partnerships.downloads import attached
from partnerships.forms.base import CouncilForm
from partnerships.lists.checking import taken_in
from partnerships.lists.resource import KEY, VERSION, list_resource
from partnerships.models import ChangeSet, Event
from partnerships.saving import announced_once
from partnerships.spreadsheets.formats import SafeCSV, SafeXLSX
from partnerships.spreadsheets.reader import Unreadable

FORMATS = {"xlsx": SafeXLSX, "csv": SafeCSV}
KEPT_SECONDS = 3600
LARGEST_BYTES = 2_000_000
MOST_ROWS = 5_000


class FileForm(CouncilForm):
    """The file to take in."""

    submit_text = "Check the file"
    file = forms.FileField(
        label="File",
        help_text="An .xlsx or .csv file, such as this list downloaded and changed. Up to 2 MB. Nothing changes yet.",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    def clean_file(self):
        """Read the file into a data set. A file that cannot be read is refused with the reader's own sentence."""
        upload = self.cleaned_data["file"]
        ending = upload.name.rpartition(".")[2].casefold()
        if ending not in FORMATS:
            raise ValidationError("Choose a file that ends in .xlsx or .csv.")
        if upload.size > LARGEST_BYTES:
            raise ValidationError("The file is larger than 2 MB. A list is smaller: check that it is the right file.")
        try:
            return FORMATS[ending]().create_dataset(upload.read())
        except (Unreadable, tablib.InvalidDimensions) as error:
            raise ValidationError(str(error) or "The rows of this file are not all of the same length.") from error


class Exchange:
    """Download and take-in of one list, for a screen of the administration."""

    def export_view(self, request):
        """The whole list as a file. A POST, because the download is noted in the event log."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        extension = request.POST.get("format", "xlsx")
        if extension not in FORMATS:
            raise Http404
        resource = list_resource(self.model)(by=request.user, at=timezone.now())
        dataset = resource.export(self.model._default_manager.order_by("pk"))
        dataset.title = str(self.opts.verbose_name_plural)[:31]
        file_format = FORMATS[extension]()
        name = f"{self.opts.verbose_name_plural.replace(' ', '-')}.{extension}"
        events.log(Event.Kind.EXPORTED, name, by=request.user, at=timezone.now(), rows=len(dataset))
        content, content_type = file_format.export_data(dataset), file_format.get_content_type()
        return HttpResponse(content, content_type=content_type, headers=attached(name))

    def import_view(self, request):
        """Choose a file; see what it would change; only then does it."""
        if request.method == "POST" and "taken" in request.POST:
            return self.take_in(request)
        form = FileForm(request.POST or None, request.FILES or None, cancel_url=self.list_address())
        if form.is_bound and form.is_valid():
            dataset = form.cleaned_data["file"]
            if 0 < len(dataset) <= MOST_ROWS:
                return self.check_page(request, dataset)
            form.add_error("file", f"The file holds {len(dataset):,} rows. Choose one with 1 to {MOST_ROWS:,} rows.")
        return self.page(request, "admin/import.html", {"form": form, "headings": self.headings(request)})

    def headings(self, request) -> list[str]:
        fields = list_resource(self.model)(by=request.user, at=timezone.now()).fields
        return [field.column_name for name, field in fields.items() if name not in (KEY, VERSION)]

    def check_page(self, request, dataset: tablib.Dataset):
        """What the file would do. The rows are kept for an hour, so that what is confirmed is what was shown."""
        check = taken_in(list_resource(self.model)(by=request.user, at=timezone.now()), dataset, dry_run=True)
        token = uuid4().hex
        if not check.faulty:
            cache.set(self.slot(request, token), (dataset.headers, [list(row) for row in dataset]), KEPT_SECONDS)
        return self.page(request, "admin/import_check.html", {"check": check, "token": token})

    def take_in(self, request):
        """Take in the rows that were shown, once; somebody else's change in between is told as a fault."""
        slot = self.slot(request, request.POST["taken"])
        if (kept := cache.get(slot)) is None:
            messages.error(request, "This file was taken in already, or shown more than an hour ago. Choose it again.")
            return HttpResponseRedirect(self.list_address())
        dataset = tablib.Dataset(*kept[1], headers=kept[0])
        at = timezone.now()
        label = f"List taken in: {self.opts.verbose_name_plural}"
        with transaction.atomic(), announced_once(by=request.user, at=at):
            act = ChangeSet.objects.create(kind=ChangeSet.Kind.BULK_EDIT, label=label, made_at=at, made_by=request.user)
            resource = list_resource(self.model)(by=request.user, at=at, change_set=act)
            check = taken_in(resource, dataset, dry_run=False)
            if check.faulty:
                transaction.set_rollback(True)
        if check.faulty:
            return self.page(request, "admin/import_check.html", {"check": check, "token": ""})
        cache.delete(slot)
        said = f"{len(check.new)} added, {len(check.changed)} changed, {check.unchanged} as before."
        messages.success(request, f"{str(self.opts.verbose_name_plural).capitalize()}: {said}")
        return HttpResponseRedirect(self.list_address())

    def slot(self, request, token: str) -> str:
        """Where the rows wait: no other person, and no other list, finds them."""
        return f"list-import:{request.user.pk}:{self.opts.label_lower}:{token}"

    def page(self, request, template: str, context: dict):
        shared = {**self.admin_site.each_context(request), "opts": self.opts, "list_url": self.list_address()}
        return TemplateResponse(request, template, {**shared, **context})
