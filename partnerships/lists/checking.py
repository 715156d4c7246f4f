"""What a file would do to a list, row by row, in words."""

from dataclasses import dataclass

import tablib
from django.core.exceptions import ValidationError
from django.db import transaction
from import_export.results import Result, RowResult

from partnerships.lists.resource import KEY, VERSION, ListResource


@dataclass(frozen=True)
class Line:
    """One row of the file as it would be taken in: its number there, the value, what changes, what is wrong."""

    number: int
    title: str
    kind: str
    changes: tuple[tuple[str, str, str], ...] = ()
    faults: tuple[str, ...] = ()


@dataclass(frozen=True)
class Check:
    """What a file would do to a list."""

    lines: tuple[Line, ...]
    unknown: tuple[str, ...]

    @property
    def faulty(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.faults)

    @property
    def new(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.kind == RowResult.IMPORT_TYPE_NEW)

    @property
    def changed(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.kind == RowResult.IMPORT_TYPE_UPDATE)

    @property
    def unchanged(self) -> int:
        return sum(line.kind == RowResult.IMPORT_TYPE_SKIP for line in self.lines)


def taken_in(resource: ListResource, dataset: tablib.Dataset, *, dry_run: bool) -> Check:
    """Take the rows in through the resource; a dry run writes nothing, and neither does a file with a fault."""
    key = resource.fields[KEY].column_name
    if key not in dataset.headers:
        dataset.append_col([""] * len(dataset), header=key)
    with transaction.atomic():
        result = resource.import_data(dataset, dry_run=dry_run, rollback_on_validation_errors=True)
    known = {field.column_name for field in resource.fields.values()}
    unknown = tuple(heading for heading in dataset.headers if heading and heading not in known)
    return Check(tuple(lines(resource, result, dataset)), unknown)


def lines(resource: ListResource, result: Result, dataset: tablib.Dataset):
    """The rows of a result in words. The first row of a file holds its headings, so the first value is row 2."""
    title = resource.fields[resource.get_export_order()[1]].column_name
    for number, row in enumerate(result.rows, start=2):
        name = str(dataset.dict[number - 2].get(title) or "")
        yield Line(number, name, row.import_type, differences(resource, row), tuple(faults(resource, row)))


def differences(resource: ListResource, row: RowResult) -> tuple[tuple[str, str, str], ...]:
    """Label, before, after, for each field that a changed row changes."""
    if row.import_type != RowResult.IMPORT_TYPE_UPDATE or row.original is None:
        return ()
    found = []
    for name, field in resource.fields.items():
        before, after = (str(field.export(record)) for record in (row.original, row.instance))
        if name not in (KEY, VERSION) and before != after:
            found.append((field.column_name, before or "blank", after or "blank"))
    return tuple(found)


def faults(resource: ListResource, row: RowResult):
    """What is wrong with a row, each sentence after the heading of its column."""
    if row.validation_error is not None:
        by_field = getattr(row.validation_error, "error_dict", {"": row.validation_error})
        for name, errors in by_field.items():
            heading = f"{resource.fields[name].column_name}: " if name in resource.fields else ""
            for sentence in ValidationError(errors).messages:
                yield f"{heading}{sentence}"
    for error in row.errors:
        yield str(error.error)
