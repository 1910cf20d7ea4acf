"""Addresses of the pages about people."""

from django.urls import path

from qiao.staff.views import audit, joining, me, notifications, setup, tokens, work

app_name = "staff"
urlpatterns = [
    path("language/", me.switch_language, name="switch_language"),
    path("invitation/<str:token>/", joining.accept_invitation, name="accept_invitation"),
    path("me/", me.profile, name="me"),
    path("me/tokens/", tokens.mine, name="tokens"),
    path("me/tokens/<int:token_id>/revoke/", tokens.revoke_mine, name="revoke_token"),
    path("setup/api/", tokens.everybodys, name="all_tokens"),
    path("setup/api/<int:token_id>/revoke/", tokens.revoke_anybodys, name="revoke_any_token"),
    path("me/sessions/", me.sessions, name="sessions"),
    path("me/sessions/others/end/", me.end_other_sessions, name="end_other_sessions"),
    path("me/sessions/<int:session_id>/end/", me.end_session, name="end_session"),
    path("me/notifications/", notifications.notifications, name="notifications"),
    path("me/notifications/latest/", notifications.latest, name="notifications_latest"),
    path("me/notifications/bell/", notifications.bell, name="bell"),
    path("me/notifications/read/", notifications.read_all, name="read_all_notifications"),
    path("me/notifications/kinds/", notifications.choice, name="notification_choice"),
    path("me/notifications/kinds/choose/", notifications.choose, name="choose_notifications"),
    path("me/notifications/<int:notification_id>/", notifications.open_notification, name="open_notification"),
    path("desk/people/options", me.people_options, name="people_options"),
    path("setup/people/", setup.people, name="people"),
    path("setup/people/new/", setup.invite, name="invite"),
    path("setup/people/<int:person_id>/", setup.person, name="person"),
    path("setup/people/<int:person_id>/invitation/", setup.resend, name="resend_invitation"),
    path("setup/people/<int:person_id>/active/", setup.deactivate, name="deactivate"),
    path("setup/teams/", setup.teams, name="teams"),
    path("setup/teams/new/", setup.team_new, name="team_new"),
    path("setup/teams/<int:team_id>/", setup.team, name="team"),
    path("setup/teams/<int:team_id>/archive/", setup.team_archive, name="team_archive"),
    path("setup/audit/", audit.audit_record, name="audit"),
    path("setup/audit/export/", audit.audit_export, name="audit_export"),
    path("setup/work/", work.background_work, name="background_work"),
    path("setup/work/again/", work.retry_all, name="retry_all_jobs"),
    path("setup/work/<int:job_id>/", work.mend, name="mend_job"),
]
