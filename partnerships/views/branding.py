"""The council's colour and logo, as settings of the Council record. A stylesheet of our own keeps the CSP strict."""

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from partnerships.context_processors import shell

PLAIN = "#1a4f76"


@login_not_required
@require_safe
def stylesheet(request):
    """Custom properties that the stylesheet reads. The colour has been checked to be readable when it was saved."""
    council = shell(request)["council"]
    colour = council.brand_colour if council else PLAIN
    return HttpResponse(f":root {{ --brand-colour: {colour}; }}\n", content_type="text/css")


@login_not_required
@require_safe
@cache_control(private=True, max_age=300)
def logo(request):
    """The council's logo; 404 where none was uploaded."""
    council = shell(request)["council"]
    if not (council and council.logo):
        raise Http404
    return FileResponse(council.logo.open(), headers={"X-Content-Type-Options": "nosniff"})
