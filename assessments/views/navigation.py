"""What assessments add to the parts of the register."""

from django.urls import reverse

from assessments.permissions.assessments import can_see_assessments


def items(user) -> list[dict]:
    """The list of assessments, for those who read them."""
    if not can_see_assessments(user):
        return []
    return [
        {"label": "Business cases", "url": reverse("assessments:cases"), "part_of": reverse("register:list")},
        {"label": "Assessments", "url": reverse("assessments:assessment_list"), "part_of": reverse("register:list")},
    ]
