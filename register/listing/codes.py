"""The words for codes, by column."""

from register.columns import BY_FIELD
from register.models.choices import Classification, Orientation, Status

OF_MODELS = {
    "status": dict(Status.choices),
    "classification": dict(Classification.choices),
    "orientation": dict(Orientation.choices),
}


def words_for(field: str) -> dict[str, str]:
    """Code to words of a closed list; empty for a column of another kind."""
    return OF_MODELS.get(field) or dict(BY_FIELD[field].choices)
