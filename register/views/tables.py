"""Sending a table as a file."""

from django.http import HttpResponse, StreamingHttpResponse
from django.utils import timezone

from partnerships import events
from partnerships.downloads import attached
from partnerships.models import Event
from partnerships.spreadsheets import writer
from partnerships.spreadsheets.table import Table
from register.listing.export import TYPES


def sent(request, table: Table, name: str, file_format: str, count: int) -> StreamingHttpResponse | HttpResponse:
    """The table as CSV or XLSX, noted in the event log with its number of rows and the filters of the address."""
    now, today = timezone.now(), timezone.localdate()
    filters = request.GET.urlencode()
    events.log(Event.Kind.EXPORTED, name, by=request.user, at=now, format=file_format, count=count, filters=filters)
    headers = attached(f"{name}-{today:%Y-%m-%d}.{file_format}")
    if file_format == "csv":
        return StreamingHttpResponse(writer.csv_lines(table), content_type=TYPES["csv"], headers=headers)
    content = writer.xlsx([table], title=table.name, as_of=today)
    return HttpResponse(content, content_type=TYPES["xlsx"], headers=headers)
