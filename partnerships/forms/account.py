"""Sign-in and password forms: allauth's, in this project's words."""

from allauth.account import forms as allauth

from partnerships.forms.base import CouncilFormMixin


class SignInForm(CouncilFormMixin, allauth.LoginForm):
    """E-mail address and password."""

    submit_text = "Sign in"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        name_field(self, "login", "E-mail address", "Enter your e-mail address.")
        name_field(self, "password", "Password", "Enter your password.")
        self.fields["password"].help_text = ""


class ResetPasswordForm(CouncilFormMixin, allauth.ResetPasswordForm):
    """Ask for a link by e-mail."""

    submit_text = "Send the link"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        name_field(self, "email", "E-mail address", "Enter your e-mail address.")


class ResetPasswordKeyForm(CouncilFormMixin, allauth.ResetPasswordKeyForm):
    """Set a new password after following the link."""

    submit_text = "Set the password"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        name_new_passwords(self)


class ChangePasswordForm(CouncilFormMixin, allauth.ChangePasswordForm):
    """Change the password while signed in."""

    submit_text = "Change the password"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        name_field(self, "oldpassword", "Current password", "Enter your current password.")
        name_new_passwords(self)


class SetPasswordForm(CouncilFormMixin, allauth.SetPasswordForm):
    """Set a first password."""

    submit_text = "Set the password"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        name_new_passwords(self)


def name_field(form, name: str, label: str, missing: str) -> None:
    form.fields[name].label = label
    form.fields[name].error_messages["required"] = missing


def name_new_passwords(form) -> None:
    name_field(form, "password1", "New password", "Enter a new password.")
    name_field(form, "password2", "New password again", "Enter the new password again.")
