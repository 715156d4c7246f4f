"""The cast: one person for each role and relation, shared by all tests."""

from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.conf import settings
from django.test.utils import setup_databases, teardown_databases

from tests import factories

DATABASE = {"db", "transactional_db", "live_server", "django_db_setup"}
NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)


def pytest_configure():
    """A quick password hash: what is tested is who may sign in, not how slowly a password is guessed. Style sheets and
    typefaces are fetched once by each browser, as they are of a real service.
    """
    settings.WHITENOISE_AUTOREFRESH = True
    settings.WHITENOISE_MAX_AGE = 3600
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_collection_modifyitems(config, items):
    """Take away the tests that say nothing on the database of this run."""
    wanted = on_postgresql if settings.DATABASES["default"]["ENGINE"].endswith("postgresql") else on_sqlite
    config.hook.pytest_deselected(items=[item for item in items if not wanted(item)])
    items[:] = [item for item in items if wanted(item)]


def on_sqlite(item) -> bool:
    """Tests marked `postgresql` need many writers at once."""
    return item.get_closest_marker("postgresql") is None


def on_postgresql(item) -> bool:
    """Tests that ask for no database, or are marked `once`, say on SQLite already what they have to say."""
    asks = item.get_closest_marker("django_db") or DATABASE & set(item.fixturenames)
    return bool(asks) and item.get_closest_marker("once") is None


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_modify_db_settings, django_db_blocker):
    """The test database, even where no test of the run is marked with `django_db`: some have a world of their own.

    It is made from the models. That the migrations make the same one is a test of its own.
    """
    settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False, serialized_aliases=set())
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


@pytest.fixture
def now() -> datetime:
    """The moment at which tests act; the domain never asks the clock."""
    return NOW


@pytest.fixture
def council(db):
    return factories.council()


@pytest.fixture
def other_council(db):
    return factories.council("West Devon Borough Council", "WDBC", "WD")


@pytest.fixture
def policy_officer(council):
    return factories.person("policy.officer@example.org", "Pat Policy", "policy_officer", council=council)


@pytest.fixture
def second_policy_officer(council):
    return factories.person("second.policy.officer@example.org", "Sam Second", "policy_officer", council=council)


@pytest.fixture
def lead_officer(council):
    return factories.person("lead.officer@example.org", "Lee Lead", "officer", council=council)


@pytest.fixture
def officer(council):
    return factories.person("officer@example.org", "Olly Officer", "officer", council=council)


@pytest.fixture
def case_manager(council):
    return factories.person("case.manager@example.org", "Cass Manager", "case_manager", council=council)


@pytest.fixture
def head_of_service(council):
    return factories.person("head.of.service@example.org", "Hetty Head", "head_of_service", council=council)


@pytest.fixture
def corporate_manager(council):
    return factories.person("corporate.manager@example.org", "Chris Corporate", "corporate_manager", council=council)


@pytest.fixture
def councillor(council):
    return factories.person("councillor@example.org", "Cllr Member A", "councillor", council=council)


@pytest.fixture
def portfolio_holder(council):
    return factories.person("portfolio.holder@example.org", "Cllr Member B", "councillor", council=council)


@pytest.fixture
def scrutiny_member(council):
    return factories.person(
        "scrutiny.member@example.org", "Cllr Member C", "councillor", "scrutiny_member", council=council
    )


@pytest.fixture
def democratic_services(council):
    return factories.person("democratic.services@example.org", "Dee Democratic", "democratic_services", council=council)


@pytest.fixture
def auditor(council):
    return factories.person("auditor@example.org", "Audrey Auditor", "auditor", council=council)


@pytest.fixture
def administrator(council):
    return factories.person("administrator@example.org", "Adi Administrator", "administrator", council=council)


@pytest.fixture
def partnership(policy_officer, lead_officer, council):
    """An active entry with a lead officer, put on the register by the policy officer."""
    return factories.partnership(by=policy_officer, council=council, lead_officer=lead_officer)


@pytest.fixture
def sign_in(client):
    """Sign a person in on the test client: `sign_in(policy_officer).get(…)`."""

    def signed_in(person):
        client.force_login(person)
        return client

    return signed_in
