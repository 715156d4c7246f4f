"""For load balancers and people on duty: can the service do its work?"""

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from partnerships import jobs


@login_not_required
@require_safe
def health(request):
    """200 when database, migrations and cache are fine, 503 otherwise; a silent worker is reported, not fatal."""
    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    report = {
        "database": "ok",
        "migrations": "pending" if pending else "ok",
        "cache": "ok" if cache.get("health", "none") is not None else "failed",
        "worker": "ok" if jobs.worker_lives(timezone.now()) else "silent",
    }
    return JsonResponse(report, status=503 if pending else 200)
