"""What the policy team keeps of assessments."""

from django.contrib import admin

from assessments.check_screen import CheckScreen
from assessments.criteria_screen import CriteriaScreen
from assessments.models import CheckSetting, CriteriaSet

admin.site.register(CriteriaSet, CriteriaScreen)
admin.site.register(CheckSetting, CheckScreen)
