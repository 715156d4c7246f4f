"""Addresses of handovers."""

from django.urls import path

from register.views import handovers

urlpatterns = [
    path("handovers/", handovers.handovers, name="handovers"),
    path("handovers/people/<int:pk>/", handovers.holdings, name="holdings"),
    path("handovers/<int:pk>/", handovers.handover, name="handover"),
    path("handovers/<int:pk>/cancel/", handovers.handover_cancel, name="handover_cancel"),
    path("handovers/<int:pk>/carry-out/", handovers.handover_carry_out, name="handover_carry_out"),
]
