"""SigV4 signatures of S3, computed by botocore's own signer."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from botocore.auth import S3SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from local.emulator.s3_requests import S3Error

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ALGORITHM: Final = "AWS4-HMAC-SHA256"
_SCOPE_PARTS: Final = 5


@dataclass(frozen=True, slots=True)
class Keys:
    """The access keys that may sign, with their secrets, and the region of the buckets."""

    secrets: Mapping[str, str]
    region: str

    def verifier(self, credential: str, timestamp: str) -> Verifier:
        """
        Return the verifier for a credential scope (``KEY/20261122/REGION/s3/aws4_request``).

        Raises:
            S3Error: The scope is malformed, for elsewhere, or of an unknown key.
        """
        parts = credential.split("/")
        if len(parts) != _SCOPE_PARTS:
            raise malformed("X-Amz-Credential is malformed")
        access_key, date, region, *service = parts
        if region != self.region:
            raise malformed(f"the region '{region}' is wrong; expecting '{self.region}'")
        if service != ["s3", "aws4_request"] or date != timestamp[:8]:
            raise malformed("the credential scope does not fit the request")
        if access_key not in self.secrets:
            raise S3Error(
                403,
                "InvalidAccessKeyId",
                "The AWS Access Key Id you provided does not exist in our records.",
                AWSAccessKeyId=access_key,
            )
        return Verifier(Credentials(access_key, self.secrets[access_key]), region, timestamp)


@dataclass(frozen=True, slots=True)
class Verifier:
    """Recomputes signatures for one credential scope and moment."""

    credentials: Credentials
    region: str
    timestamp: str

    def verify_text(self, text: str, signature: str) -> None:
        """
        Hold the signature of a text (a base64 policy) against its own.

        Raises:
            S3Error: They differ.
        """
        signer = S3SigV4QueryAuth(self.credentials, "s3", self.region)
        self._compare(signer.signature(text, self._request("POST", "https://s3/")), signature)

    def verify_request(
        self,
        method: str,
        url: str,
        query: Sequence[tuple[str, str]],
        headers: Mapping[str, str],
        signature: str,
    ) -> None:
        """
        Hold the signature of a presigned request against its own.

        Args:
            method: HTTP method.
            url: Address without its query, the path encoded as SigV4 wants it.
            query: Every decoded query parameter but the signature.
            headers: The signed headers as they arrived.
            signature: What the request claims.

        Raises:
            S3Error: They differ.
        """
        request = self._request(method, url)
        # botocore also takes pairs, which keep repeated names.
        request.params = list(query)  # type: ignore[assignment]
        for name, value in headers.items():
            request.headers[name] = value
        signer = S3SigV4QueryAuth(self.credentials, "s3", self.region)
        text = signer.string_to_sign(request, signer.canonical_request(request))
        self._compare(signer.signature(text, request), signature)

    def _request(self, method: str, url: str) -> AWSRequest:
        request = AWSRequest(method=method, url=url)
        request.context["timestamp"] = self.timestamp
        return request

    @staticmethod
    def _compare(expected: str, signature: str) -> None:
        if not hmac.compare_digest(expected.encode(), signature.encode()):
            raise S3Error(
                403,
                "SignatureDoesNotMatch",
                "The request signature we calculated does not match the signature you provided. "
                "Check your key and signing method.",
            )


def malformed(reason: str) -> S3Error:
    """Return the error for signing parameters that cannot be read."""
    return S3Error(400, "AuthorizationQueryParametersError", f"Error parsing parameters; {reason}")
