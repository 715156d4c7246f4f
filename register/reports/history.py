"""What belongs to the history of an entry: the entry itself and every kind of line."""

from partnerships.timeline import Track
from register.forms.lines import LINES
from register.guidance import Guidance
from register.models import Partnership
from register.permissions import can_see_contacts

NAMING = {
    "names": ("name",),
    "links": ("kind", "other"),
    "partners": ("organisation",),
    "seats": ("holder", "name", "post"),
    "councils": ("council",),
    "contributions": ("participation", "financial_year"),
    "documents": ("kind", "title"),
}


def tracks(entry: Partnership, user) -> list[Track]:
    """The entry's own history and that of each kind of line; contacts only for who may see them."""
    hidden = frozenset({"reference"} if can_see_contacts(user, entry) else {"reference", "contact"})
    guidance = Guidance.current()
    own = Track("entry", Partnership, {"id": entry.pk}, "Entry", hidden=hidden, label=guidance.label)
    return [own, *[track(key, entry) for key in LINES]]


def track(key: str, entry: Partnership) -> Track:
    line = LINES[key]
    of = {"partnership_id": entry.pk}
    if line.path != "partnership":
        of = {"participation_id__in": list(entry.participations.values_list("pk", flat=True))}
    own = frozenset({"partnership"})
    return Track(key, line.model, of, line.noun[:1].upper() + line.noun[1:], NAMING[key], own, labelled(line.model))


def labelled(model):
    def label(name: str) -> str:
        words = str(model._meta.get_field(name).verbose_name)
        return words[:1].upper() + words[1:]

    return label
