"""Each piece of work that is measured, ours and the floors: a function that prepares it and hands it back."""

import io
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import timedelta
from itertools import chain
from pathlib import Path

from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook

from assessments.reports import looking
from assessments.workflow import checks
from partnerships.models import User
from partnerships.saving import create, create_many, write_histories
from register.columns import every_column
from register.listing.export import written
from register.listing.sorting import DEFAULT_SORT, in_order
from register.models import Partnership, Policy
from register.workflow import entries
from register.workflow.imports.batches import upload
from register.workflow.imports.checking import check, use_suggestions
from register.workflow.imports.committing import commit
from reviews.models import Review, ReviewRound, ReviewSection
from reviews.reports.edition_content import contents
from reviews.workflow import editions, rounds
from tests.bench import sheets
from tests.bench.entries import MANY, middle, pages

Work = Callable[[], object]
TWO_FILTERS = "risk=high&status=active"


def person(role: str) -> User:
    return User.objects.get(email=f"{role}@example.org")


def opened(address: str) -> Work:
    """Opening a page as a policy officer, signed in."""
    client = Client()
    client.force_login(person("policy.officer"))

    def get():
        answer = client.get(address)
        assert answer.status_code == 200, f"{address}: {answer.status_code}"
        return answer.content

    return get


def listed(query: str = "") -> Work:
    return opened(f"{reverse('register:list')}?{query}")


def last_filtered() -> Work:
    """The last page of what two filters leave."""
    found = Partnership.objects.filter(risk_rating="high", status="active").count()
    return listed(f"{TWO_FILTERS}&sort=-contribution&page={-(-found // 25)}")


def read_file() -> Work:
    """The floor of an import: openpyxl merely reading what the file holds."""
    path = sheets.made()
    return lambda: sheets.read_plainly(path)


def check_file() -> Work:
    """Reading, understanding, comparing and staging; nothing of it is kept."""
    path, by = sheets.made(), person("administrator")
    return lambda: undone(lambda: staged(path, by))


def import_file() -> Work:
    """The same with every entry written, history and search text included; nothing of it is kept."""
    path, by = sheets.made(), person("administrator")

    def run():
        batch = staged(path, by)
        if batch.totals["open"]:
            batch = use_suggestions(batch, version=batch.version, by=by, at=timezone.now())
        return commit(batch, version=batch.version, by=by, at=timezone.now())

    return lambda: undone(run)


def staged(path: Path, by: User):
    now = timezone.now()
    batch = upload(path.read_bytes(), path.name, by=by, at=now)
    return check(batch, by=by, at=now)


def undone(work: Work) -> None:
    with transaction.atomic():
        work()
        transaction.set_rollback(True)


def exported(file_format: str) -> Work:
    """The whole register with all its columns, as bytes."""

    def run():
        today = timezone.localdate()
        found = in_order(Partnership.objects.all(), DEFAULT_SORT, today)
        return sum(map(len, written(found, every_column(), file_format, today)))

    return run


def values() -> list[tuple]:
    """As many columns of the entries as the export has, taken as they come."""
    plain = [field.attname for field in Partnership._meta.concrete_fields]
    wide = list(chain(*([plain] * 5)))[: len(every_column())]
    rows = Partnership.objects.values_list(*dict.fromkeys(wide))
    return [row + row[: len(wide) - len(row)] for row in rows.iterator()]


