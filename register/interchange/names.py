"""How partnership names are compared."""

from register.interchange.fold import plain


def name_key(name: str) -> str:
    """What two people would call the same name is the same key: case, spaces, dashes and '&' do not count."""
    return plain(name)
