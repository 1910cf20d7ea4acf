"""Addresses of the portal that belong to customers: coming in, going out, settings, colleagues."""

from django.urls import path

from qiao.customers.views import portal, portal_issuers

urlpatterns = [
    path("sign-in/", portal.sign_in, name="sign_in"),
    path("sign-in/code/", portal.code, name="code"),
    path("sign-in/link/<str:token>/", portal.link, name="link"),
    path("sign-in/token/", portal_issuers.token, name="token"),
    path("sign-in/oidc/back/", portal_issuers.oidc_back, name="oidc_back"),
    path("sign-in/oidc/<slug:key>/", portal_issuers.oidc, name="oidc"),
    path("sign-out/", portal.sign_out, name="sign_out"),
    path("language/", portal.language, name="language"),
    path("me/", portal.me, name="me"),
    path("me/sessions/<int:session_id>/end/", portal.end_one, name="end_session"),
    path("people/", portal.people, name="people"),
    path("people/<int:contact_id>/", portal.person, name="person"),
]
