"""What `manage.py check` says about the machine: it does not stop the site, it tells what will not work."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence

from django.apps import AppConfig
from django.contrib.staticfiles import finders
from django.core.checks import CheckMessage, Warning, register

from partnerships import pdf


@register("pdf")
def pdf_libraries(app_configs: Sequence[AppConfig] | None, **kwargs: object) -> list[CheckMessage]:
    """Whether the libraries that PDF files need are there, without loading the renderer."""
    missing = [name for name in pdf.LIBRARIES if not _is_installed(name)]
    if not missing:
        return []
    return [
        Warning(f"PDF files cannot be made: {', '.join(missing)} missing.", pdf.UNAVAILABLE, id="partnerships.W001")
    ]


@register("pdf", "staticfiles", deploy=True)
def built_style_sheets(app_configs: Sequence[AppConfig] | None, **kwargs: object) -> list[CheckMessage]:
    """Whether the style sheet of documents has been built."""
    if finders.find("paper.css"):
        return []
    return [Warning("The style sheet of documents has not been built.", "Run make setup.", id="partnerships.W002")]


def _is_installed(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
