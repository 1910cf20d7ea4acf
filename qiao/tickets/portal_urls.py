"""All addresses of the portal; those of other domains are taken in here, under one name."""

from django.urls import URLPattern, URLResolver, include, path

from qiao.tickets.views import portal, portal_asking

app_name = "portal"
_ticket = "tickets/<int:number>/"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", portal.home, name="home"),
    path("tickets/", portal.tickets, name="tickets"),
    path(_ticket, portal.ticket, name="ticket"),
    path(f"{_ticket}reply/", portal.reply, name="reply"),
    path(f"{_ticket}confirm/", portal.confirm, name="confirm"),
    path(f"{_ticket}reopen/", portal.reopen, name="reopen"),
    path(f"{_ticket}nudge/", portal.nudge, name="nudge"),
    path(f"{_ticket}files/<str:sha256>/<path:name>", portal.file, name="file"),
    path("new/", portal.new, name="new"),
    path("ask/", portal_asking.ask, name="ask"),
    path("confirm/<str:token>/", portal_asking.confirm, name="confirm_request"),
    path("embed.js", portal_asking.embed_script, name="embed_script"),
    path("embed/<slug:key>/", portal_asking.embed, name="embed"),
    path("upload/", portal.upload, name="upload"),
    path("answers/", portal.answers, name="answers"),
    path("draft/", portal.draft, name="draft"),
    path("", include("qiao.customers.portal_urls")),
    path("", include("qiao.products.portal_urls")),
]
