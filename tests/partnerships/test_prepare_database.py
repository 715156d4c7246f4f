"""An empty database is filled for the demonstration; anybody's register is left alone."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import OperationalError

from partnerships.management.commands import prepare_database

pytestmark = pytest.mark.django_db


@pytest.fixture
def called(monkeypatch):
    """The commands that preparing the database calls, which are not run."""
    names = []
    monkeypatch.setattr(prepare_database, "get_commands", lambda: {"seed_demo": "reviews"})
    monkeypatch.setattr(prepare_database, "call_command", lambda name, **_: names.append(name))
    return names


def prepare() -> str:
    out = StringIO()
    call_command("prepare_database", stdout=out)
    return out.getvalue()


def test_an_empty_database_is_filled_with_the_demonstration(called):
    assert prepare() == "Loading the demonstration data\n"
    assert called == ["createcachetable", "seed_demo"]


def test_a_database_with_people_in_it_is_left_alone(called, policy_officer):
    assert prepare() == ""
    assert called == ["createcachetable"]


def test_production_is_never_given_demonstration_data(called, settings):
    settings.PRODUCTION = True
    assert prepare() == ""
    assert called == ["createcachetable"]


def test_outstanding_migrations_are_applied_first(called, monkeypatch):
    monkeypatch.setattr(prepare_database, "has_outstanding_migrations", lambda: True)
    prepare()
    assert called[0] == "migrate"


def test_an_unreachable_database_is_one_sentence(monkeypatch):
    def refuse():
        raise OperationalError("connection refused\n")

    monkeypatch.setattr(prepare_database, "has_outstanding_migrations", refuse)
    with pytest.raises(prepare_database.CommandError) as error:
        prepare()
    assert str(error.value) == "The database cannot be used (connection refused): check DATABASE_URL."
