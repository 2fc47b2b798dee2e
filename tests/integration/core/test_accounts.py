"""Lecturers' accounts, from the invitation to the lost phone."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any

import pytest

from chalicelib.bootstrap import Collaborators
from tests.integration.core.api_client import Answer, ApiClient
from tests.integration.core.authenticators import code_of
from tests.integration.core.conftest import PASSWORD, SignedIn, open_account
from tests.integration.core.test_send_alerts import mails_to

ANOTHER = f"{PASSWORD}-khac"
WEAK = "ngan"


@dataclass(frozen=True)
class Reception:
    """Where accounts are asked for, by an admin."""

    api: ApiClient
    admin: SignedIn

    def call(self, method: str, path: str, content: object = None) -> Answer:
        return self.api.call(method, path, content, token=self.admin.id_token)

    def invite(self, email: str | None = None, **content: object) -> tuple[str, str]:
        """Return the address and the temporary password that was mailed."""
        email = email or f"{secrets.token_hex(4)}@truong-mau.example"
        answer = self.call("POST", "/lecturers", {"email": email, "name": "Cô Mai", **content})
        assert answer.status == 201, answer
        return email, password_in(mails_to(email)[-1])

    def find(self, email: str) -> dict[str, Any]:
        cursor: str | None = ""
        while cursor is not None:
            page = self.call("GET", f"/lecturers?cursor={cursor}" if cursor else "/lecturers").body
            for account in page["items"]:
                if account["email"] == email:
                    return dict(account)
            cursor = page["next_cursor"]
        raise LookupError(email)

    def sign_in(self, email: str, password: str) -> Answer:
        return self.api.call("POST", "/sign-in", {"email": email, "password": password})


def password_in(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert part is not None
    found = re.search(r"^\S+-Gt\d$", part.get_content(), re.MULTILINE)
    assert found
    return found[0]


@pytest.fixture
def reception(api: ApiClient, admin: SignedIn) -> Reception:
    return Reception(api, admin)


@pytest.fixture
def mai(world: Collaborators) -> SignedIn:
    return open_account(world, "Cô Mai")


def protect(api: ApiClient, who: SignedIn) -> str:
    """Have an authenticator asked for at sign-in; return its key."""
    token = {"access_token": who.access_token}
    drawn = api.call("POST", "/me/authenticator", token, token=who.id_token)
    key = str(drawn.body["key"])
    proof = {**token, "code": code_of(key)}
    assert api.call("PUT", "/me/authenticator", proof, token=who.id_token).status == 204
    return key


def test_who_is_invited_chooses_a_password_at_the_first_sign_in(reception: Reception) -> None:
    email, temporary = reception.invite()
    assert reception.find(email)["state"] == "invited"
    refused = reception.sign_in(email, temporary)
    assert (refused.status, refused.code) == (403, "new_password_required")
    content = {**refused.body["details"], "new_password": ANOTHER}
    session = reception.api.call("POST", "/sign-in/new-password", content)
    assert (session.status, session.body["lecturer"]["email"]) == (200, email)
    assert reception.find(email)["state"] == "active"
    assert reception.sign_in(email, ANOTHER).status == 200
    assert reception.sign_in(email, temporary).code == "wrong_password"


def test_a_weak_password_is_refused_at_its_field(reception: Reception) -> None:
    email, temporary = reception.invite()
    step = reception.sign_in(email, temporary).body["details"]
    content = {**step, "new_password": WEAK}
    refused = reception.api.call("POST", "/sign-in/new-password", content)
    assert refused.problems == [("new_password", "weak_password")]


def test_a_step_that_nobody_began_leads_nowhere(api: ApiClient, mai: SignedIn) -> None:
    step = {"username": mai.email, "challenge": "nonsense"}
    replaced = api.call("POST", "/sign-in/new-password", {**step, "new_password": ANOTHER})
    answered = api.call("POST", "/sign-in/code", {**step, "code": "123456"})
    assert [replaced.code, answered.code] == ["not_signed_in", "not_signed_in"]


def test_who_did_not_sign_in_yet_is_invited_again_and_has_another_password(
    reception: Reception,
) -> None:
    email, first = reception.invite()
    _, second = reception.invite(email)
    assert reception.sign_in(email, first).code == "wrong_password"
    assert reception.sign_in(email, second).code == "new_password_required"


def test_who_has_an_account_is_not_invited_again(reception: Reception, mai: SignedIn) -> None:
    refused = reception.call("POST", "/lecturers", {"email": mai.email, "name": "Ai đó"})
    assert (refused.status, refused.code) == (409, "lecturer_exists")
    assert reception.sign_in(mai.email, PASSWORD).status == 200


@pytest.mark.parametrize(
    ("email", "name", "problem"),
    [
        ("khong phai dia chi", "Cô Mai", ("email", "not_an_address")),
        ("mai@truong-mau.example\nBcc: x@y.example", "Cô Mai", ("email", "not_an_address")),
        ("mai@truong-mau.example", " ", ("name", "required")),
        ("mai@truong-mau.example", "Mai\u202eiaM", ("name", "malformed")),
    ],
)
def test_who_cannot_be_invited_is_named_at_the_field(
    reception: Reception, email: str, name: str, problem: tuple[str, str]
) -> None:
    refused = reception.call("POST", "/lecturers", {"email": email, "name": name})
    assert (refused.status, refused.problems) == (400, [problem])


def test_an_invited_admin_is_one(reception: Reception) -> None:
    email, temporary = reception.invite(is_admin=True)
    step = reception.sign_in(email, temporary).body["details"]
    content = {**step, "new_password": ANOTHER}
    session = reception.api.call("POST", "/sign-in/new-password", content).body
    assert session["lecturer"]["is_admin"]
    assert reception.find(email)["is_admin"]


def test_who_is_deactivated_neither_signs_in_nor_renews_a_session(
    reception: Reception, mai: SignedIn
) -> None:
    path = f"/lecturers/{mai.lecturer.lecturer_id}"
    assert reception.call("POST", f"{path}/deactivate").status == 204
    assert reception.find(mai.email)["state"] == "deactivated"
    assert reception.sign_in(mai.email, PASSWORD).code == "wrong_password"
    renewal = {"refresh_token": mai.refresh_token}
    assert reception.api.call("POST", "/sign-in/refresh", renewal).code == "not_signed_in"


def test_who_is_reactivated_signs_in_and_old_sessions_stay_ended(
    reception: Reception, mai: SignedIn
) -> None:
    path = f"/lecturers/{mai.lecturer.lecturer_id}"
    reception.call("POST", f"{path}/deactivate")
    assert reception.call("POST", f"{path}/reactivate").status == 204
    assert reception.sign_in(mai.email, PASSWORD).status == 200
    renewal = {"refresh_token": mai.refresh_token}
    assert reception.api.call("POST", "/sign-in/refresh", renewal).code == "not_signed_in"


def test_an_admin_cannot_lock_themselves_out(reception: Reception) -> None:
    own = reception.admin.lecturer.lecturer_id
    refused = reception.call("POST", f"/lecturers/{own}/deactivate")
    assert (refused.status, refused.code) == (409, "own_account")


def test_nobodys_account_is_not_found(reception: Reception) -> None:
    refused = reception.call("POST", f"/lecturers/{secrets.token_hex(16)}/deactivate")
    assert (refused.status, refused.code) == (404, "lecturer_not_found")


def test_an_authenticators_code_is_asked_for_at_sign_in(
    api: ApiClient, reception: Reception, mai: SignedIn
) -> None:
    key = protect(api, mai)
    refused = reception.sign_in(mai.email, PASSWORD)
    assert (refused.status, refused.code) == (403, "code_required")
    step = refused.body["details"]
    wrong = f"{(int(code_of(key)) + 1) % 1_000_000:06d}"
    again = api.call("POST", "/sign-in/code", {**step, "code": wrong})
    assert (again.status, again.code) == (409, "wrong_code")
    session = api.call("POST", "/sign-in/code", {**step, "code": code_of(key)})
    assert session.body["lecturer"]["email"] == mai.email


def test_a_wrong_code_switches_no_authenticator_on(
    api: ApiClient, reception: Reception, mai: SignedIn
) -> None:
    token = {"access_token": mai.access_token}
    key = api.call("POST", "/me/authenticator", token, token=mai.id_token).body["key"]
    wrong = f"{(int(code_of(key)) + 1) % 1_000_000:06d}"
    proof = {**token, "code": wrong}
    refused = api.call("PUT", "/me/authenticator", proof, token=mai.id_token)
    assert (refused.status, refused.code) == (409, "wrong_code")
    assert reception.sign_in(mai.email, PASSWORD).status == 200


def test_an_authenticators_address_is_what_apps_read(api: ApiClient, mai: SignedIn) -> None:
    token = {"access_token": mai.access_token}
    drawn = api.call("POST", "/me/authenticator", token, token=mai.id_token).body
    assert drawn["address"] == (
        f"otpauth://totp/Gi%C3%A1m%20Th%E1%BB%8B:{mai.email}"
        f"?secret={drawn['key']}&issuer=Gi%C3%A1m%20Th%E1%BB%8B"
    )


def test_an_authenticator_is_removed_with_the_password_alone(
    api: ApiClient, reception: Reception, mai: SignedIn
) -> None:
    protect(api, mai)
    assert api.call("GET", "/me/account", token=mai.id_token).body["has_authenticator"]
    content = {"access_token": mai.access_token, "password": "wrong"}
    path = "/me/authenticator/removal"
    assert api.call("POST", path, content, token=mai.id_token).code == "wrong_password"
    assert reception.sign_in(mai.email, PASSWORD).code == "code_required"
    right = {**content, "password": PASSWORD}
    assert api.call("POST", path, right, token=mai.id_token).status == 204
    assert reception.sign_in(mai.email, PASSWORD).status == 200
    assert not api.call("GET", "/me/account", token=mai.id_token).body["has_authenticator"]


def test_an_admin_helps_who_lost_their_phone(
    api: ApiClient, reception: Reception, mai: SignedIn
) -> None:
    protect(api, mai)
    path = f"/lecturers/{mai.lecturer.lecturer_id}/authenticator-removal"
    assert reception.call("POST", path).status == 204
    assert reception.sign_in(mai.email, PASSWORD).status == 200


def test_a_password_is_changed_with_the_one_before(
    api: ApiClient, reception: Reception, mai: SignedIn
) -> None:
    content = {"access_token": mai.access_token, "password": PASSWORD, "new_password": ANOTHER}
    wrong = {**content, "password": "wrong"}
    weak = {**content, "new_password": WEAK}
    send = [
        api.call("PUT", "/me/password", one, token=mai.id_token) for one in (wrong, weak, content)
    ]
    assert [answer.status for answer in send] == [401, 400, 204]
    assert reception.sign_in(mai.email, PASSWORD).code == "wrong_password"
    assert reception.sign_in(mai.email, ANOTHER).status == 200


def test_a_forgotten_password_is_replaced_with_a_mailed_code(
    api: ApiClient, reception: Reception, mai: SignedIn
) -> None:
    assert api.call("POST", "/sign-in/forgotten-password", {"email": mai.email}).status == 204
    content = {"email": mai.email, "code": "123456", "new_password": ANOTHER}
    assert api.call("POST", "/sign-in/password-reset", content).status == 204
    assert reception.sign_in(mai.email, ANOTHER).status == 200


def test_a_code_that_was_not_mailed_replaces_no_password(
    api: ApiClient, reception: Reception, mai: SignedIn
) -> None:
    api.call("POST", "/sign-in/forgotten-password", {"email": mai.email})
    # The emulator compares codes of its own kind alone.
    code = "moto-confirmation-code:0"
    content = {"email": mai.email, "code": code, "new_password": ANOTHER}
    refused = api.call("POST", "/sign-in/password-reset", content)
    assert (refused.status, refused.code) == (409, "wrong_code")
    assert reception.sign_in(mai.email, PASSWORD).status == 200


def test_whether_a_lecturer_exists_is_not_told_to_who_forgot_a_password(api: ApiClient) -> None:
    content = {"email": "khong-ai@truong-mau.example"}
    assert api.call("POST", "/sign-in/forgotten-password", content).status == 204


def test_no_lecturer_but_an_admin_looks_after_accounts(api: ApiClient, mai: SignedIn) -> None:
    refused = api.call("GET", "/lecturers", token=mai.id_token)
    assert (refused.status, refused.code) == (403, "admin_only")
