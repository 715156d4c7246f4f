"""The policy team's screens: Django's admin, in the council's own shell, asking our permissions."""

from django.contrib.admin import AdminSite


class CouncilAdminSite(AdminSite):
    """One admin site. Sign-in goes through allauth, and nobody finds out which addresses exist."""

    site_title = site_header = "Lists, people and branding"
    index_title = "Lists, people and branding"
    final_catch_all_view = False

    def has_permission(self, request) -> bool:
        return request.user.is_active and request.user.is_staff
