"""Values of lists: where one is used, and how two become one. Nothing is deleted; the value given up is retired."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.text import capfirst

from partnerships import contributions
from partnerships.models import ChangeSet
from partnerships.saving import Edit, Versioned, announced_once, claimed, claimed_many


@dataclass(frozen=True)
class Use:
    """One kind of record that names a value: which table, by which field, how many records do."""

    model: type[Versioned]
    field: models.Field
    count: int

    def words(self) -> str:
        """Such as '12 partnerships (family)'."""
        meta = self.model._meta
        noun = meta.verbose_name if self.count == 1 else meta.verbose_name_plural
        return f"{self.count} {noun} ({self.field.verbose_name})"


def relations(model: type[models.Model]) -> Iterator[models.Field]:
    """The fields of our own records that can name a value of this list, in a fixed order."""
    found = [
        relation.field
        for relation in model._meta.get_fields(include_hidden=True)
        if relation.auto_created
        and not relation.concrete
        and issubclass(relation.related_model, Versioned)
        and relation.field.model is relation.related_model
    ]
    yield from sorted(found, key=lambda field: (field.model._meta.label, field.name))


def naming(field: models.Field, record: models.Model):
    """The records that name this value in this field, those taken off an entry included."""
    return field.model._base_manager.filter(**{field.name: record.pk})


def uses(record: models.Model) -> list[Use]:
    """Where a value is used; what uses it nowhere is left out."""
    found = [Use(field.model, field, naming(field, record).count()) for field in relations(type(record))]
    return [use for use in found if use.count]


def counted(queryset: models.QuerySet) -> models.QuerySet:
    """The values, each with `use_count`: how many records name it, asked together with the values themselves."""
    number = models.Value(0, models.IntegerField())
    for field in relations(queryset.model):
        rows = field.model._base_manager.filter(**{field.name: models.OuterRef("pk")}).order_by()
        count = rows.values(field.name).annotate(number=models.Count("pk")).values("number")
        number = number + models.functions.Coalesce(models.Subquery(count), 0)
    return queryset.annotate(use_count=number)


ITSELF = "“{}” cannot be merged into itself. Choose another value of the list, which then stays."


def merge(keep: Versioned, gone: Versioned, *, version: int, by, at: datetime) -> int:
    """Whatever names `gone` names `keep` from now on, and `gone`, read at `version`, is retired. Returns how many
    records changed.

    One transaction and one change set. Raises ValidationError when both cannot become one, Conflict when somebody
    changed `gone` meanwhile; nothing is written then.
    """
    refuse_unless_alike(keep, gone)
    model = type(keep)
    with transaction.atomic(), announced_once(by=by, at=at):
        label = f"{capfirst(model._meta.verbose_name)}: {gone} merged into {keep}"[:200]
        act = ChangeSet.objects.create(kind=ChangeSet.Kind.BULK_EDIT, label=label, made_at=at, made_by=by)
        who = {"by": by, "at": at, "reason": label, "change_set": act}
        changed = sum(moved(field, keep, gone, who) for field in relations(model))
        for part in contributions.collect("merge"):
            part(keep, gone, **who)
        claimed(model, gone.pk, version, {"is_retired": True}, **who)
    return changed


def refuse_unless_alike(keep: Versioned, gone: Versioned) -> None:
    """Two different values of one list, of which the one that stays is in use. Raises ValidationError otherwise."""
    if type(keep) is not type(gone):
        raise ValidationError("Choose another value of the same list to keep.")
    if keep.pk == gone.pk:
        raise ValidationError(ITSELF.format(gone))
    if keep.is_retired:
        raise ValidationError(f"{keep} is retired. Choose a value that is in use, or bring it back first.")


def moved(field: models.Field, keep: Versioned, gone: Versioned, who: dict) -> int:
    """Point one field of all its records from one value to the other. Returns how many records changed."""
    records = list(naming(field, gone).order_by("pk"))
    edits = [Edit(record.pk, record.version, {field.name: pointed(field, record, keep, gone)}) for record in records]
    try:
        with transaction.atomic():
            claimed_many(field.model, edits, **who)
    except ValidationError:
        for record, edit in zip(records, edits, strict=True):
            one_by_one(record, edit, who)
    return len(records)


def pointed(field: models.Field, record: Versioned, keep: Versioned, gone: Versioned) -> models.Model | list:
    """What the field says afterwards: the value itself, or the list with the value in the other's place, once."""
    if not field.many_to_many:
        return keep
    values: Iterable[models.Model] = getattr(record, field.name).all()
    return list(dict.fromkeys(keep if value.pk == gone.pk else value for value in values))


def one_by_one(record: Versioned, edit: Edit, who: dict) -> None:
    """A line that would stand twice on its entry is taken off; it names both values otherwise."""
    changes = edit.changes
    try:
        with transaction.atomic():
            claimed(type(record), edit.pk, edit.version, changes, **who)
    except ValidationError:
        if getattr(record, "removed_at", record) is not None:
            raise
        changes = {"removed_at": who["at"], "removed_by": who["by"]}
        claimed(type(record), edit.pk, edit.version, changes, **who)
