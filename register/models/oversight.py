"""What an entry says of how the partnership is run, watched and bound (H11-12–20, H11-25, SH-24–37)."""

from django.conf import settings
from django.db import models

from register.models.base import optional
from register.models.choices import Delivery, LegalAdvice, ReviewMethod, Safeguarding
from register.models.lists import ClientGroup


class Oversight(models.Model):
    """Fields of a register entry, kept apart only for length. Their constraints stand with the entry."""

    review_method = optional(ReviewMethod, verbose_name="how it is reviewed")

    supporting_officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="supports",
        verbose_name="supporting officer",
    )
    client_groups = models.ManyToManyField(
        ClientGroup, blank=True, related_name="partnerships", verbose_name="whom it is for"
    )
    plan_link = models.CharField("where the plan names it", max_length=250, blank=True)

    decision_powers = models.TextField("what it may decide for the council", blank=True)
    shares_information = models.BooleanField("information is shared", null=True, blank=True)
    shares_information_evidence = models.CharField("how we know that", max_length=300, blank=True)
    shares_risks = models.BooleanField("risks are shared", null=True, blank=True)
    shares_planning = models.BooleanField("planning is shared", null=True, blank=True)
    shares_decisions = models.BooleanField("decisions are shared", null=True, blank=True)
    shares_resources = models.BooleanField("resources are shared", null=True, blank=True)
    has_dispute_protocol = models.BooleanField("has a protocol for disputes", null=True, blank=True)
    dispute_protocol_note = models.CharField("where the protocol is", max_length=250, blank=True)
    has_complaints_route = models.BooleanField("has a route for complaints", null=True, blank=True)
    complaints_route_note = models.CharField("where people find how to complain", max_length=250, blank=True)
    has_pooled_budget = models.BooleanField("has a pooled budget", null=True, blank=True)
    efficiencies_expected = models.TextField("efficiencies expected", blank=True)
    efficiencies_delivered = models.TextField("efficiencies delivered", blank=True)
    data_sharing = models.CharField("data sharing agreement", max_length=250, blank=True)
    data_sharing_reviewed_on = models.DateField("data sharing last looked at on", null=True, blank=True)
    legal_advice_on_joining = optional(LegalAdvice, verbose_name="legal advice on joining")
    legal_advice_on_leaving = optional(LegalAdvice, verbose_name="legal advice on leaving")
    legal_advice_note = models.CharField("who advised, and when", max_length=250, blank=True)
    safeguarding = optional(Safeguarding, verbose_name="safeguarding policies")
    safeguarding_seen_on = models.DateField("safeguarding policies seen on", null=True, blank=True)
    delivery_option = optional(Delivery, verbose_name="who else could deliver it")
    options_looked_at_on = models.DateField("other ways last looked at on", null=True, blank=True)
    external_review_by = models.CharField("external review led by", max_length=160, blank=True)
    external_review_ends_on = models.DateField("external review expected to end on", null=True, blank=True)
    external_review_waits = models.CharField("what waits on it", max_length=300, blank=True)

    is_selected_for_returns = models.BooleanField(
        "selected to report its performance each quarter", default=False, help_text="A choice, never automatic (SH-14)."
    )
    has_business_case = models.BooleanField("has a business case", null=True, blank=True, editable=False)
    recorded_reason = models.TextField("why it was recorded without a business case", blank=True, editable=False)
    value_for_money = models.TextField("value for money", blank=True)
    horizon = models.TextField("emerging agendas that it can help with", blank=True)
    risk_assessed_on = models.DateField("risk assessed on", null=True, blank=True, editable=False)
    value_assessed_on = models.DateField("value assessed on", null=True, blank=True, editable=False)

    class Meta:
        abstract = True
