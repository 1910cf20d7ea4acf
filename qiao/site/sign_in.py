"""Settings of django-allauth: password, TOTP, passkeys, OIDC."""

from qiao.kernel.settings import env_bool, env_hidden, env_str

ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # staff come by invitation, which proves the address
ACCOUNT_ADAPTER = "qiao.staff.sign_in.StaffAccountAdapter"
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key", "login": "30/m/ip", "reset_password": "20/m/ip,5/m/key"}
ACCOUNT_SESSION_REMEMBER = None  # the person decides by the tick
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if env_str("QIAO_ADDRESS").startswith("https://") else "http"
MFA_ADAPTER = "qiao.staff.sign_in.StaffMFAAdapter"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an administrator has entered the address
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not env_str("QIAO_ADDRESS").startswith("https://")  # for localhost
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
ACCOUNT_FORMS = {
    "change_password": "qiao.staff.account_forms.ChangeForm",
    "set_password": "qiao.staff.account_forms.FirstForm",
    "reset_password_from_key": "qiao.staff.account_forms.ResetForm",
}
MFA_FORMS = {
    "authenticate": "qiao.staff.account_forms.SecondStepForm",
    "reauthenticate": "qiao.staff.account_forms.ConfirmForm",
    "activate_totp": "qiao.staff.account_forms.ActivateForm",
    "add_webauthn": "qiao.staff.account_forms.AddPasskeyForm",
    "edit_webauthn": "qiao.staff.account_forms.RenamePasskeyForm",
}
MFA_TOTP_ISSUER = "Qiao"
SOCIALACCOUNT_ADAPTER = "qiao.staff.sign_in.StaffSocialAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True  # the operator chose this provider and trusts its addresses
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_LOGIN_ON_GET = True  # a form may not lead to another origin under our content security policy

_oidc_server = env_str("QIAO_OIDC_SERVER")
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "oidc",
                "name": env_str("QIAO_OIDC_NAME", "SSO"),
                "client_id": env_str("QIAO_OIDC_CLIENT_ID"),
                "secret": env_hidden("QIAO_OIDC_SECRET"),
                # some (Entra ID) never say that an address is proven: then only the operator can
                "settings": {"server_url": _oidc_server, "verified_email": env_bool("QIAO_OIDC_TRUST_ADDRESSES")},
            }
        ]
        if _oidc_server
        else [],
    }
}
