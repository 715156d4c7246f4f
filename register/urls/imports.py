"""Addresses of imports, in the order of their life."""

from django.urls import path, register_converter

from register.views.imports import checks, columns, results, start, steps


class Reference:
    """A reference as people read it aloud: IMP-0007."""

    regex = r"IMP-[0-9]{4,8}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Reference, "import")

urlpatterns = [
    path("imports/", start.imports, name="imports"),
    path("imports/new/", start.import_new, name="import_new"),
    path("imports/<import:reference>/", results.import_, name="import"),
    path("imports/<import:reference>/columns/", columns.import_columns, name="import_columns"),
    path("imports/<import:reference>/check/", checks.import_check, name="import_check"),
    path("imports/<import:reference>/suggestions/", checks.import_suggestions, name="import_suggestions"),
    path("imports/<import:reference>/again/", checks.import_again, name="import_again"),
    path("imports/<import:reference>/commit/", steps.import_commit, name="import_commit"),
    path("imports/<import:reference>/discard/", steps.import_discard, name="import_discard"),
    path("imports/<import:reference>/accept/", steps.import_accept, name="import_accept"),
    path("imports/<import:reference>/undo/", steps.import_undo, name="import_undo"),
    path("imports/<import:reference>/problems.<slug:file_format>", results.import_problems, name="import_problems"),
]
