"""A hundred markers are planted where members must not meet them; every page and file is searched for every one."""

import re
from io import BytesIO
from zipfile import ZipFile

import pikepdf
import pytest
from django.db import transaction
from django.urls import get_resolver, reverse

from register.models import ImportBatch
from register.rules.lines import LINES
from register.rules.sections import SECTIONS
from reviews.models import Recommendation
from tests import pdf_structure
from tests.access import routes, table
from tests.access.crawl import crawl
from tests.access.planted import HOW_MANY, Planted
from tests.access.rows import NEVER

pytestmark = pytest.mark.access
SEARCHES = ("?search=Zq&columns=all", "?q=Zq", "?page=2")


@pytest.fixture(scope="module")
def planted(world):
    """The markers, for the tests of this module alone."""
    with transaction.atomic():
        yield Planted(world)
        transaction.set_rollback(True)


def everything(planted, world) -> list[str]:
    """Each address of each route, about each record that holds a marker or stands beside one."""
    found = [world.address(route, row.about, row.kwargs) for route, rows in table.ROWS.items() for row in rows]
    named = [planted.exempt, world.records["own entry"], planted.draft, planted.paper]
    named += [*ImportBatch.objects.all(), *Recommendation.objects.all()]
    lines = [{"noun": noun, "pk": line.pk} for noun, kind in LINES.items() for line in kind.of(planted.exempt)]
    parts = [{"section": name} for name in (*SECTIONS, "details", "decision", "text", "implications")]
    for route, pattern in routes.walk(get_resolver()):
        names = set(pattern.pattern.converters)
        if "reference" in names and names <= {"reference", "noun", "pk", "section"}:
            kind = re.compile(pattern.pattern.converters["reference"].regex)
            rest = lines if names & {"noun", "pk"} else parts if "section" in names else [{}]
            for reference in [each.reference for each in named if kind.fullmatch(each.reference)]:
                kwargs = [{name: value for name, value in one.items() if name in names} for one in rest]
                found += [reverse(route, kwargs={"reference": reference, **more}) for more in kwargs]
        elif names == {"pk"} and route.startswith("register:"):
            found += [reverse(route, args=[each.pk]) for each in planted.under_agreement]
    start = [reverse("register:list") + search for search in SEARCHES]
    return list(dict.fromkeys([*found, *start]))


def read(visit) -> str:
    """Everything that a file or page holds: of a PDF text, metadata and each stream, of a workbook each part."""
    if visit.content.startswith(b"%PDF"):
        return printed(visit.content)
    if visit.content.startswith(b"PK"):
        with ZipFile(BytesIO(visit.content)) as parts:
            return "".join(parts.read(name).decode("latin-1") for name in parts.namelist())
    return visit.content.decode("utf-8", "replace") + str(visit.response.headers)


def printed(content: bytes) -> str:
    with pikepdf.open(BytesIO(content)) as pdf:
        streams = [each.read_bytes() for each in pdf.objects if isinstance(each, pikepdf.Stream)]
        rest = [repr(each) for each in pdf.objects if not isinstance(each, pikepdf.Stream)]
        return "".join([pdf_structure.pdf_text(content), *(each.decode("latin-1") for each in streams), *rest])


def met(visitor, addresses: list[str], markers: list[str]) -> list[str]:
    """The markers that are found, each with where."""
    found = []
    for address in addresses:
        visit = visitor.visit("GET", address)
        if visit.word == NEVER:
            visit = visitor.visit("POST", address)
        text = read(visit)
        found += [f"{marker} in {address}" for marker in markers if marker in text]
    return found


def test_a_hundred_markers_are_planted_and_who_reads_everything_meets_them(planted, world, visitors):
    """Without this, finding none elsewhere would say nothing."""
    assert len(set(planted.all)) == HOW_MANY
    tabs = [reverse(f"register:{tab}", args=[planted.exempt.reference]) for tab in table.TABS]
    held = [reverse("register:people", args=[world.records["own entry"].reference])]
    agreement, _, file = planted.under_agreement
    held += [reverse("register:agreement", args=[agreement.pk]), reverse("register:file", args=[file.pk])]
    assessed = [world.records[about].pk for about in ("draft assessment", "assessment of an exempt entry")]
    held += [reverse("assessments:assessment", args=[pk]) for pk in assessed]
    held.append(reverse("assessments:entry_cases", args=[planted.exempt.reference]))
    papers = [reverse(f"reviews:{name}", args=[planted.draft.reference]) for name in ("paper", "paper_pdf")]
    export = reverse("register:export", args=["xlsx"]) + "?columns=all"
    seen = met(visitors["auditor"], [*tabs, *held, *papers, export], planted.all)
    assert {line.split()[0] for line in seen} >= {
        *planted.contacts,
        *planted.hidden[:40],
        *planted.promised,
        *planted.evidence,
    }


@pytest.mark.parametrize("role", ["anonymous", "nobody", "scrutiny_member"])
def test_who_reads_issued_papers_alone_meets_no_marker_anywhere(role, planted, world, visitors):
    addresses = list(dict.fromkeys([*everything(planted, world), *crawl(visitors[role]).addresses]))
    assert met(visitors[role], addresses, planted.all) == []


def test_a_councillor_meets_no_contact_no_draft_and_no_exempt_entry_of_others(planted, world, visitors):
    addresses = list(dict.fromkeys([*everything(planted, world), *crawl(visitors["councillor"]).addresses]))
    assert met(visitors["councillor"], addresses, planted.all) == []


def test_a_portfolio_holder_reads_the_register_without_its_contacts_and_the_evidence_of_ratings(
    planted, world, visitors
):
    addresses = list(dict.fromkeys([*everything(planted, world), *crawl(visitors["portfolio_holder"]).addresses]))
    assert met(visitors["portfolio_holder"], addresses, [*planted.contacts, *planted.evidence]) == []


def test_the_register_is_closed_to_a_scrutiny_member(world, visitors):
    """No entry, no draft, no export, whatever the address."""
    entries = [each for each in world.records.values() if getattr(each, "reference", "").startswith("P-")]
    answered = {visitors["scrutiny_member"].visit("GET", f"/partnerships/{each.reference}/").word for each in entries}
    answered |= {
        visitors["scrutiny_member"].visit("GET", f"/reports/{world.records['draft paper'].reference}/pdf/").word
    }
    assert answered == {"absent"}
    assert visitors["scrutiny_member"].visit("POST", reverse("register:export", args=["csv"])).word == "refused"
