"""All periodic jobs (cron expressions, UTC)."""

TIMETABLE: dict[str, str] = {
    "kernel.jobs.upkeep.retry_stalled": "* * * * *",
    "kernel.jobs.upkeep.delete_finished": "*/15 * * * *",
    "kernel.jobs.upkeep.seal_audit": "* * * * *",
    "kernel.files.forgetting.collect_orphans": "20 18 * * *",
    "kernel.webhooks.delivering.sweep": "* * * * *",
    "kernel.webhooks.delivering.forget_old": "17 3 * * *",
    "kernel.api.upkeep.forget_answers": "47 * * * *",
    "customers.tasks.forget_files": "23 * * * *",
    "channels.tasks.fetch_all": "* * * * *",
    "channels.tasks.sweep_waiting": "* * * * *",
    "channels.tasks.deliver_due": "* * * * *",
    "channels.tasks.forget_originals": "40 18 * * *",
    "customers.tasks.forget_portal": "*/20 * * * *",
    "tickets.tasks.mark_missed": "* * * * *",
    "tickets.tasks.wake_snoozed": "* * * * *",
    "tickets.tasks.close_solved": "7 * * * *",
    "tickets.tasks.warn_near": "* * * * *",
    "tickets.tasks.forget": "*/30 * * * *",
    "staff.tasks.forget_counters": "33 * * * *",
    "staff.tasks.forget_notifications": "17 3 * * *",
}
