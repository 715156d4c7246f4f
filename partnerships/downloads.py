"""Files that are sent to be saved."""

from django.utils.http import content_disposition_header


def attached(name: str) -> dict[str, str]:
    """The headers of a file to be saved under this name: not shown inside the browser, and its kind not guessed at."""
    return {
        "Content-Disposition": content_disposition_header(True, name),
        "X-Content-Type-Options": "nosniff",
    }
