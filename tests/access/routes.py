"""Every address of the service, walked from the resolver: none can be forgotten."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver


def walk(resolver: URLResolver, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    """(full name, pattern) for each route; an unnamed one goes by its pattern."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = ":".join(part for part in (namespace, pattern.namespace) if part)
            yield from walk(pattern, inner)
        else:
            yield ":".join(part for part in (namespace, pattern.name or str(pattern.pattern)) if part), pattern


def names() -> list[str]:
    """The full names of all routes, in order."""
    return [name for name, _ in walk(get_resolver())]
