"""A lecturer's sign-in and what they are told."""

from __future__ import annotations

import secrets
from typing import Final

from chalicelib.domain.accounts import Invitation
from chalicelib.domain.mail_troubles import MailTrouble, TroubleReason
from tests.integration.core.authenticators import code_of
from tests.integration.core.conftest import PASSWORD, SignedIn, open_account
from tests.integration.core.scenes.stage import Send, Stage

MOST_ASKERS: Final = 8
"""As many as there are roles."""


class AccountScenes(Stage):
    """Requests about a lecturer's own account."""

    def _sign_in(self) -> Send:
        content = {"email": self.lecturer.email, "password": PASSWORD}
        return lambda: self.api.call("POST", "/sign-in", content)

    def _refresh_session(self) -> Send:
        content = {"refresh_token": self.lecturer.refresh_token}
        return lambda: self.api.call("POST", "/sign-in/refresh", content)

    def _show_me(self) -> Send:
        return lambda: self.api.call("GET", "/me", token=self.lecturer.id_token)

    def _show_alert_preferences(self) -> Send:
        return lambda: self.api.call("GET", "/me/alerts", token=self.lecturer.id_token)

    def _choose_alert_preferences(self) -> Send:
        token = self.lecturer.id_token
        return lambda: self.api.call("PUT", "/me/alerts", {"language": "vi"}, token=token)

    def _try_address_again(self) -> Send:
        address, token = self.lecturer.email, self.lecturer.id_token
        self.world.alerts.add_trouble(
            MailTrouble(address, TroubleReason.BOUNCED, self.world.clock.now())
        )
        return lambda: self.api.call(
            "POST", "/me/alerts/retries", {"address": address}, token=token
        )

    def _replace_temporary_password(self) -> Send:
        email = f"{secrets.token_hex(4)}@truong-mau.example"
        self.world.directory.create(Invitation(email, "Cô Mai"), PASSWORD)
        refused = self.api.call("POST", "/sign-in", {"email": email, "password": PASSWORD})
        content = {**refused.body["details"], "new_password": f"{PASSWORD}-moi"}
        return lambda: self.api.call("POST", "/sign-in/new-password", content)

    def _answer_with_code(self) -> Send:
        lecturer = open_account(self.world, "Cô Mai")
        key = self._asked_for_codes(lecturer)
        content = {"email": lecturer.email, "password": PASSWORD}
        step = self.api.call("POST", "/sign-in", content).body["details"]
        return lambda: self.api.call("POST", "/sign-in/code", {**step, "code": code_of(key)})

    def _forget_password(self) -> Send:
        content = {"email": self.lecturer.email}
        return lambda: self.api.call("POST", "/sign-in/forgotten-password", content)

    def _reset_password(self) -> Send:
        self._forget_password()()
        # Whatever looks like a code is right for moto.
        content = {"email": self.lecturer.email, "code": "123456", "new_password": PASSWORD}
        return lambda: self.api.call("POST", "/sign-in/password-reset", content)

    def _show_own_account(self) -> Send:
        return lambda: self.api.call("GET", "/me/account", token=self.lecturer.id_token)

    def _change_password(self) -> Send:
        who = self.lecturer
        content = {
            "access_token": who.access_token,
            "password": PASSWORD,
            "new_password": PASSWORD,
        }
        return lambda: self.api.call("PUT", "/me/password", content, token=who.id_token)

    def _begin_authenticator(self) -> Send:
        who = self.lecturer
        content = {"access_token": who.access_token}
        return lambda: self.api.call("POST", "/me/authenticator", content, token=who.id_token)

    def _confirm_authenticator(self) -> Send:
        who = open_account(self.world, "Cô Mai")
        key = self.world.own_account.begin_authenticator(who.access_token)
        return lambda: self.api.call(
            "PUT",
            "/me/authenticator",
            {"access_token": who.access_token, "code": code_of(key)},
            token=self.lecturer.id_token,
        )

    def _remove_authenticator(self) -> Send:
        who = self.lecturer
        content = {"access_token": who.access_token, "password": PASSWORD}
        path = "/me/authenticator/removal"
        return lambda: self.api.call("POST", path, content, token=who.id_token)

    def _sign_out_everywhere(self) -> Send:
        # Who did it once has no session to do it with again: a session for each who asks.
        others = iter([open_account(self.world, "Cô Mai") for _ in range(MOST_ASKERS)])
        return lambda: self.api.call(
            "POST",
            "/me/sign-outs",
            {"access_token": next(others).access_token},
            token=self.lecturer.id_token,
        )

    def _list_lecturers(self) -> Send:
        admin = self._admin()
        return lambda: self.api.call("GET", "/lecturers", token=admin.id_token)

    def _invite_lecturer(self) -> Send:
        admin = self._admin()
        content = {"email": f"{secrets.token_hex(4)}@truong-mau.example", "name": "Cô Mai"}
        return lambda: self.api.call("POST", "/lecturers", content, token=admin.id_token)

    def _deactivate_lecturer(self) -> Send:
        return self._change("deactivate")

    def _reactivate_lecturer(self) -> Send:
        return self._change("reactivate")

    def _forget_authenticator(self) -> Send:
        return self._change("authenticator-removal")

    def _change(self, step: str) -> Send:
        admin, other = self._admin(), open_account(self.world, "Cô Mai").lecturer.lecturer_id
        path = f"/lecturers/{other}/{step}"
        return lambda: self.api.call("POST", path, token=admin.id_token)

    def _admin(self) -> SignedIn:
        return open_account(self.world, "Thầy Quang", "admin")

    def _asked_for_codes(self, lecturer: SignedIn) -> str:
        """Let an authenticator be asked for; return its key."""
        own = self.world.own_account
        key = own.begin_authenticator(lecturer.access_token)
        own.confirm_authenticator(lecturer.access_token, code_of(key))
        return key
