"""The pages of django-allauth we use, each marked with who may open it; the rest of allauth stays shut."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as oidc
from django.urls import path, re_path
from django.views.generic import RedirectView

from qiao.kernel.access import desk_page, public_page
from qiao.staff.sign_in import go_to_provider

own = desk_page("own")
urlpatterns = [
    path("login/", public_page(account.login), name="account_login"),
    path("logout/", public_page(account.logout), name="account_logout"),
    path("inactive/", public_page(account.account_inactive), name="account_inactive"),
    path("signup/", public_page(account.signup), name="account_signup"),
    path("reauthenticate/", own(account.reauthenticate), name="account_reauthenticate"),
    path("email/", own(RedirectView.as_view(url="/me/")), name="account_email"),
    path("password/change/", own(account.password_change), name="account_change_password"),
    path("password/set/", own(account.password_set), name="account_set_password"),
    path("password/reset/", public_page(account.password_reset), name="account_reset_password"),
    path("password/reset/done/", public_page(account.password_reset_done), name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        public_page(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        public_page(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    path("2fa/", own(mfa.index), name="mfa_index"),
    path("2fa/authenticate/", public_page(mfa.authenticate), name="mfa_authenticate"),
    path("2fa/reauthenticate/", own(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("2fa/totp/activate/", own(totp.activate_totp), name="mfa_activate_totp"),
    path("2fa/totp/deactivate/", own(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("2fa/recovery-codes/", own(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("2fa/recovery-codes/generate/", own(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("2fa/recovery-codes/download/", own(codes.download_recovery_codes), name="mfa_download_recovery_codes"),
    path("2fa/webauthn/", own(passkeys.list_webauthn), name="mfa_list_webauthn"),
    path("2fa/webauthn/add/", own(passkeys.add_webauthn), name="mfa_add_webauthn"),
    path("2fa/webauthn/login/", public_page(passkeys.login_webauthn), name="mfa_login_webauthn"),
    path("2fa/webauthn/reauthenticate/", own(passkeys.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"),
    path("2fa/webauthn/keys/<int:pk>/remove/", own(passkeys.remove_webauthn), name="mfa_remove_webauthn"),
    path("2fa/webauthn/keys/<int:pk>/edit/", own(passkeys.edit_webauthn), name="mfa_edit_webauthn"),
    path("3rdparty/", own(social.connections), name="socialaccount_connections"),
    path("3rdparty/signup/", public_page(social.signup), name="socialaccount_signup"),
    path("3rdparty/login/cancelled/", public_page(social.login_cancelled), name="socialaccount_login_cancelled"),
    path("3rdparty/login/error/", public_page(social.login_error), name="socialaccount_login_error"),
    path("oidc/<str:provider_id>/login/", public_page(go_to_provider), name="openid_connect_login"),
    path("oidc/<str:provider_id>/login/callback/", public_page(oidc.callback), name="openid_connect_callback"),
]