def plain_xlsx() -> None:
    """The floor of an Excel file: openpyxl in its write-only mode, with nothing made safe and nothing styled."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in values():
        sheet.append([each if isinstance(each, int | float) else str(each) for each in row])
    book.save(io.BytesIO())


def plain_values() -> None:
    """The floor of a CSV file: reading the same and writing nothing."""
    for _ in values():
        pass


def all_checks() -> None:
    """What every night does over all entries, without keeping what it finds."""
    for _ in looking.look_at_all(timezone.localdate(), looking.in_use()):
        pass


def load_all() -> None:
    """The floor of it: the same entries with the same relations."""
    wanted = looking.in_use()
    pks = list(looking.checked().order_by().values_list("pk", flat=True))
    for start in range(0, len(pks), looking.CHUNK):
        looking.loaded(looking.checked().filter(pk__in=pks[start : start + looking.CHUNK]), wanted)


def own_checks() -> Work:
    """What a save of one entry sets off once it is kept."""
    entry = middle()
    return lambda: undone(lambda: checks.run([entry.pk], at=timezone.now()))


def save_entry() -> Work:
    """Changing one fact of an entry, as a form does it, up to the end of its transaction."""
    entry, by = middle(), person("policy.officer")

    def run():
        current = Partnership.objects.get(pk=entry.pk)
        wanted = {"comments": f"Looked at {timezone.now()}"}
        entries.edit(current, wanted, version=current.version, by=by, at=timezone.now())

    return lambda: undone(run)


def to_open():
    """A round that is planned, by whom, and the rows that opening it writes."""
    by, now = person("policy.officer"), timezone.now()
    days = {"starts_on": timezone.localdate(), "due_on": timezone.localdate() + timedelta(days=90)}
    known = ReviewRound.objects.filter(title="Measured").first()
    round = known or rounds.plan({"title": "Measured", "financial_year": 2090, **days}, by=by, at=now)
    return round, {"by": by, "at": now}


def open_round() -> Work:
    """Asking every partnership for its review, with sections, history and letters; nothing of it is kept."""
    round, who = to_open()
    return lambda: undone(lambda: rounds.open_round(round, version=round.version, **who))


def insert_reviews() -> Work:
    """The floor of it: the same rows with the same history, inserted as they are."""
    round, who = to_open()
    found = rounds.scope(round, timezone.localdate())

    def insert():
        reviews = [
            Review(round=round, partnership=each.entry, tier=each.tier, due_on=each.due_on, due_reason=each.due_reason)
            for each in found
        ]
        Review.objects.bulk_create(reviews, batch_size=200)
        write_histories(reviews, "+", (), **who, reason="", change_set=None)
        pairs = zip(reviews, found, strict=True)
        sections = [ReviewSection(review=review, key=key) for review, each in pairs for key in each.sections]
        ReviewSection.objects.bulk_create(sections, batch_size=200)
        write_histories(sections, "+", (), **who, reason="", change_set=None)

    return lambda: undone(insert)


def to_freeze() -> tuple[ReviewRound, dict]:
    """A round in which every partnership has an accepted review, and who freezes it."""
    by, now = person("policy.officer"), timezone.now()
    who = {"by": by, "at": now}
    if known := ReviewRound.objects.filter(title="To be frozen").first():
        return known, who
    day = timezone.localdate()
    asked = {"title": "To be frozen", "kind": "baseline", "financial_year": 2091, "starts_on": day}
    days = {"due_on": day + timedelta(days=90), "status": "open", "opened_at": now, "opened_by": by}
    policy = Policy.objects.filter(is_current=True).first() or create(
        Policy(code="b", title="B", is_current=True), **who
    )
    round = create(ReviewRound(policy=policy, **asked, **days), **who)
    settled = {"status": "accepted", "accepted_at": now, "accepted_by": by, "due_on": day}
    words = {"recommendation_kind": "retain", "recommendation": "Retain as it is.", "activity": "It met."}
    found = Partnership.objects.order_by("pk")
    create_many([Review(round=round, partnership=each, **settled, **words) for each in found], **who)
    return round, who


def freeze_edition() -> Work:
    """Every entry kept with its fingerprint; nothing of it stays."""
    round, who = to_freeze()
    return lambda: undone(lambda: editions.freeze(round, version=round.version, **who))


def write_json() -> Work:
    """The floor of it: the same JSON, written to a file."""
    round, _ = to_freeze()

    def run():
        today = timezone.localdate()
        with tempfile.TemporaryFile("w") as file:
            for _, content in contents(Partnership.objects.all(), round, today):
                file.write(editions.canonical(content))

    return run


def run_command(folder: Path | str, *arguments: str) -> Work:
    """A management command of the project in a folder, with that project's own settings."""
    env = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    return lambda: subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=folder, env=env, check=True, capture_output=True
    )


def check_bare() -> Work:
    """The floor of starting: a project of Django's as it comes."""
    folder = tempfile.mkdtemp()
    subprocess.run([sys.executable, "-m", "django", "startproject", "bare", folder], check=True)
    return run_command(folder, "check")


WORK: dict[str, Callable[[], Work]] = {
    "list_first": listed,
    "list_last": last_filtered,
    "list_end": lambda: listed(f"page={pages()}"),
    "search": lambda: listed(f"q={MANY}"),
    "entry": lambda: opened(reverse("register:entry", args=[middle().reference])),
    "home": lambda: opened(reverse("reviews:home")),
    "my_work": lambda: opened(reverse("reviews:work")),
    "read_file": read_file,
    "check_file": check_file,
    "import_file": import_file,
    "export_xlsx": lambda: exported("xlsx"),
    "export_csv": lambda: exported("csv"),
    "plain_xlsx": lambda: plain_xlsx,
    "plain_values": lambda: plain_values,
    "all_checks": lambda: all_checks,
    "load_all": lambda: load_all,
    "open_round": open_round,
    "insert_reviews": insert_reviews,
    "own_checks": own_checks,
    "save_entry": save_entry,
    "freeze_edition": freeze_edition,
    "write_json": write_json,
    "check_project": lambda: run_command(".", "check"),
    "check_bare": check_bare,
}
