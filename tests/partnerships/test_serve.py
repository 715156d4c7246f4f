"""What `make run` says; the processes themselves are in test_supervisor."""

import socket
from io import StringIO

import pytest
from django.core.management import call_command

from partnerships.management.commands.serve import Command


def people():
    return [
        ("Administrator", "administrator@example.org", "a-password-to-show"),
        ("Lead officer of the entry P-0001", "lead.officer@example.org", "another-password"),
    ]


@pytest.fixture
def demonstration(settings):
    settings.DEMONSTRATION_PEOPLE = f"{__name__}.people"
    return settings


def announced() -> str:
    out = StringIO()
    Command(stdout=out).announce(8123)
    return out.getvalue()


def test_a_taken_port_is_said_before_anything_is_started():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(SystemExit, match=f"Port {port} is in use by another program"):
            call_command("serve", port=port)


def test_the_address_and_everyone_to_sign_in_as_are_announced(demonstration):
    said = announced()
    assert "http://127.0.0.1:8123/" in said
    assert "administrator@example.org  a-password-to-show  Administrator" in said
    assert "lead.officer@example.org   another-password  Lead officer of the entry P-0001" in said


def test_production_announces_nobody(demonstration):
    demonstration.PRODUCTION = True
    assert "a-password-to-show" not in announced()


def test_without_demonstration_data_only_the_address_is_announced(settings):
    settings.DEMONSTRATION_PEOPLE = ""
    assert "Sign in as" not in announced()
