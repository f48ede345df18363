"""The forms of logging in, with words for a person instead of those of a library."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.mfa.base import forms as factor
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm

if TYPE_CHECKING:
    from django.forms import Field

_CODE = "6 位数字；手机不在身边的，填一个恢复码。"


def _say(field: Field, label: str, hint: str = "", missing: str = "") -> None:
    field.label, field.help_text = label, hint
    field.widget.attrs.pop("placeholder", None)
    field.error_messages["required"] = missing or f"没有填写{label}，请填写"


class Login(LoginForm):  # type: ignore[misc]  # allauth has no types
    """Name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["login"], "用户名")
        _say(self.fields["password"], "密码")


class Again(ReauthenticateForm):  # type: ignore[misc]
    """The password once more before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["password"], "密码")


class NewPassword(ChangePasswordForm):  # type: ignore[misc]
    """One's own password; from then on it is no initial one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["oldpassword"], "现在的密码")
        _say(self.fields["password1"], "新密码", "至少 10 个字符；常见的、全是数字的、和用户名相近的不能用。可以用几个不相干的词连起来。")
        _say(self.fields["password2"], "再填一次新密码")

    def save(self) -> None:
        """Keep it."""
        self.user.initial_password = False
        super().save()


class Code(factor.AuthenticateForm):  # type: ignore[misc]
    """The code of the app, or a recovery code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["code"], "动态口令", _CODE)


class CodeAgain(factor.ReauthenticateForm):  # type: ignore[misc]
    """The code once more before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["code"], "动态口令", _CODE)


class NewApp(ActivateTOTPForm):  # type: ignore[misc]
    """The first code of an app proves that it was set up."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["code"], "动态口令", "扫码以后，手机上显示的 6 位数字。")


class NewKey(AddWebAuthnForm):  # type: ignore[misc]
    """A key on a stick, in the phone or the computer."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["name"], "名称", "给自己看的，例如“办公室电脑”。")
        _say(self.fields["passwordless"], "以后只用它登录，不再输密码", "需要密钥支持指纹、人脸或者 PIN。")


class RenameKey(EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["name"], "名称")
