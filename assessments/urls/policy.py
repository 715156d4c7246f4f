"""The address of the policy."""

from django.urls import path

from assessments.views import policy

urlpatterns = [path("policy/", policy.policy, name="policy")]
