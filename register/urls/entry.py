"""Addresses of one entry: its pages, its sections, its lines and its life."""

from django.urls import path, register_converter

from register.views import editing, entry, history, life, lines, proposals


class Reference:
    """A reference as people read it aloud: P-0042."""

    regex = r"P-[0-9]{4,8}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Reference, "entry")
ENTRY = "partnerships/<entry:reference>/"

LIFE = (
    (life.exclude, "exclude", "not-a-partnership"),
    (life.readmit, "readmit", "take-back"),
    (life.end, "end", "end"),
    (life.reopen, "reopen", "reopen"),
    (life.confirm, "confirm", "confirm"),
    (proposals.propose_again, "propose_again", "propose-again"),
)

urlpatterns = [
    path("partnerships/new/", editing.new, name="new"),
    path("partnerships/propose/", proposals.propose, name="propose"),
    path("partnerships/<entry:reference>/", entry.entry, name="entry"),
    path("partnerships/<entry:reference>/people/", entry.people, name="people"),
    path("partnerships/<entry:reference>/money/", entry.money, name="money"),
    path("partnerships/<entry:reference>/governance/", entry.governance, name="governance"),
    path("partnerships/<entry:reference>/history/", history.history, name="history"),
    path("partnerships/<entry:reference>/edit/<slug:section>/", editing.edit, name="edit"),
    *[path(f"partnerships/<entry:reference>/{word}/", view, name=name) for view, name, word in LIFE],
    path("partnerships/<entry:reference>/<slug:noun>/add/", lines.line_add, name="line_add"),
    path("partnerships/<entry:reference>/<slug:noun>/<int:pk>/edit/", lines.line_edit, name="line_edit"),
    path("partnerships/<entry:reference>/<slug:noun>/<int:pk>/remove/", lines.line_remove, name="line_remove"),
    path("partnerships/<entry:reference>/<slug:noun>/<int:pk>/put-back/", lines.line_put_back, name="line_put_back"),
]
