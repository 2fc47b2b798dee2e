"""Which installation in which account a command is about."""

from __future__ import annotations

import argparse

import boto3
from botocore.config import Config

CLIENT_SETTINGS = Config(
    connect_timeout=5, read_timeout=20, retries={"mode": "standard", "max_attempts": 3}
)
"""For somebody who waits in front of a terminal."""


def add_installation_options(parser: argparse.ArgumentParser) -> None:
    """Add ``--prefix``, ``--profile`` and ``--region`` to a command."""
    parser.add_argument("--prefix", required=True, help="the prefix, as in Terraform")
    parser.add_argument("--profile", help="a profile of the AWS command line")
    parser.add_argument("--region", help="the installation's region; default: the profile's")


def session_of(options: argparse.Namespace) -> boto3.Session:
    """
    Return the session that the options name.

    Raises:
        botocore.exceptions.ProfileNotFound: There is no such profile.
    """
    return boto3.Session(profile_name=options.profile, region_name=options.region)
