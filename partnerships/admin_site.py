"""The policy team's screens: Django's admin in the council's own shell, asking our permissions."""

from functools import update_wrapper

from django.contrib.admin import AdminSite
from django.urls import path, re_path
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect

from partnerships.permissions import can_open_admin
from partnerships.verdict import require


class CouncilAdminSite(AdminSite):
    """One admin site. People sign in through allauth; whoever may not open it gets the 403 page with the reason.

    Django's own sign-in, password, autocomplete and redirect pages are not mounted: each would be a second door.
    """

    site_title = site_header = index_title = "Administration"
    final_catch_all_view = False
    enable_nav_sidebar = False

    def register(self, model_or_iterable, admin_class=None, **options):
        """Mount our own screens alone: those that libraries bring would be doors that nobody asked for."""
        if getattr(admin_class, "is_ours", False):
            super().register(model_or_iterable, admin_class, **options)

    def has_permission(self, request) -> bool:
        return bool(can_open_admin(request.user))

    def admin_view(self, view, cacheable=False):
        """Ask before the view runs; a refusal is a sentence, not another sign-in form."""

        def inner(request, *args, **kwargs):
            require(can_open_admin(request.user))
            return view(request, *args, **kwargs)

        return update_wrapper(csrf_protect(inner if cacheable else never_cache(inner)), view)

    def get_urls(self):
        labels = sorted({model._meta.app_label for model in self._registry})
        lists = [
            path(f"{model._meta.app_label}/{model._meta.model_name}/", model_admin.included())
            for model, model_admin in self._registry.items()
        ]
        index = path("", self.admin_view(self.index), name="index")
        by_app = re_path(rf"^(?P<app_label>{'|'.join(labels)})/$", self.admin_view(self.app_index), name="app_list")
        return [index, *lists, by_app]
