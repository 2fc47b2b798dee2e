"""Functions, their layers, and what starts them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from deployment.contents import FUNCTIONS
from deployment.doctor.findings import Finding, judged
from deployment.interpreters import PYTHON_VERSION
from local.resources import EVENT_SOURCES, qualified

if TYPE_CHECKING:
    import boto3
    from mypy_boto3_lambda.type_defs import FunctionConfigurationResponseTypeDef

FULL_NAMES = {package.name: package.name.replace("_", "-") for package in FUNCTIONS}
"""Each function's name after the prefix, by its folder's."""


def environment(session: boto3.Session, prefix: str) -> dict[str, str]:
    """Return the settings that every function has; they hold a secret, so print none of them."""
    name = qualified(prefix, FULL_NAMES["api"])
    configuration = session.client("lambda").get_function_configuration(FunctionName=name)
    return configuration.get("Environment", {}).get("Variables", {})


def check_functions(session: boto3.Session, prefix: str) -> Iterator[Finding]:
    """Look whether every function is ready, of one runtime, and on the same layers."""
    client = session.client("lambda")
    configurations = {
        name: client.get_function_configuration(FunctionName=qualified(prefix, name))
        for name in FULL_NAMES.values()
    }
    for name, configuration in configurations.items():
        yield judged(
            f"function {name}",
            list(_faults(configuration)),
            f"ready, {configuration.get('Runtime')} on {configuration['Architectures'][0]}",
        )
    yield _layers(configurations)


def _faults(configuration: FunctionConfigurationResponseTypeDef) -> Iterator[str]:
    if configuration.get("State", "Active") not in ("Active", "Inactive"):  # Inactive: asleep
        yield f"is {configuration['State']}: {configuration.get('StateReason', 'no reason given')}"
    if configuration.get("LastUpdateStatus", "Successful") != "Successful":
        yield f"its last update is {configuration['LastUpdateStatus']}"
    if configuration.get("Runtime") != f"python{PYTHON_VERSION}":
        yield f"runs {configuration.get('Runtime')}, its layers are for python{PYTHON_VERSION}"


def _layers(configurations: dict[str, FunctionConfigurationResponseTypeDef]) -> Finding:
    versions: dict[str, set[str]] = {}
    for configuration in configurations.values():
        for layer in configuration.get("Layers", []):
            name, _, version = layer["Arn"].rpartition(":")
            versions.setdefault(name.rpartition(":")[2], set()).add(version)
    return judged(
        "layers",
        [
            f"{name} is used in versions {', '.join(sorted(found))}: apply again"
            for name, found in versions.items()
            if len(found) > 1
        ],
        f"{len(versions)} in use, each in one version",
    )


def check_event_sources(session: boto3.Session, prefix: str) -> Iterator[Finding]:
    """Look whether every queue starts its function, and hands back what fails alone."""
    client = session.client("lambda")
    for source in EVENT_SOURCES:
        function = qualified(prefix, FULL_NAMES[source.function])
        queue = qualified(prefix, source.queue)
        mappings = [
            mapping
            for mapping in client.list_event_source_mappings(FunctionName=function)[
                "EventSourceMappings"
            ]
            if mapping["EventSourceArn"].endswith(f":{queue}")
        ]
        faults = [] if mappings else ["nothing reads the queue: apply again"]
        faults += [
            f"the mapping is {m['State']}"
            for m in mappings
            if m["State"] not in ("Enabled", "Updating")
        ]
        faults += [
            "one failed message brings back its whole batch: apply again"
            for m in mappings
            if "ReportBatchItemFailures" not in m.get("FunctionResponseTypes", [])
        ]
        yield judged(f"queue {source.queue} -> {source.function}", faults, "enabled")
