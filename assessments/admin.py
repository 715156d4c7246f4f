"""What the policy team keeps of assessments."""

from django.contrib import admin

from assessments.criteria_screen import CriteriaScreen
from assessments.models import CriteriaSet

admin.site.register(CriteriaSet, CriteriaScreen)
