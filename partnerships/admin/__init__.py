"""Screens of the kernel: people and their roles, councils and their services."""

from django.contrib import admin

from partnerships.admin.councils import CouncilScreen, ServiceScreen
from partnerships.admin.people import PersonScreen
from partnerships.models import Council, Service, User

admin.site.register(User, PersonScreen)
admin.site.register(Council, CouncilScreen)
admin.site.register(Service, ServiceScreen)
