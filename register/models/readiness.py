"""What an entry says of leaving before anybody leaves: what is held, owed and bound, until when (H14-35, B15-25)."""

from django.db import models


class Readiness(models.Model):
    """Fields of a register entry, kept apart only for length. What stands elsewhere in the register is not asked again:
    staff, notice, the impact of leaving, money of others and its end.
    """

    assets_held = models.TextField("assets held", blank=True)
    liabilities = models.TextField("guarantees and liabilities", blank=True)
    insurance = models.CharField("insurance", max_length=250, blank=True)
    data_held = models.TextField("data and records held", blank=True)
    depends_on_it = models.TextField("what depends on it", blank=True)
    exit_terms = models.TextField("what was agreed about leaving", blank=True)
    project_ends_on = models.DateField("the project ends on", null=True, blank=True)
    exit_owner_post = models.CharField("post that answers for the exit strategy", max_length=160, blank=True)

    class Meta:
        abstract = True
