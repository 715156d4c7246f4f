"""A cell under a heading that asks several questions: 'Strategic - N' answers two."""

import re
from dataclasses import replace

from partnerships.spreadsheets.workbook import Raw
from register.interchange.cells.parsed import Context, Parsed, Parser, Remark, text_of
from register.interchange.reading import Severity

_CUT = re.compile(r"\s+[-–—]\s*|\s*[;,|\n]\s*|\s*/\s*|\.\s+|\s+(?=\()")
Question = tuple[str, Parser]


def several(questions: tuple[Question, ...], raw: Raw, context: Context) -> Parsed:
    """Part the cell where the parts answer the questions best; what answers nothing is doubted by the first.

    A duty to attend is asked together with 'statutory': a plain yes answers both.
    """
    asked = [question for question in questions if question[0] != "is_attendance_obligatory"]
    parsed = _answers(asked, raw, context)
    if len(asked) < len(questions) and parsed.values.get("is_statutory") is True:
        return replace(parsed, values={**parsed.values, "is_attendance_obligatory": True})
    return parsed


def _answers(asked: list[Question], raw: Raw, context: Context) -> Parsed:
    if not isinstance(raw, str) or len(asked) < 2:
        return asked[0][1](raw, replace(context, field=asked[0][0]))
    text = text_of(raw)
    first, rest = asked[0], asked[1:]
    options = [_joined(first[1](text, replace(context, field=first[0])))]
    options += [_alone(question, text, context) for question in rest]
    for cut in list(_CUT.finditer(text))[:12]:
        left, right = text[: cut.start()].strip(), text[cut.end() :].strip(" -–—")
        if left and right:
            head = first[1](left, replace(context, field=first[0]))
            options.append(
                _joined(head, _answers(rest, right, context) if len(rest) > 1 else _alone(rest[0], right, context))
            )
    return max(options, key=_worth)


def _alone(question: Question, text: str, context: Context) -> Parsed:
    return question[1](text, replace(context, field=question[0]))


def _joined(*parts: Parsed) -> Parsed:
    values = {field: value for part in parts for field, value in part.values.items()}
    return Parsed(values, tuple(remark for part in parts for remark in part.remarks))


def _worth(parsed: Parsed) -> tuple[int, int]:
    return len(parsed.values) - 3 * _doubts(parsed.remarks), -len(parsed.remarks)


def _doubts(remarks: tuple[Remark, ...]) -> int:
    return sum(remark.severity is not Severity.NOTE for remark in remarks)
