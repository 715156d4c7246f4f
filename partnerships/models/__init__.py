from partnerships.models.changeset import ChangeSet
from partnerships.models.council import Council, Service
from partnerships.models.event import Event
from partnerships.models.mail import Heartbeat, Letter
from partnerships.models.sequence import Sequence
from partnerships.models.user import RoleGrant, User

__all__ = ["ChangeSet", "Council", "Event", "Heartbeat", "Letter", "RoleGrant", "Sequence", "Service", "User"]
