"""Every address of the service."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("reviews.urls")),
    path("", include("register.urls")),
    path("", include("assessments.urls")),
    path("", include("partnerships.views.urls")),
    path("account/", include("partnerships.views.account_urls")),
    path("admin/", admin.site.urls),
]

handler400 = "partnerships.views.errors.bad_request"
handler403 = "partnerships.views.errors.refused"
handler404 = "partnerships.views.errors.not_found"
handler429 = "partnerships.views.errors.too_many"
handler500 = "partnerships.views.errors.failed"
