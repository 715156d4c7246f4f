"""Reading a page as a person does: its links, and its forms with what they hold already."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

SIGN_OUT = "/account/sign-out/"
UNSENT = {"submit", "button", "image", "reset", "file"}


@dataclass
class Form:
    """One form: where it goes, how, what it sends when nobody touches it, and where its buttons send it `elsewhere`."""

    action: str = ""
    method: str = "get"
    values: dict[str, list[str]] = field(default_factory=dict)
    elsewhere: list[str] = field(default_factory=list)

    def add(self, name: str, value: str) -> None:
        self.values.setdefault(name, []).append(value)


class Page(HTMLParser):
    """The links and forms of a page. The sign-out form, which every page has, is left out of `forms`."""

    def __init__(self, text: str):
        super().__init__()
        self.links: list[str] = []
        self.all_forms: list[Form] = []
        self._select: tuple[str, bool] | None = None
        self._option: str | None = None
        self._textarea: str | None = None
        self._first: str | None = None
        self.feed(text)

    @property
    def forms(self) -> list[Form]:
        return [form for form in self.all_forms if form.action != SIGN_OUT]

    def posted(self, path: str) -> dict[str, list[str]]:
        """What the form sends that the page posts to its own address, or else the first that it posts at all."""
        posted = [form for form in self.forms if form.method == "post"]
        own = [form for form in posted if form.action in ("", path)]
        return next(iter([*own, *posted]), Form()).values

    def handle_starttag(self, tag, attrs):
        found = {name: value or "" for name, value in attrs}
        if handler := getattr(self, f"_start_{tag}", None):
            handler(found)

    def handle_endtag(self, tag):
        if tag == "textarea":
            self._textarea = None
        elif tag == "select" and self._select:
            self._end_select()

    def handle_data(self, data):
        if self._textarea:
            values = self.all_forms[-1].values[self._textarea]
            values[0] += data if values[0] else data.removeprefix("\n")

    def _start_a(self, attrs):
        if attrs.get("href"):
            self.links.append(attrs["href"])

    def _start_form(self, attrs):
        self.all_forms.append(Form(attrs.get("action", ""), attrs.get("method", "get").lower()))

    def _start_button(self, attrs):
        if attrs.get("formaction"):
            self.all_forms[-1].elsewhere.append(attrs["formaction"])

    def _start_input(self, attrs):
        kind, name = attrs.get("type", "text"), attrs.get("name")
        if not name or kind in UNSENT or "disabled" in attrs:
            return
        if kind in {"checkbox", "radio"} and "checked" not in attrs:
            return
        self.all_forms[-1].add(name, attrs.get("value", "on" if kind == "checkbox" else ""))

    def _start_textarea(self, attrs):
        self._textarea = attrs["name"]
        self.all_forms[-1].values[self._textarea] = [""]

    def _start_select(self, attrs):
        self._select, self._first = (attrs["name"], "multiple" in attrs), None

    def _start_option(self, attrs):
        name, _ = self._select
        if self._first is None:
            self._first = attrs.get("value", "")
        if "selected" in attrs:
            self.all_forms[-1].add(name, attrs.get("value", ""))

    def _end_select(self):
        """A drop-down that nobody touched sends its first choice; a list of several sends nothing."""
        name, several = self._select
        if not several and name not in self.all_forms[-1].values and self._first is not None:
            self.all_forms[-1].add(name, self._first)
        self._select = None
