/** The calls about lecturers' accounts. */
import { request } from "../../api/client";
import type {
  Account,
  AccountPage,
  AuthenticatorKey,
  Invitation,
  OwnAccount,
} from "../../api/types";
import { accountRequest, lecturerRequest as send } from "../auth";

/** Have a code mailed; the answer is the same whether anybody has the address or not. */
export function forgetPassword(email: string): Promise<void> {
  return request("POST", "/sign-in/forgotten-password", { body: { email } });
}

export function resetPassword(email: string, code: string, new_password: string): Promise<void> {
  return request("POST", "/sign-in/password-reset", { body: { email, code, new_password } });
}

export function getOwnAccount(): Promise<OwnAccount> {
  return send("GET", "/me/account");
}

export function changePassword(password: string, new_password: string): Promise<void> {
  return accountRequest("PUT", "/me/password", { password, new_password });
}

export function beginAuthenticator(): Promise<AuthenticatorKey> {
  return accountRequest("POST", "/me/authenticator");
}

export function confirmAuthenticator(code: string): Promise<void> {
  return accountRequest("PUT", "/me/authenticator", { code });
}

export function removeAuthenticator(password: string): Promise<void> {
  return accountRequest("POST", "/me/authenticator/removal", { password });
}

export function listLecturers(cursor: string | null): Promise<AccountPage> {
  return send("GET", cursor ? `/lecturers?cursor=${encodeURIComponent(cursor)}` : "/lecturers");
}

export function inviteLecturer(invitation: Invitation): Promise<Account> {
  return send("POST", "/lecturers", { body: invitation });
}

export type AccountStep = "deactivate" | "reactivate" | "authenticator-removal";

export function changeAccount(lecturerId: string, step: AccountStep): Promise<void> {
  return send("POST", `/lecturers/${encodeURIComponent(lecturerId)}/${step}`, { body: {} });
}
