"""Addresses: listing."""

urlpatterns = []
