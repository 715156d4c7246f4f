"""Files that belong to a row: a file is kept only when its row is."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage


@contextmanager
def stored(path: str, content: bytes) -> Iterator[str]:
    """Store the content, and give the name under which it is. Taken away again when what is done inside fails."""
    name = default_storage.save(path, ContentFile(content))
    try:
        yield name
    except BaseException:
        default_storage.delete(name)
        raise
