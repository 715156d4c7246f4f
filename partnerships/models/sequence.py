"""References that people read aloud: P-0001, CP-0001."""

from django.db import models, transaction
from django.db.models import F


class Sequence(models.Model):
    """The last number given out under a prefix. Counting by UPDATE makes two people get two numbers."""

    prefix = models.CharField(max_length=8, primary_key=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "reference sequence"

    def __str__(self) -> str:
        return f"{self.prefix}-{self.last:04d}"

    @classmethod
    def take(cls, prefix: str, count: int = 1) -> list[str]:
        """The next `count` references under a prefix, in order: `P-0001`, `P-0002` …"""
        with transaction.atomic():
            cls.objects.get_or_create(prefix=prefix)
            cls.objects.filter(prefix=prefix).update(last=F("last") + count)
            last = cls.objects.get(prefix=prefix).last
        return [f"{prefix}-{number:04d}" for number in range(last - count + 1, last + 1)]
