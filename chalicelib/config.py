"""The settings of a deployment, read from the environment in one place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Final

NO_EMBEDDER: Final = "none"


class ConfigurationError(RuntimeError):
    """Raised when a setting is missing from the environment."""


@dataclass(frozen=True, slots=True)
class Config:
    """Each field is the environment variable of its name in capitals."""

    resource_prefix: str
    """Begins the name of every table: ``{prefix}-exams``."""
    frames_bucket: str
    violations_topic_arn: str
    live_queue_url: str
    lecturer_client_id: str
    """The Cognito app client of the site."""
    lecturer_issuer: str
    """What ``iss`` must say in a lecturer's token."""
    lecturer_keys_url: str
    """Where the issuer publishes its signing keys; apart from the issuer, because an
    emulated Cognito is not reached at the address it signs as."""
    attempt_key_parameter: str
    """The Systems Manager parameter that holds the key for students' tokens."""
    edge_key: str
    """What the content network sends along, so that the API knows it from who comes around it."""
    ice_urls: str
    """STUN and TURN servers for live video, parted by commas; a signalling channel of Kinesis
    Video Streams stands among them by its ARN."""
    ice_transport: str
    """``all``, or ``relay``: no browser of one side learns an address of the other's."""
    turn_secret: str
    """What our TURN servers share with us (coturn: ``static-auth-secret``)."""
    mail_sender: str
    site_url: str
    websocket_url: str
    websocket_management_url: str
    face_embedder: str
    """Which network compares faces, as ``module:class``; ``none``: people do
    (``docs/decisions/0095``)."""
    models_path: str
    """The folder of the ONNX files."""

    @property
    def compares_faces(self) -> bool:
        """Whether a network compares faces; without one people do."""
        return self.face_embedder != NO_EMBEDDER

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> Config:
        """
        Read every setting.

        Raises:
            ConfigurationError: Some are missing; the message names all of them.
        """
        names = {field.name: field.name.upper() for field in fields(cls)}
        missing = sorted(name for name in names.values() if not environment.get(name))
        if missing:
            raise ConfigurationError(f"missing in the environment: {', '.join(missing)}")
        return cls(**{field: environment[name] for field, name in names.items()})
