"""The provider's schema out of a description like the one it is made from."""

from __future__ import annotations

import io
import json
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.infra.offline_terraform.schemas import aws_schema

PACKAGE = "@cdktf/provider-aws"


def given(name: str, kind: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"name": name, "type": kind, **more}


TEXT = {"primitive": "string"}
TYPES = {
    f"{PACKAGE}.provider.AwsProviderConfig": {
        "kind": "interface",
        "properties": [given("alias", TEXT, optional=True), given("region", TEXT, optional=True)],
    },
    f"{PACKAGE}.quay.Quay": {
        "kind": "class",
        "base": "cdktf.TerraformResource",
        "docs": {"summary": "Represents a {@link https://x/docs/resources/quay aws_quay}."},
        "properties": [
            given("arn", TEXT),
            given("lengthMetres", {"primitive": "number"}),
            given("nameInput", TEXT),
        ],
    },
    f"{PACKAGE}.quay.QuayConfig": {
        "kind": "interface",
        "properties": [
            given("name", TEXT),
            given("lengthMetres", {"primitive": "number"}, optional=True),
            given("count", {"primitive": "number"}, optional=True),
            given("tags", {"collection": {"kind": "map", "elementtype": TEXT}}, optional=True),
            given(
                "berth",
                {
                    "union": {
                        "types": [
                            {"fqn": "cdktf.IResolvable"},
                            {
                                "collection": {
                                    "kind": "array",
                                    "elementtype": {"fqn": f"{PACKAGE}.quay.QuayBerth"},
                                }
                            },
                        ]
                    }
                },
                optional=True,
            ),
        ],
    },
    f"{PACKAGE}.quay.QuayBerth": {"kind": "interface", "properties": [given("depth", TEXT)]},
}


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    packed = io.BytesIO()
    content = json.dumps({"types": TYPES}).encode()
    with tarfile.open(fileobj=packed, mode="w:gz") as package:
        entry = tarfile.TarInfo("package/.jsii")
        entry.size = len(content)
        package.addfile(entry, io.BytesIO(content))
    wheel: Path = tmp_path_factory.mktemp("wheel") / "some.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("aws/_jsii/some.jsii.tgz", packed.getvalue())
    return aws_schema(wheel)


@pytest.fixture(scope="module")
def attributes(schema: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = schema["resources"]["aws_quay"]["attributes"]
    return found


def test_what_must_be_given_is_required_and_not_computed(attributes: dict[str, Any]) -> None:
    assert attributes["name"] == {"type": "string", "required": True, "computed": False}


def test_what_may_be_given_and_is_told_is_both(attributes: dict[str, Any]) -> None:
    assert attributes["length_metres"] == {"type": "number", "required": False, "computed": True}


def test_what_is_only_told_cannot_be_given(attributes: dict[str, Any]) -> None:
    assert attributes["arn"] == {"type": "string", "required": None, "computed": True}


def test_terraforms_own_arguments_are_in_no_schema(attributes: dict[str, Any]) -> None:
    assert attributes.keys() == {"name", "length_metres", "tags", "arn", "id"}


def test_a_map_is_a_map(attributes: dict[str, Any]) -> None:
    assert attributes["tags"]["type"] == ["map", "string"]


def test_a_list_of_structures_is_a_nested_block(schema: dict[str, Any]) -> None:
    berth = schema["resources"]["aws_quay"]["blocks"]["berth"]
    assert (berth["single"], berth["required"]) == (False, False)
    assert berth["block"]["attributes"].keys() == {"depth"}


def test_the_providers_own_settings_are_read_without_terraforms(schema: dict[str, Any]) -> None:
    assert schema["provider"]["attributes"].keys() == {"region"}
