"""Addresses of money across the register, and of what it is worth."""

from django.urls import path

from register.views import money, picture, roll_forward

urlpatterns = [
    path("money/", money.spent, name="spent"),
    path("money/export/<slug:file_format>/", money.spent_exported, name="spent_export"),
    path("money/carry-forward/", roll_forward.carry_forward, name="carry_forward"),
    path("risk-and-value/", picture.picture, name="picture"),
    path("support/", money.support, name="support"),
    path("support/export/<slug:file_format>/", money.support_exported, name="support_export"),
]
