"""The administration: who keeps what, versioned saves, and no second door."""

from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import NoReverseMatch, reverse

from partnerships import saving, workflow
from partnerships.models import Council, Event, User
from register.models import Theme
from tests import factories

pytestmark = pytest.mark.django_db
THEMES = "/admin/register/theme/"
PEOPLE = "/admin/partnerships/user/"


def posted(**values):
    return {"name": "Economy", "help_text": "", "source": "", "position": "1", **values}


def person_form(**values):
    return {
        "email": "new.person@example.org",
        "full_name": "New Person",
        "post": "",
        "is_active": "on",
        "roles": ["officer"],
        **values,
    }


def test_a_policy_officer_adds_a_theme_with_its_history(sign_in, policy_officer):
    response = sign_in(policy_officer).post(f"{THEMES}add/", posted())
    assert response.status_code == 302
    theme = Theme.objects.get()
    assert (theme.version, theme.history.get().history_by_name) == (1, "Pat Policy")


def test_a_change_counts_one_version_and_writes_only_what_changed(sign_in, policy_officer):
    theme = factories.theme()
    sign_in(policy_officer).post(f"{THEMES}{theme.pk}/change/", posted(name="Economy and jobs", position="0", seen="1"))
    theme.refresh_from_db()
    assert (theme.name, theme.version, theme.history.count()) == ("Economy and jobs", 2, 2)


def test_saving_without_a_change_writes_nothing(sign_in, policy_officer):
    theme = factories.theme()
    sign_in(policy_officer).post(f"{THEMES}{theme.pk}/change/", posted(position="0", seen="1"))
    theme.refresh_from_db()
    assert (theme.version, theme.history.count()) == (1, 1)


def test_who_saves_over_somebody_else_is_told_and_keeps_what_was_typed(sign_in, policy_officer, now):
    theme = factories.theme()
    saving.claimed(Theme, theme.pk, 1, {"name": "Prosperity"}, by=policy_officer, at=now)
    page = sign_in(policy_officer).post(f"{THEMES}{theme.pk}/change/", posted(name="Jobs", seen="1"))
    text = page.content.decode()
    assert "Somebody else saved this" in text
    assert 'value="Jobs"' in text
    theme.refresh_from_db()
    assert theme.name == "Prosperity"


@pytest.mark.parametrize(
    "who", ["lead_officer", "auditor", "scrutiny_member", "democratic_services", "corporate_manager"]
)
def test_others_are_refused_with_the_reason(sign_in, request, who):
    page = sign_in(request.getfixturevalue(who)).get("/admin/")
    assert page.status_code == 403
    assert "Only administrators and policy officers" in page.content.decode()


def test_an_administrator_keeps_people_and_no_lists(sign_in, administrator):
    client = sign_in(administrator)
    assert client.get(PEOPLE).status_code == 200
    assert client.get(THEMES).status_code == 403


def test_a_policy_officer_keeps_lists_and_no_people(sign_in, policy_officer):
    client = sign_in(policy_officer)
    assert client.get(THEMES).status_code == 200
    assert client.get(PEOPLE).status_code == 403


def test_an_administrator_adds_a_person_who_sets_their_own_password(sign_in, administrator):
    sign_in(administrator).post(f"{PEOPLE}add/", person_form())
    person = User.objects.get(email="new.person@example.org")
    assert (person.has_usable_password(), person.roles) == (False, {"officer"})
    assert person.letters.get().template == "welcome"
    assert set(Event.objects.filter(by=administrator).values_list("kind", flat=True)) >= {
        "person_added",
        "role_granted",
    }


def test_taking_a_role_away_is_logged_and_works_at_the_next_request(sign_in, administrator, policy_officer, client):
    sign_in(administrator).post(
        f"{PEOPLE}{policy_officer.pk}/change/",
        person_form(email=policy_officer.email, full_name=policy_officer.full_name, council=policy_officer.council_id),
    )
    assert Event.objects.filter(kind="role_withdrawn", by=administrator).exists()
    assert sign_in(policy_officer).get(THEMES).status_code == 403


