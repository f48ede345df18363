"""How logging in behaves here: accounts are made by the security administrator, never by signing up."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings

from gongkai.web import clock
from gongkai.web.accounts.address import client_address
from gongkai.web.accounts.factors import must_have_factor
from gongkai.web.vault.keyring import keyring

if TYPE_CHECKING:
    from django.http import HttpRequest

    from gongkai.web.accounts.models import User

_WRONG_CODE = "动态口令不对。请看手机上正在显示的 6 位数字再填；手机时间不准的请先校准。恢复码每个只能用一次。"
_PLACE = "mfa"  # what ties a sealed secret of a second factor to its purpose


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Closed: nobody makes an account for himself. Wrong passwords are counted by axes, in the database."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": "用户名或者密码不对。请检查大小写和输入法后重试；忘记密码的，请单位的安全管理员重置。",
        "account_inactive": "用户名或者密码不对。请检查大小写和输入法后重试；忘记密码的，请单位的安全管理员重置。",
        "enter_current_password": "现在的密码不对，请重新填写。",
        "incorrect_password": "密码不对，请重新填写。",
        "incorrect_code": _WRONG_CODE,
        "rate_limited": "试得太频繁了，请过几分钟再试。",
        "too_many_login_attempts": "试得太频繁了，请过几分钟再试。",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address that cannot be forged."""
        return client_address(request)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Nothing: a limit by name alone would let a stranger shut somebody out; axes counts by name and address."""


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Second factors: secrets sealed with the keys of the installation, and no last factor taken from who must have one."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": "您的职责要求两步验证，这是最后一种方式，不能停用。请先添加另一种方式。",
        "cannot_generate_recovery_codes": "还没有启用两步验证，不用生成恢复码。请先启用动态口令或者安全密钥。",
        "incorrect_code": _WRONG_CODE,
    }

    def encrypt(self, text: str) -> str:
        """Sealed, as it is stored."""
        return base64.b64encode(keyring().seal(text.encode("utf-8"), _PLACE)).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        """The secret again."""
        return keyring().unseal(base64.b64decode(encrypted_text), _PLACE).decode("utf-8")

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Not the last one of who must have one."""
        user: User = authenticator.user
        if not must_have_factor(user, clock.day_of(clock.now())):
            return True
        others = Authenticator.objects.filter(user=user).exclude(pk=authenticator.pk)
        return bool(others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists())

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Who asks for a key, as the browser shows it."""
        return {**super().get_public_key_credential_rp_entity(), "name": settings.MFA_TOTP_ISSUER}
