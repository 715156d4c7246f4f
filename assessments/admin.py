"""What the policy team keeps of assessments."""

from django.contrib import admin

from assessments.check_screen import CheckScreen
from assessments.criteria_screen import CriteriaScreen
from assessments.models import CheckSetting, CriteriaSet, QuestionSet
from assessments.question_screen import QuestionScreen

admin.site.register(CriteriaSet, CriteriaScreen)
admin.site.register(QuestionSet, QuestionScreen)
admin.site.register(CheckSetting, CheckScreen)
