"""For load balancers and people on duty: can the service do its work?"""

from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from partnerships.models import Heartbeat

WORKER_SILENT_AFTER = timedelta(minutes=5)


@login_not_required
@require_safe
def health(request):
    """200 when database, migrations and cache are fine, 503 otherwise; a silent worker is reported, not fatal."""
    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    beat = Heartbeat.objects.filter(name="worker").first()
    alive = bool(beat and timezone.now() - beat.beat_at < WORKER_SILENT_AFTER)
    report = {
        "database": "ok",
        "migrations": "pending" if pending else "ok",
        "cache": "ok" if cache.get("health", "none") is not None else "failed",
        "worker": "ok" if alive else "silent",
    }
    return JsonResponse(report, status=503 if pending else 200)