def test_the_last_administrator_stays_one(sign_in, administrator):
    page = sign_in(administrator).post(
        f"{PEOPLE}{administrator.pk}/change/",
        person_form(email=administrator.email, full_name=administrator.full_name, council=administrator.council_id),
    )
    assert "last administrator" in page.content.decode()
    assert administrator.grants.filter(role="administrator").exists()


def test_a_second_person_with_the_same_address_is_refused_in_words(sign_in, administrator, officer):
    page = sign_in(administrator).post(f"{PEOPLE}add/", person_form(email=officer.email.upper()))
    assert "Somebody already signs in with this e-mail address" in page.content.decode()


def test_nothing_can_be_deleted_here(sign_in, policy_officer):
    theme = factories.theme()
    assert sign_in(policy_officer).post(f"{THEMES}{theme.pk}/delete/", {"post": "yes"}).status_code == 404
    assert Theme.objects.exists()


@pytest.mark.parametrize("name", ["login", "logout", "password_change", "autocomplete", "view_on_site"])
def test_the_doors_of_the_stock_administration_are_not_there(name):
    with pytest.raises(NoReverseMatch):
        reverse(f"admin:{name}")


def test_a_colour_on_which_white_text_cannot_be_read_is_refused(now):
    with pytest.raises(ValidationError, match="too light"):
        saving.create(Council(name="Pale Council", short_name="PC", brand_colour="#ffee99"), by=None, at=now)


def test_history_tells_what_changed_in_words(sign_in, policy_officer, now):
    theme = factories.theme()
    saving.claimed(Theme, theme.pk, 1, {"name": "Prosperity"}, by=policy_officer, at=now, reason="New plan")
    text = sign_in(policy_officer).get(f"{THEMES}{theme.pk}/history/").content.decode()
    assert "changed from Economy to Prosperity" in text
    assert "New plan" in text


def test_a_person_is_switched_off_not_deleted(administrator, officer, now):
    workflow.change_person(officer, {"is_active": False}, {"officer"}, by=administrator, at=now)
    assert User.objects.get(pk=officer.pk).roles == frozenset()


PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(40)


def council_form(council, **values):
    return {
        "name": council.name,
        "short_name": council.short_name,
        "column_prefix": "",
        "brand_colour": council.brand_colour,
        "contact_email": "",
        "contact_phone": "",
        "seen": str(council.version),
        **values,
    }


def test_a_logo_is_put_up_and_taken_off_again(sign_in, policy_officer, council, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client, address = sign_in(policy_officer), f"/admin/partnerships/council/{council.pk}/change/"
    assert "Take the logo off" not in client.get(address).content.decode()
    client.post(address, council_form(council, logo=SimpleUploadedFile("logo.png", PICTURE)))
    council.refresh_from_db()
    assert Path(council.logo.path).read_bytes() == PICTURE
    page = client.get(address).content.decode()
    assert '<input type="hidden" name="seen" value="2"' in page
    assert "There is a logo." in page
    assert "Take the logo off" in page
    client.post(address, council_form(council, take_off_logo="on"))
    council.refresh_from_db()
    assert (council.logo.name, council.version) == ("", 3)


@pytest.mark.parametrize("name", ["logo.png", "logo.pdf"])
def test_a_logo_that_is_no_picture_is_refused_in_a_sentence(sign_in, policy_officer, council, name):
    sent = council_form(council, logo=SimpleUploadedFile(name, b"%PDF-1.7 and more"))
    page = sign_in(policy_officer).post(f"/admin/partnerships/council/{council.pk}/change/", sent)
    assert "The logo must be a PNG or JPEG picture." in page.content.decode()
    council.refresh_from_db()
    assert not council.logo
