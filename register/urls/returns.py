"""Addresses of collections and of the returns of services."""

from django.urls import path

from register.views import returns

urlpatterns = [
    path("collections/", returns.collections, name="collections"),
    path("collections/new/", returns.collection_new, name="collection_new"),
    path("collections/<int:pk>/", returns.collection, name="collection"),
    path("collections/<int:pk>/close/", returns.collection_close, name="collection_close"),
    path("returns/<int:pk>/", returns.service_return, name="service_return"),
    path("returns/<int:pk>/certify/", returns.return_certify, name="return_certify"),
    path("returns/<int:pk>/accept/", returns.return_accept, name="return_accept"),
    path("returns/<int:pk>/send-back/", returns.return_send_back, name="return_send_back"),
    path("returns/<int:pk>/chief-officer/", returns.return_chief_officer, name="return_chief_officer"),
]
