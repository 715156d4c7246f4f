"""Committee papers: what somebody types, and, once issued, the file and the figures exactly as they went out."""

import secrets

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from partnerships.history import History
from partnerships.models import Council
from partnerships.saving import Versioned
from register.models import Body
from register.models.base import paired
from register.models.documents import KeptFile
from reviews.querysets import PaperFileQuerySet, PaperQuerySet

UNCHANGED = "An issued paper is never changed. Make a correction, which takes its place."


def random_name(_paper, _name: str) -> str:
    """Files are stored under a random name; the name that people see is made from the paper."""
    return f"papers/{secrets.token_hex(16)}.pdf"


class CommitteePaper(Versioned):
    """A paper for a meeting (H14-01). Issuing stores the PDF, its hash and the report as data; none of it changes."""

    class Kind(models.TextChoices):
        REGISTER_REPORT = "register_report", "Register report"
        ROUND_REPORT = "round_report", "Annual review report"
        EXIT_REPORT = "exit_report", "Exit strategy"

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        ISSUED = "issued", "Issued"
        SUPERSEDED = "superseded", "Superseded"

    class Template(models.TextChoices):
        BRIEF = "brief", "Header in brief, each implication a section"
        DECISION = "decision", "Header of a decision, implications as a table"

    reference = models.CharField(max_length=12, unique=True, editable=False)
    kind = models.CharField(max_length=30, choices=Kind.choices, default=Kind.REGISTER_REPORT, editable=False)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.DRAFT, editable=False)
    edition = models.ForeignKey(
        "reviews.Edition", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="papers"
    )
    exit_strategy = models.ForeignKey(
        "reviews.ExitStrategy", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="papers"
    )
    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="papers")
    title = models.CharField(max_length=200)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="papers", verbose_name="meeting of")
    meeting_on = models.DateField("date of the meeting")
    originator = models.CharField(max_length=160, help_text="The post that presents the paper, not a name.")
    where_from = models.ForeignKey(
        Body,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="papers_sent_on",
        verbose_name="where from",
        help_text="The body that asked for it or saw it before.",
    )
    where_to_next = models.ForeignKey(
        Body,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="papers_to_come",
        verbose_name="where to next",
        help_text="The body that receives it after this meeting.",
    )
    status_line = models.CharField(
        "status",
        max_length=80,
        default="For discussion",
        help_text="What the meeting does with it, such as For discussion.",
    )
    route = models.TextField(
        "other bodies that receive it",
        blank=True,
        help_text="One line for each: the body, a comma, the day of its meeting. For example, Cabinet, 12 3 2027.",
    )
    template = models.CharField("report template", max_length=10, choices=Template.choices, default=Template.BRIEF)
    portfolio_area = models.CharField(max_length=160, blank=True)
    wards_affected = models.CharField(max_length=250, blank=True, help_text="The wards, or All.")
    is_urgent = models.BooleanField("urgent decision", default=False)
    approval = models.TextField("approval and clearance obtained", blank=True)
    next_steps_on = models.DateField("day from which next steps can be taken", null=True, blank=True)
    author = models.CharField(max_length=160, blank=True)
    author_role = models.CharField("role of the author", max_length=160, blank=True)
    contact = models.CharField(
        "contact", max_length=200, blank=True, help_text="It is printed: a telephone or an address of the team."
    )
    objective = models.TextField(
        blank=True, help_text="One or two sentences: what the meeting should be able to do once it has read this."
    )
    outcome_sought = models.TextField(blank=True)
    background = models.TextField(blank=True)
    discussion = models.TextField("points for discussion", blank=True)
    next_steps = models.TextField(blank=True)
    consulted = models.TextField("consultation", blank=True)
    background_papers = models.TextField(blank=True)
    previous_reports = models.TextField(blank=True)
    is_sensitive = models.BooleanField("issued under the sensitive issue procedure", default=False)
    financial_year = models.PositiveSmallIntegerField(
        "financial year of the contributions",
        null=True,
        blank=True,
        validators=[MinValueValidator(1974), MaxValueValidator(2100)],
        help_text="The year in which it begins. Left empty, the latest year with figures up to the meeting is taken.",
    )
    by_theme = models.BooleanField(
        "group Appendix A by theme",
        default=False,
        help_text="Otherwise by family. An entry with several themes then stands under each of them.",
    )
    prints_activity = models.BooleanField(
        "print what each partnership did in the year",
        default=False,
        help_text="Adds Appendix C with the activity summaries of the financial year of the contributions.",
    )
    supersedes = models.OneToOneField(
        "self", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="correction"
    )
    correction_reason = models.TextField("what is corrected", blank=True, editable=False)

    drafted_at = models.DateTimeField(editable=False)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, editable=False, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(null=True, blank=True, editable=False)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    as_of = models.DateField("register as it stood on", null=True, blank=True, editable=False)
    pdf = models.FileField(upload_to=random_name, blank=True, editable=False)
    pdf_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    pdf_bytes = models.PositiveIntegerField(null=True, blank=True, editable=False)
    pdf_pages = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    frozen = models.JSONField(default=dict, blank=True, editable=False)

    objects = PaperQuerySet.as_manager()
    history = History()

    class Meta:
        ordering = ["-meeting_on", "-pk"]
        constraints = [
            paired("issued"),
            models.CheckConstraint(
                condition=Q(status="draft")
                | (Q(issued_at__isnull=False, as_of__isnull=False, pdf_pages__gt=0) & ~Q(pdf="") & ~Q(pdf_sha256="")),
                name="paper_issued_with_its_file",
                violation_error_message="An issued paper has its file, and the hash of it.",
            ),
            models.CheckConstraint(
                condition=~Q(status="draft") | Q(issued_at__isnull=True, pdf="", pdf_sha256="", as_of__isnull=True),
                name="paper_draft_without_a_file",
                violation_error_message="A draft has no stored file: it is made anew each time.",
            ),
            models.CheckConstraint(
                condition=~Q(kind="round_report") | Q(edition__isnull=False),
                name="paper_on_a_round_has_its_edition",
                violation_error_message="The report on a round is drawn up from an edition.",
            ),
            models.CheckConstraint(
                condition=~Q(kind="exit_report") | Q(exit_strategy__isnull=False),
                name="paper_on_an_exit_has_its_strategy",
                violation_error_message="The paper on an exit is drawn up from its strategy.",
            ),
            models.CheckConstraint(
                condition=Q(supersedes__isnull=True) | ~Q(correction_reason=""),
                name="paper_correction_with_reason",
                violation_error_message="Say what the correction corrects.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    @property
    def is_round_report(self) -> bool:
        """Drawn up from an edition, and about the reviews of its round."""
        return self.kind == self.Kind.ROUND_REPORT

    @property
    def is_register_report(self) -> bool:
        """About all that the council takes part in."""
        return self.kind == self.Kind.REGISTER_REPORT

    @property
    def is_exit_report(self) -> bool:
        """Drawn up from an exit strategy, and about nothing else."""
        return self.kind == self.Kind.EXIT_REPORT

    @property
    def is_for_decision(self) -> bool:
        """Does it have the header of a decision, with its implications as a table (SH-01, SH-38)?"""
        return self.template == self.Template.DECISION

    @property
    def is_draft(self) -> bool:
        return self.status == self.Status.DRAFT

    @property
    def subject(self) -> str:
        """How the event log names this paper."""
        return f"paper {self.reference}"

    def clean(self):
        stored = CommitteePaper.objects.filter(pk=self.pk).exclude(status=self.Status.DRAFT).first()
        if stored and any(getattr(stored, name) != getattr(self, name) for name in FIXED):
            raise ValidationError(UNCHANGED)


FIXED = [field.attname for field in CommitteePaper._meta.concrete_fields if field.name not in {"status", "version"}]


class PaperImplication(Versioned):
    """What a paper says under one of the policy's implications: text, or that there is none directly (H14-42)."""

    paper = models.ForeignKey(CommitteePaper, on_delete=models.PROTECT, related_name="implications")
    heading = models.CharField(max_length=120)
    text = models.TextField(blank=True)
    is_none = models.BooleanField("none directly", default=False)
    position = models.PositiveSmallIntegerField("order", default=0)

    history = History()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "heading"],
                name="implication_once_in_a_paper",
                violation_error_message="The paper answers this implication already.",
            ),
            models.CheckConstraint(
                condition=Q(is_none=False) | Q(text=""),
                name="implication_none_or_text",
                violation_error_message="Say what the implication is, or that there is none directly, but not both.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.heading} in {self.paper.reference}"

    @property
    def is_answered(self) -> bool:
        return self.is_none or bool(self.text)

    def clean(self):
        if not self.paper.is_draft:
            raise ValidationError(UNCHANGED)


class PaperFile(KeptFile):
    """A file that goes with a paper, such as an equality analysis: of one implication or of all of it (H14-42)."""

    noun = "attached file"

    paper = models.ForeignKey(CommitteePaper, on_delete=models.PROTECT, related_name="files", editable=False)
    heading = models.CharField("belongs to", max_length=120, blank=True)

    objects = PaperFileQuerySet.as_manager()
    history = History()

    class Meta:
        ordering = ["pk"]
        constraints = [
            paired("removed"),
            models.UniqueConstraint(
                fields=["paper", "sha256"],
                condition=Q(removed_at__isnull=True),
                name="file_attached_once_to_a_paper",
                violation_error_message="This very file is attached to the paper already.",
            ),
        ]

    @property
    def reference(self) -> str:
        """The reference of the paper that it goes with."""
        return self.paper.reference

    def subject_ids(self) -> set[int]:
        """It says nothing about a partnership of its own."""
        return set()

    def clean(self):
        if not self.paper.is_draft:
            raise ValidationError(UNCHANGED)


class PaperReceipt(Versioned):
    """That a body received an issued paper: when, and the minute that says so (B15-33, B15-35)."""

    paper = models.ForeignKey(CommitteePaper, on_delete=models.PROTECT, related_name="receipts", editable=False)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="receipts", verbose_name="received by")
    received_on = models.DateField("received on")
    minute = models.CharField("minute reference", max_length=120)
    note = models.TextField("what it said", blank=True)

    history = History()

    class Meta:
        ordering = ["received_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "body"],
                name="paper_received_once_by_a_body",
                violation_error_message="It is recorded already that this body received the paper.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.paper.reference}, received by {self.body}"
