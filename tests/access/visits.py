"""One request by one person, and what came of it: the answer in a word, and the tables that it wrote."""

import re
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookies import SimpleCookie

from django.conf import settings
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from partnerships.models import User
from tests.access.rows import ABSENT, DONE, ELSEWHERE, NEVER, PAGE, REFUSED, SIGN_IN

WRITING = re.compile(r"^\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM)\s+[\"`]?(\w+)", re.IGNORECASE)
# The session, limits of attempts, and the sign-in library's own copy of an address: none of them is the register.
KEPT_BY_MACHINERY = {"django_session", "kernel_cache", "account_emailaddress"}
WORDS = {200: PAGE, 401: SIGN_IN, 403: REFUSED, 404: ABSENT, 405: NEVER}


@dataclass(frozen=True)
class Visit:
    """What came of a request."""

    response: HttpResponse
    content: bytes
    written: frozenset[str]

    @property
    def word(self) -> str:
        """The answer as the table says it; an answer that the table has no word for, as its number."""
        if self.response.status_code != 302:
            return WORDS.get(self.response.status_code, str(self.response.status_code))
        if self.response["Location"].startswith(reverse(settings.LOGIN_URL)):
            return SIGN_IN
        return DONE if self.written else ELSEWHERE


class Visitor:
    """A browser in which one person is signed in. Whatever a visit writes is undone after it."""

    def __init__(self, person: User | None):
        self.client = Client()
        if person is not None:
            self.client.force_login(person)
        self.session = {key: cookie.value for key, cookie in self.client.cookies.items()}

    def visit(self, method: str, address: str, data: dict | None = None) -> Visit:
        self.client.cookies = SimpleCookie(self.session)
        with transaction.atomic(), watched() as written:
            send = getattr(self.client, method.lower())
            response = send(address, data) if data else send(address)
            content = b"".join(response.streaming_content) if response.streaming else response.content
            transaction.set_rollback(True)
        return Visit(response, content, frozenset(written - KEPT_BY_MACHINERY))


@contextmanager
def watched():
    """The names of the tables that are written meanwhile."""
    written: set[str] = set()

    def note(execute, sql, params, many, context):
        if found := WRITING.match(sql):
            written.add(found[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield written
