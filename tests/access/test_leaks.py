"""A hundred markers are planted where members must not meet them; every page and file is searched for every one."""

from io import BytesIO
from zipfile import ZipFile

import pikepdf
import pytest
from django.db import transaction
from django.urls import get_resolver, reverse

from register.forms.lines import LINES
from register.forms.sections import SECTIONS
from register.models import ImportBatch
from tests import pdf_structure
from tests.access import routes, table
from tests.access.planted import HOW_MANY, Planted
from tests.access.test_parity import crawled

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
    papers = [planted.draft.reference, planted.paper.reference]
    entries = [planted.exempt.reference, world.records["own entry"].reference]
    values = {
        "reference": [*entries, *papers, *ImportBatch.objects.values_list("reference", flat=True)],
        "section": [*SECTIONS, "details", "text", "implications"],
        "noun": list(LINES),
        "pk": [line.pk for kind in LINES.values() for line in kind.of(planted.exempt)],
        "object_id": [1, 2],
        "file_format": ["csv", "xlsx"],
    }
    for route, pattern in routes.walk(get_resolver()):
        names = list(pattern.pattern.converters)
        if names and set(names) <= set(values):
            found += combined(route, names, values)
    start = [reverse("register:list") + search for search in SEARCHES]
    return list(dict.fromkeys([*found, *start]))


def combined(route: str, names: list[str], values: dict[str, list]) -> list[str]:
    """The addresses of a route with every combination of values that it takes."""
    made: list[dict] = [{}]
    for name in names:
        made = [{**one, name: value} for one in made for value in values[name]]
    taken = []
    for kwargs in made:
        kind = "CP-" if route.startswith("reviews:") else "IMP-" if ":import" in route else "P-"
        if str(kwargs.get("reference", kind)).startswith(kind):
            taken.append(reverse(route, kwargs=kwargs))
    return taken


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
        for method in ("GET", "POST"):
            text = read(visitor.visit(method, address))
            found += [f"{marker} in {method} {address}" for marker in markers if marker in text]
    return found


def test_a_hundred_markers_are_planted_and_who_reads_everything_meets_them(planted, world, visitors):
    """Without this, finding none elsewhere would say nothing."""
    assert len(set(planted.all)) == HOW_MANY
    tabs = [reverse(f"register:{tab}", args=[planted.exempt.reference]) for tab in table.TABS]
    held = [reverse("register:people", args=[world.records["own entry"].reference])]
    papers = [reverse(f"reviews:{name}", args=[planted.draft.reference]) for name in ("paper", "paper_pdf")]
    export = reverse("register:export", args=["xlsx"]) + "?columns=all"
    seen = met(visitors["auditor"], [*tabs, *held, *papers, export], planted.all)
    assert {line.split()[0] for line in seen} >= {*planted.contacts, *planted.hidden[:40]}


@pytest.mark.parametrize("role", ["anonymous", "nobody", "scrutiny_member"])
def test_who_reads_issued_papers_alone_meets_no_marker_anywhere(role, planted, world, visitors):
    addresses = list(dict.fromkeys([*everything(planted, world), *crawled(visitors[role])[0]]))
    assert met(visitors[role], addresses, planted.all) == []


def test_a_councillor_meets_no_contact_no_draft_and_no_exempt_entry_of_others(planted, world, visitors):
    addresses = list(dict.fromkeys([*everything(planted, world), *crawled(visitors["councillor"])[0]]))
    assert met(visitors["councillor"], addresses, planted.all) == []


def test_a_portfolio_holder_reads_the_register_without_its_contacts(planted, world, visitors):
    addresses = list(dict.fromkeys([*everything(planted, world), *crawled(visitors["portfolio_holder"])[0]]))
    assert met(visitors["portfolio_holder"], addresses, planted.contacts) == []


def test_the_register_is_closed_to_a_scrutiny_member(world, visitors):
    """No entry, no draft, no export, whatever the address."""
    entries = [each for each in world.records.values() if getattr(each, "reference", "").startswith("P-")]
    answered = {visitors["scrutiny_member"].visit("GET", f"/partnerships/{each.reference}/").word for each in entries}
    answered |= {
        visitors["scrutiny_member"].visit("GET", f"/reports/{world.records['draft paper'].reference}/pdf/").word
    }
    assert answered == {"absent"}
    assert visitors["scrutiny_member"].visit("POST", reverse("register:export", args=["csv"])).word == "refused"
