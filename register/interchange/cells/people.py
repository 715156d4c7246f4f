"""Who attends: members and officers, by name or by post, full, deputy or observer."""

import re
from dataclasses import asdict, dataclass

from partnerships.spreadsheets.workbook import Raw
from register.interchange.cells.parsed import (
    NOTHING,
    Context,
    Parsed,
    Remark,
    doubt,
    empty,
    note,
    quoted,
    text_of,
    usual,
)
from register.interchange.fold import plain, tidy
from register.interchange.reading import Severity, shown

FIELD = "representatives"
NOT_THERE = "representation"
VACANT = "vacant_seats"
REMEDY = "Enter each person with name or post, with a semicolon between people."
_MEMBER_TITLE = re.compile(r"^(?:cllrs?|councillors?|cllr\(s\)|alderman)\b\.?\s*", re.I)
_MEMBER_POST = re.compile(
    r"\b(?:portfolio|pfh|(?:cabinet|executive|exec|lead|board|ward|elected|appointed) (?:member|lead)"
    r"|member of the (?:executive|cabinet|council)"
    r"|leader of|^leader|deputy leader|mayor|group leader|^members?$|^executive member"
    r"|chairman of the council|member champion)\b",
    re.I,
)
_OFFICER_POST = re.compile(
    r"\b(?:directors?|heads? of|manager|officers?|chief exec\w*|chief \w+ officer|co-?ordinator|specialist"
    r"|solicitor|secretary"
    r"|surveyor|planner|accountant|treasurer|advis[eo]r|assistant|engineer|analyst|strategist"
    r"|lead specialist|section 151|s151|ceo"
    r"|consultant|team leader|service lead|principal|administrator|commissioner|inspector|librarian"
    r"|executive director|hos|cmt|smt|clerk)\b",
    re.I,
)
_FRESH = re.compile(
    r"(?:cllrs?\b|councillors?\b|the |assistant |deputy |interim |acting |strategic |corporate |executive "
    r"|chief |section 151|portfolio holder|pfh\b"
    r"|cabinet member|lead member|leader\b|mayor\b|director\b|heads? of|monitoring officer|hos\b|member\b|officer\b)",
    re.I,
)
_NOBODY = re.compile(
    r"^(?:none\b|no[t]?\b.{0,20}\brepresent|no direct\b|nobody|no[ -]one|no rep|not attended|not currently"
    r"|nil$|no officer|no member)",
    re.I,
)
_VACANT = re.compile(
    r"^(?:currently |now |post |seat )*\b(?:vacant|vacancy|one vacancy.*|to be (?:appointed|filled"
    r"|nominated).*)(?: (?:post|seat))?\.?$",
    re.I,
)
_NO_NAMES = re.compile(
    r"^(?:various|several|rotating|rotates|as (?:required|needed|appropriate)|see .{1,40}|depends.*"
    r"|relevant officers?|all members)$",
    re.I,
)
_DEPUTY = re.compile(r"^(?:deputy|dep|sub|substitute|reserve|alternate|named deputy)\b\s*:?\s*(?P<who>.*)$", re.I)
_CAPACITIES = (
    (re.compile(r"observ", re.I), "observer"),
    (re.compile(r"\bdeput|\bsubstitut|\breserve\b|\balternate\b|^sub$", re.I), "deputy"),
    (
        re.compile(r"support|trustee|director of the company|in attendance|advisor|capacity|portfolio role", re.I),
        "other",
    ),
)
_DOUBTFUL = re.compile(
    r"[\d?@:/*,&\u00b9\u00b2\u00b3]|(?:^|\s)\w\)|\Bcllr"
    r"|\b(?:and|or|plus|cllrs?|councillors?|vacan\w*|tbc|tba|to be|ex|former\w*|previous\w*"
    r"|not|no longer|resigned|retired|deceased|left|now|currently|until|till|observ\w*|attends?|as|above|sub|deputy"
    r"|substitute|nominee|members|officers|councils?|various|other|reps?|representatives?|shared|chair\w*|vice|for)\b",
    re.I,
)
_GONE = re.compile(r"\b(?:vacan\w*|ex|former\w*|previous\w*|not|no longer|resigned|retired|deceased|left)\b", re.I)
_NAME_IN_POST = re.compile(r"[:@?]|\d|\s-\s|,\s*[A-Z]\.?\s+[A-Z][a-z]+$|\([A-Z][a-z]+ [A-Z][a-z]+\)|\bcllr\b|\bor\b")
_LATER = re.compile(r"\b(?:until|till|then|from (?:may|june|april|20\d\d))\b", re.I)


