"""Governance on the rota of the world: to be verified by a policy officer and by an auditor, done, and hidden."""

from datetime import date

from register.models import Verification
from register.rules.governance import Facts, checklist
from register.workflow import verifications
from register.workflow.verifications import Found
from tests.factories import NOW


def plant(world) -> None:
    policy, auditor = world.people["policy_officer"], world.people["auditor"]
    own, others = world.records["own entry"], world.records["entry of others"]
    world.records["planned verification"] = planned(world, own, policy)
    world.records["verification of an auditor"] = planned(world, others, auditor)
    world.records["verification of an exempt entry"] = planned(world, world.records["exempt entry"], auditor)
    done = planned(world, world.entry("Verified Forum"), policy)
    found = [Found(check, "nothing") for check in checklist(Facts(done.partnership, (), (), ()))]
    world.records["done verification"] = verifications.verify(done, found, version=1, by=policy, at=NOW)


def planned(world, entry, person) -> Verification:
    return world.kept(Verification(partnership=entry, verifier=person, due_on=date(2090, 12, 1)))
