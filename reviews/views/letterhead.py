"""What the page of a paper wears: the colour and the logo of its council, which need not be the reader's own."""

from io import BytesIO

from django.http import FileResponse, Http404, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from reviews import rendering
from reviews.reports import letterhead
from reviews.views.papers import visible


@require_safe
def paper_colour(request, reference):
    """A style sheet with the colour that the paper asks for; empty where it keeps its own."""
    colour = letterhead.of(visible(request, reference)).colour
    rule = f".paper {{ --brand-colour: {colour}; }}\n" if colour else ""
    return HttpResponse(rule, content_type="text/css")


@require_safe
@cache_control(private=True, max_age=300)
def paper_logo(request, reference):
    """The logo of the paper's council; 404 where it has none."""
    content = rendering.logo(letterhead.of(visible(request, reference)))
    if not content:
        raise Http404
    return FileResponse(BytesIO(content), content_type=kind(content), headers={"X-Content-Type-Options": "nosniff"})


def kind(content: bytes) -> str:
    """Logos are PNG or JPEG; the file says which."""
    return "image/png" if content.startswith(b"\x89PNG") else "image/jpeg"
