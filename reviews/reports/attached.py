"""The files that go with a paper, named in the page and in the PDF alike (H14-42)."""

from partnerships.templatetags.council import file_size
from partnerships.words import in_sentence
from reviews.models import CommitteePaper, PaperFile
from reviews.reports.shapes import Attachment, Section


def files_of(paper: CommitteePaper) -> list[PaperFile]:
    """In the order in which they were attached; none where it is no stored paper."""
    return list(paper.files.kept()) if paper.pk else []


def under(heading: str, files: list[PaperFile], *, named: bool = False) -> tuple[Attachment, ...]:
    """Those of one implication; `named` says of which it is, where all of them stand together."""
    label = f"Attached, {in_sentence(heading)}" if named else "Attached"
    return tuple(Attachment(file.pk, words(file), label) for file in files if file.heading == heading)


def section(files: list[PaperFile], number: int) -> tuple[Section, ...]:
    """The section of files that go with the paper as a whole; none where there are none."""
    found = tuple(Attachment(file.pk, words(file)) for file in files if not file.heading)
    return (Section(number, "Attached", attached=found),) if found else ()


def words(file: PaperFile) -> str:
    """Equality analysis (analysis.pdf, 214 KB)."""
    if not file.title:
        return f"{file.file_name} ({file_size(file.size)})"
    return f"{file.title} ({file.file_name}, {file_size(file.size)})"
