"""Addresses of the pages about mail."""

from django.urls import path

from qiao.channels.views import log, setup

app_name = "channels"
urlpatterns = [
    path("setup/mailboxes/", setup.mailboxes, name="mailboxes"),
    path("setup/mailboxes/new/", setup.mailbox_new, name="mailbox_new"),
    path("setup/mailboxes/<int:mailbox_id>/", setup.mailbox, name="mailbox"),
    path("setup/mailboxes/<int:mailbox_id>/try/", setup.mailbox_try, name="mailbox_try"),
    path("setup/mailboxes/<int:mailbox_id>/server/", setup.mailbox_trust, name="mailbox_trust"),
    path("setup/mail/", log.incoming, name="incoming"),
    path("setup/mail/out/", log.outgoing, name="outgoing"),
    path("setup/mail/out/<int:outgoing_id>/", log.push, name="push"),
    path("setup/mail/<int:raw_id>/", log.inspect, name="mail"),
    path("setup/mail/<int:raw_id>/raw/", log.download, name="raw"),
    path("setup/mail/<int:raw_id>/decide/", log.decide, name="decide"),
    path("setup/templates/", setup.templates, name="templates"),
    path("setup/templates/<slug:kind>/<slug:language>/<int:product_id>/", setup.template, name="template"),
]
