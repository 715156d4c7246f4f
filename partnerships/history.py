"""Every version of every record, with who, when, why and as part of which change set.

django-simple-history keeps the rows; we write them ourselves, once per save, from `saving`, because its signals would
write several half-changed rows for one form (a row for the save, one for each many-to-many field).
"""

from datetime import datetime
from functools import cache

from django.db import models
from simple_history.models import HistoricalRecords


class HistoryIsKept(Exception):
    """Somebody tried to delete or change a row of history."""


class HistoryRow(models.Model):
    """What each row of history says besides the record's own fields. The name stays readable after a person leaves."""

    history_by_name = models.CharField(max_length=200, blank=True)
    change_set = models.ForeignKey(
        "partnerships.ChangeSet", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        abstract = True

    def delete(self, *args, **kwargs):
        raise HistoryIsKept("History is kept: a row of it cannot be deleted.")


@cache
def rows_of(model: type[models.Model], manager_name: str) -> type[models.Model]:
    """The model of a model's history rows. Asked once: each look at the manager makes a new class, which takes time."""
    return getattr(model, manager_name).model


class History(HistoricalRecords):
    """History of one model; put it on the model as `history = History(m2m_fields=[…])`."""

    def __init__(self, **kwargs):
        super().__init__(bases=[HistoryRow], history_change_reason_field=models.TextField(null=True), **kwargs)

    def contribute_to_class(self, cls, name):
        super().contribute_to_class(cls, name)
        cls.history_writer = self

    def post_save(self, *args, **kwargs):
        """Nothing: `saving` writes the row when the whole record, lists included, is in place."""

    def m2m_changed(self, *args, **kwargs):
        """Nothing, for the same reason."""

    def row(self, instance, kind: str, *, by, at: datetime, reason: str = "", change_set=None):
        """An unsaved row of history for the record as it stands; `kind` is + (created) or ~ (changed)."""
        values = {field.attname: getattr(instance, field.attname) for field in self.fields_included(instance)}
        return rows_of(type(instance), self.manager_name)(
            history_date=at,
            history_type=kind,
            history_user=by,
            history_by_name=by.get_full_name() if by else "",
            history_change_reason=reason,
            change_set=change_set,
            **values,
        )

    def write_lists(self, field, rows: list, instances: list) -> None:
        """Copy one many-to-many field of many records into their rows of history, as it stands now."""
        through, kept = field.remote_field.through, self.m2m_models[field]
        columns = [column.attname for column in through._meta.concrete_fields]
        own = through._meta.get_field(field.m2m_field_name()).attname
        row_of = {instance.pk: row for row, instance in zip(rows, instances, strict=True)}
        for start in range(0, len(instances), 1000):
            keys = [instance.pk for instance in instances[start : start + 1000]]
            links = through._base_manager.filter(**{f"{own}__in": keys})
            kept._base_manager.bulk_create(
                [
                    kept(history=row_of[getattr(link, own)], **{name: getattr(link, name) for name in columns})
                    for link in links
                ],
                batch_size=200,
            )