@dataclass(frozen=True, slots=True)
class Person:
    """One representative. What is not said stays None."""

    kind: str
    name: str | None = None
    post: str | None = None
    capacity: str | None = None


def parse(raw: Raw, context: Context) -> Parsed:
    """Read representatives (`B15-43`, `H14-08`, `H14-16`). Initials and lists nobody can name are asked."""
    if empty(raw):
        return NOTHING
    if not isinstance(raw, str):
        return doubt(f"{quoted(raw)} is not a person. {REMEDY}", FIELD)
    if ready := usual(raw, FIELD, REMEDY):
        return ready
    if plain(text_of(raw)).strip(" .") in ("nil", "none") or _NOBODY.match(text_of(raw)):
        return _nobody(raw, _kind_asked(context.heading))
    if _NO_NAMES.match(text_of(raw).strip(" .")):
        return note(f"{quoted(raw)} names nobody. {REMEDY}", FIELD)
    return _people(raw, _kind_asked(context.heading))


def _nobody(raw: str, asked: str | None) -> Parsed:
    """Nobody attends. Said of members alone, or of officers alone, it does not say that the council is not there."""
    values = {} if asked else {NOT_THERE: "none"}
    return note(f"{quoted(raw)} says that nobody attends for the council; it is kept as a note.", FIELD, values)


def _kind_asked(heading: str) -> str | None:
    text = plain(heading)
    member, officer = bool(re.search(r"member|councillor|cllr", text)), bool(re.search(r"officer", text))
    return None if member == officer else "member" if member else "officer"


def _people(raw: str, asked: str | None) -> Parsed:
    people: list[Person] = []
    vacancies = 0
    remarks: list[Remark] = []
    for piece in _pieces(shown(raw)[:5_000]):
        if _VACANT.match(piece):
            vacancies += 1
        else:
            people += _persons(piece, asked)
    if any(_doubtful(person) for person in people):
        line = f"{quoted(raw)} may not name just one person at a time. {REMEDY}"
        remarks.append(Remark(Severity.CONFIRM, line, FIELD))
        people = [person for person in people if not _GONE.search(person.name or "") and (person.name or person.post)]
    if vacancies:
        remarks.append(Remark(Severity.NOTE, f"{quoted(raw)} says that a seat is vacant.", FIELD))
    if _LATER.search(raw):
        remarks.append(
            Remark(Severity.CONFIRM, f"{quoted(raw)} names a change over time. Confirm who attends now.", FIELD)
        )
    if any(person.name and re.fullmatch(r"(?:[A-Z]\.?\s?){2,3}", person.name) for person in people):
        remarks.append(Remark(Severity.CONFIRM, f"{quoted(raw)} gives initials. Enter the names.", FIELD))
    values: dict[str, object] = {FIELD: [asdict(person) for person in people]} if people else {}
    return Parsed(values | ({VACANT: vacancies} if vacancies else {}), tuple(remarks))


def _doubtful(person: Person) -> bool:
    """Whether what was taken for a name, or for a post, says something else as well."""
    if person.name is None:
        return not person.post or bool(_NAME_IN_POST.search(person.post) or _GONE.search(person.post))
    return bool(_DOUBTFUL.search(person.name) or _NAME_IN_POST.search(person.post or ""))


def _outside(text: str, separator: str) -> list[str]:
    """Split where brackets are closed."""
    parts, depth, last = [], 0, 0
    for match in re.finditer(rf"[(\[]|[)\]]|(?P<cut>{separator})", text):
        if match["cut"] is not None:
            if depth <= 0:
                parts.append(text[last : match.start()])
                last = match.end()
        else:
            depth += 1 if match.group() in "([" else -1
    return [part for part in (tidy(part).strip(" ,;") for part in [*parts, text[last:]]) if part]


