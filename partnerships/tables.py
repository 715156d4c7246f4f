"""The first migration of an app: all its tables in one step.

Django works the state of every related model out anew after each table; with a hundred tables that refer to one another
and to their history, this takes most of a minute. In one step it is done once.
"""

from collections.abc import Sequence

from django.db.migrations import CreateModel
from django.db.migrations.operations.base import Operation


class CreateTables(Operation):
    """Create these models, in this order."""

    serialization_expand_args = ["tables"]

    def __init__(self, tables: Sequence[CreateModel]):
        self.tables = tables

    def deconstruct(self):
        return (type(self).__name__, [], {"tables": self.tables})

    def state_forwards(self, app_label, state):
        state.__dict__.pop("apps", None)
        for table in self.tables:
            table.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for table in self.tables:
            table.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for table in reversed(self.tables):
            table.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self):
        return f"Create {len(self.tables)} tables"
