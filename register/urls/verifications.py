"""Addresses of the rota on which governance is verified."""

from django.urls import path

from register.views import verifications

urlpatterns = [
    path("verifications/", verifications.verifications, name="verifications"),
    path("verifications/deal/", verifications.verification_deal, name="verification_deal"),
    path("verifications/<int:pk>/", verifications.verification, name="verification"),
    path("verifications/<int:pk>/verify/", verifications.verification_verify, name="verification_verify"),
    path("verifications/<int:pk>/change/", verifications.verification_change, name="verification_change"),
    path("verifications/<int:pk>/drop/", verifications.verification_drop, name="verification_drop"),
]
