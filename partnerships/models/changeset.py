"""What joins all the rows that one import, bulk edit or launch wrote, so that it can be read, and undone, as one."""

from django.conf import settings
from django.db import models


class ChangeSet(models.Model):
    """One act that wrote many rows."""

    class Kind(models.TextChoices):
        IMPORT = "import", "Import"
        ACCEPTANCE = "acceptance", "Acceptance of an import"
        UNDO = "undo", "Undoing an import"
        BULK_EDIT = "bulk_edit", "Bulk edit"
        DEMONSTRATION = "demonstration", "Demonstration data"
        POLICY = "policy", "Loading a policy"

    kind = models.CharField(max_length=20, choices=Kind.choices)
    label = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.label
