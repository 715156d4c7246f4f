"""Lists that go out as a file and come back: a column for each field, every row through `saving`."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from import_export.fields import Field
from import_export.resources import ModelResource, modelresource_factory

from partnerships import saving
from partnerships.lists.widgets import Number, plain, widget_for
from partnerships.saving import Versioned

KEY, VERSION = "id", "version"
LEFT_OUT = (models.JSONField, models.FileField)
STALE = "Somebody changed this value after the file was made. Download the list again and make the change there."


class ListResource(ModelResource):
    """One list as django-import-export knows it. A row without a key is a new value, one with a key changes that value.

    `by` and `at` say who imports, and when. A column that is not in the file is left as it is.
    """

    def __init__(self, *, by, at: datetime, change_set=None):
        super().__init__()
        self.who = {"by": by, "at": at, "change_set": change_set}

    @classmethod
    def field_from_django_field(cls, field_name: str, django_field: models.Field, readonly: bool) -> Field:
        heading = {KEY: "Key", VERSION: "Version"}.get(field_name, capfirst(str(django_field.verbose_name)))
        widget = Number(models.IntegerField()) if field_name in (KEY, VERSION) else widget_for(django_field)
        return Field(field_name, heading, widget, readonly=field_name == VERSION)

    def save_instance(self, instance: Versioned, is_create: bool, row: dict, **kwargs: Any) -> None:
        """Write a row through the one way to write; a row made from an older version of its value is refused."""
        if is_create:
            instance.pk = None
            saving.create(instance, **self.who)
            return
        stands = type(instance)._base_manager.get(pk=instance.pk)
        seen = self.fields[VERSION].clean(row) if self.fields[VERSION].column_name in row else stands.version
        if seen != stands.version:
            raise ValidationError(STALE)
        changes = {name: getattr(instance, name) for name in self.fields if name not in (KEY, VERSION)}
        changes = {name: value for name, value in changes.items() if value != getattr(stands, name)}
        saving.claimed(type(instance), stands.pk, stands.version, changes, **self.who)

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True) -> None:
        """Cells that could not be read are told first; the record itself is checked when it is saved."""
        if import_validation_errors:
            raise ValidationError(import_validation_errors)

    def get_or_init_instance(self, instance_loader, row: dict):
        """The value of the row's key. A key that no value has is an error, never a new value."""
        instance, new = super().get_or_init_instance(instance_loader, row)
        if new and plain(row.get(self.fields[KEY].column_name)):
            raise ValidationError("No value of this list has this key. Leave the key blank to add a new value.")
        return instance, new


def list_resource(model: type[Versioned]) -> type[ListResource]:
    """The resource of one list: its key, its own fields in their order, and its version."""
    own = [
        column.name
        for column in model._meta.fields
        if column.editable and not column.primary_key and not isinstance(column, LEFT_OUT)
    ]
    options = {
        "fields": [KEY, *own, VERSION],
        "export_order": [KEY, *own, VERSION],
        "import_id_fields": [KEY],
        "skip_unchanged": True,
        "report_skipped": True,
        "skip_html_diff": True,
        "store_instance": True,
        "use_transactions": True,
    }
    return modelresource_factory(model, ListResource, meta_options=options)
