"""A lecturer's sign-in and what they are told."""

from __future__ import annotations

from chalicelib.domain.mail_troubles import MailTrouble, TroubleReason
from tests.integration.core.conftest import PASSWORD
from tests.integration.core.scenes.stage import Send, Stage


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
