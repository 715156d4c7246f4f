"""Addresses of places, appointments, rounds and the municipal calendar."""

from django.urls import path

from register.views import appointments, calendar, rounds, seats

STEPS = ("edit", "renew", "end", "resign")
ROUND = ("edit", "places", "appoint", "cancel", "schedule")

urlpatterns = [
    path("places/", seats.seats, name="seats"),
    path("places/outside-bodies/", seats.outside_bodies, name="outside_bodies"),
    path("places/<int:pk>/", seats.seat, name="seat"),
    path("places/<int:pk>/appoint/", appointments.seat_appoint, name="seat_appoint"),
    *[
        path(f"appointments/<int:pk>/{step}/", getattr(appointments, f"appointment_{step}"), name=f"appointment_{step}")
        for step in STEPS
    ],
    path("places/rounds/", rounds.rounds, name="rounds"),
    path("places/rounds/new/", rounds.round_new, name="round_new"),
    path("places/rounds/<int:pk>/", rounds.round_, name="round"),
    *[
        path(f"places/rounds/<int:pk>/{step}/", getattr(rounds, f"round_{step}"), name=f"round_{step}")
        for step in ROUND
    ],
    path("places/rounds/<int:pk>/schedule.pdf", rounds.round_pdf, name="round_pdf"),
    path("places/nominations/<int:pk>/", rounds.nomination, name="nomination"),
    path("places/calendar/", calendar.calendar, name="calendar"),
    path("places/calendar/add/", calendar.calendar_add, name="calendar_add"),
    path("places/calendar/<int:pk>/", calendar.calendar_edit, name="calendar_edit"),
]
