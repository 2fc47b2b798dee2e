"""Access logs of the two APIs, and the servers that relay live video."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from chalicelib.adapters.relays import CHANNEL
from deployment.doctor.findings import Finding, State, judged, well
from local.resources import qualified

if TYPE_CHECKING:
    import boto3

_NAMES_SOMEBODY: Final = ("sourceIp", "userAgent", "context.path", "resourcePath", "authorizer")
"""What a line of the log must not hold (``docs/decisions/0073``)."""
_RELAYS: Final = ("turn:", "turns:", CHANNEL)


def check_access_logs(session: boto3.Session, prefix: str) -> Iterator[Finding]:
    """Look whether both APIs write a line a request, and none that says who asked."""
    rest = session.client("apigateway")
    role = rest.get_account().get("cloudwatchRoleArn")
    apis = {api["name"]: api["id"] for api in rest.get_rest_apis(limit=500)["items"]}
    name = qualified(prefix, "api")
    stages = rest.get_stages(restApiId=apis[name])["item"] if name in apis else []
    logs = [stage.get("accessLogSettings", {}) for stage in stages]
    yield _judge("access log of the API", [dict(log) for log in logs], has_role=bool(role))
    live = session.client("apigatewayv2")
    sockets = {api["Name"]: api["ApiId"] for api in live.get_apis(MaxResults="500")["Items"]}
    name = qualified(prefix, "live")
    found = live.get_stages(ApiId=sockets[name])["Items"] if name in sockets else []
    logs_live = [
        {
            key[0].lower() + key[1:]: value
            for key, value in stage.get("AccessLogSettings", {}).items()
        }
        for stage in found
    ]
    yield _judge("access log of live", logs_live, has_role=bool(role))


def _judge(subject: str, logs: list[dict[str, Any]], *, has_role: bool) -> Finding:
    faults = [] if logs else ["there is no such API: apply again"]
    faults += ["nothing is written: apply again" for log in logs if not log.get("destinationArn")]
    faults += [
        f"a line holds {word}, and so names who asked"
        for log in logs
        for word in _NAMES_SOMEBODY
        if word in log.get("format", "")
    ]
    if not has_role:
        faults.append("API Gateway has no role to write logs by: api_log_role = true")
    return judged(subject, faults, "is written, and says nothing of who asked")


def check_relays(session: boto3.Session, settings: Mapping[str, str]) -> Iterator[Finding]:
    """Look whether live video has the relay that it must go through, where it must."""
    addresses = [one for one in settings.get("ICE_URLS", "").split(",") if one]
    relays = [one for one in addresses if one.startswith(_RELAYS)]
    for channel in (one for one in relays if one.startswith(CHANNEL)):
        client = session.client("kinesisvideo")
        status = client.describe_signaling_channel(ChannelARN=channel)["ChannelInfo"][
            "ChannelStatus"
        ]
        faults = [] if status == "ACTIVE" else [f"the channel is {status}"]
        yield judged("relays of Kinesis Video", faults, "the channel is ready")
    if relays:
        yield well("relays", f"{len(relays)} named; whether they answer is for the rehearsal")
    elif settings.get("ICE_TRANSPORT") == "relay":
        said = "none, and live video may take no other way: ice_urls or kinesis_video_relays"
        yield Finding("relays", State.FAULT, said)
    else:
        yield well("relays", "none: where browsers do not meet, a picture a second stands in")