def _pieces(text: str) -> list[str]:
    pieces = list(_outside(text, r"[;\n•|]|\s/\s|\s\+\s|(?<=[A-Z]{2})/(?=[A-Z]{2})"))
    return [person for piece in pieces for person in _by_words(piece)]


def _by_words(piece: str) -> list[str]:
    """Part at a comma or 'and' only where another person clearly begins: one post may hold both."""
    plural = re.match(r"^(?:cllrs|councillors)\b\.?\s*", piece, re.I)
    if plural:
        return [
            f"Cllr {name}" if not _FRESH.match(name) else name
            for name in _outside(piece[plural.end() :], r"\s*(?:,|&|\band\b)\s*")
        ]
    parts: list[str] = []
    for part in _outside(piece, r",\s+|\s+(?:and|&)\s+"):
        if parts and not (_FRESH.match(part) and _begins(part, parts[-1])):
            parts[-1] = piece[
                piece.index(parts[-1]) : piece.index(part, piece.index(parts[-1]) + len(parts[-1])) + len(part)
            ]
        else:
            parts.append(part)
    return parts


def _begins(part: str, before: str) -> bool:
    if _MEMBER_TITLE.match(part):
        return True
    if _MEMBER_TITLE.match(before) and not _is_post(before):
        return not (_MEMBER_POST.search(part) and not _OFFICER_POST.search(part))
    named = not _is_post(before)
    return _is_post(part) and not named


def _is_post(text: str) -> bool:
    return bool(_MEMBER_POST.search(text) or _OFFICER_POST.search(text))


def _persons(piece: str, asked: str | None) -> list[Person]:
    asides = re.findall(r"\(([^()]*)\)", piece)
    capacity, deputies, kept = None, [], piece
    for aside in asides:
        deputy = _DEPUTY.match(tidy(aside))
        if deputy and deputy["who"]:
            deputies += list(_by_words(deputy["who"]))
        found = "deputy" if deputy else next((name for pattern, name in _CAPACITIES if pattern.search(aside)), None)
        if (deputy and not deputy["who"]) or (not deputy and found):
            capacity = found
        if deputy or found or re.search(r"\bchairs?\b|\bvice|\blead\b", aside, re.I):
            kept = kept.replace(f"({aside})", " ")
    main = _person(tidy(kept).strip(" ,;-"), asked, capacity)
    return [
        person
        for person in [main, *(_person(who, asked or main.kind if main else asked, "deputy") for who in deputies)]
        if person
    ]


def _person(text: str, asked: str | None, capacity: str | None) -> Person | None:
    text = re.sub(r"\s+\)", ")", re.sub(r"^the\s+", "", text, flags=re.I))
    if not text:
        return None
    if deputy := re.match(r"^(?:deputy|sub|substitute)\s*:\s*(.+)$", text, re.I):
        text, capacity = deputy[1], "deputy"
    if title := _MEMBER_TITLE.match(text):
        name, post = _name_and_post(text[title.end() :])
        return Person("member", name, post, capacity)
    if _is_post(text):
        name, post = _name_and_post(text) if not (_FRESH.match(text) or _is_post(text.split(",")[0])) else (None, text)
        kind = "member" if _MEMBER_POST.search(post or text) and not _strong_officer(post or text) else "officer"
        return Person(kind, name, post, capacity)
    return Person(asked or "unknown", text, None, capacity)


def _strong_officer(text: str) -> bool:
    return bool(re.match(r"(?:head|director|manager|chief|assistant)\b", text, re.I))


def _name_and_post(text: str) -> tuple[str | None, str | None]:
    match = re.match(r"^(?P<name>[^,(]+?)\s*(?:,\s*|\s+-\s+|\s*(?=\())(?P<post>.+)$", text)
    post = match["post"].strip() if match else ""
    post = post[1:-1].strip() if re.fullmatch(r"\([^()]*\)", post) else post
    if _is_post(post):
        return match["name"].strip(), post
    return text.strip() or None, None
