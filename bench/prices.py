"""List prices of AWS, region us-east-1, in US dollars, without free tiers and discounts.

Each says where AWS published it: ``python -m bench.prices`` prints all with their sources.  AWS's
lists and pages could not be fetched from where this was written; they were looked up on 28 November
2026 as public documents quote them, with the list's version or the day it was read.  Compare them
with AWS's price pages before quoting a figure.

Other regions differ.  In Singapore (ap-southeast-1, the default of ``infra/terraform``) lists of
2026 have S3's storage at 0.025, logs at 0.70, CloudFront in Asia at 0.120 a GB and 0.012 for
10,000 requests; S3's requests and Lambda as here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Self

AS_OF: Final = "September and October 2026"


@dataclass(frozen=True, slots=True)
class Source:
    """Where and when AWS published a price."""

    place: str
    time: str


class Price(float):
    """US dollars for one of something, with where AWS published them."""

    source: Source

    def __new__(cls, dollars: float, source: Source) -> Self:
        """Return the price; it counts like any other number."""
        price = super().__new__(cls, dollars)
        price.source = source
        return price


def _price_list(offer: str, version: str) -> Source:
    """Name a file of AWS's Price List; its version begins with the day of publication."""
    return Source(f"Price List, {offer}, us-east-1", version)


_S3: Final = _price_list("AmazonS3", "20260928230416")
_SQS: Final = _price_list("AWSQueueService", "20260911124607")
_LAMBDA: Final = _price_list("AWSLambda", "20260919002359")
_DYNAMODB: Final = _price_list("AmazonDynamoDB", "20260911124422")
_API_GATEWAY: Final = _price_list("AmazonApiGateway", "20260921231404")
_CLOUDWATCH: Final = _price_list("AmazonCloudWatch", "20260922021715")
_XRAY: Final = _price_list("AWSXRay", "20260911124622")
_KMS: Final = _price_list("awskms", "20260911124601")
_TRANSFER: Final = _price_list("AWSDataTransfer", "20260916132208")
_CLOUDFRONT: Final = Source("Price List, AmazonCloudFront, United States", "read 2026-10-04")
_SES: Final = Source("Price List, AmazonSES, us-east-1", "read 2026-09-21")
# The list of us-east-1 was found without a date only; it says the same as these.
_SNS: Final = Source("Price List, AmazonSNS, us-west-2 and eu-central-1", "2026")
_REKOGNITION: Final = Source("aws.amazon.com/rekognition/pricing, an example", "read 2026-10-07")
_KINESIS_VIDEO: Final = Source(
    "aws.amazon.com/kinesis/video-streams/pricing, an example (US East)", "read 2026-10-07"
)

S3_PUT: Final = Price(0.005 / 1_000, _S3)
S3_GET: Final = Price(0.0004 / 1_000, _S3)
S3_GB_MONTH: Final = Price(0.023, _S3)
S3_TAG_MONTH: Final = Price(0.01 / 10_000, _S3)
"""A tag of an object."""
S3_GB_OUT: Final = Price(0.09, _TRANSFER)
"""To the internet, the first ten terabytes a month."""

SQS_REQUEST: Final = Price(0.40 / 1_000_000, _SQS)

LAMBDA_REQUEST: Final = Price(0.20 / 1_000_000, _LAMBDA)
LAMBDA_GB_SECOND: Final = {
    "x86_64": Price(0.0000166667, _LAMBDA),
    "arm64": Price(0.0000133334, _LAMBDA),
}

DYNAMODB_WRITE: Final = Price(0.625 / 1_000_000, _DYNAMODB)
"""A write of up to 1 KB, on demand."""
DYNAMODB_READ: Final = Price(0.125 / 1_000_000, _DYNAMODB)
"""A strongly consistent read of up to 4 KB, on demand; an eventually consistent one is half."""
DYNAMODB_GB_MONTH: Final = Price(0.25, _DYNAMODB)
DYNAMODB_RECOVERY_GB_MONTH: Final = Price(0.20, _DYNAMODB)
"""Point-in-time recovery."""

API_GATEWAY_REST: Final = Price(3.50 / 1_000_000, _API_GATEWAY)
WEBSOCKET_MINUTE: Final = Price(0.25 / 1_000_000, _API_GATEWAY)
WEBSOCKET_MESSAGE: Final = Price(1.00 / 1_000_000, _API_GATEWAY)
"""Of up to 32 KB."""
CLOUDFRONT_REQUEST: Final = Price(0.01 / 10_000, _CLOUDFRONT)
CLOUDFRONT_GB: Final = Price(0.085, _CLOUDFRONT)
SNS_PUBLISH: Final = Price(0.50 / 1_000_000, _SNS)
SES_MAIL: Final = Price(0.10 / 1_000, _SES)
"""Without a pricing plan; since July 2026 an account may have one, and Essentials costs more."""
LOGS_GB: Final = Price(0.50, _CLOUDWATCH)
ALARM_MONTH: Final = Price(0.10, _CLOUDWATCH)
XRAY_TRACE: Final = Price(5.00 / 1_000_000, _XRAY)
KMS_KEY_MONTH: Final = Price(1.00, _KMS)
KMS_REQUEST: Final = Price(0.03 / 10_000, _KMS)

KINESIS_CHANNEL_MONTH: Final = Price(0.03, _KINESIS_VIDEO)
"""A signalling channel that anything connected to in that month."""
KINESIS_TURN_MINUTE: Final = Price(0.12 / 1_000, _KINESIS_VIDEO)
"""A minute of TURN streaming; the traffic comes on top."""

REKOGNITION_IMAGE: Final = Price(0.001, _REKOGNITION)
"""One analysis of one image (faces, or labels), the first million a month."""


def all_prices() -> Iterator[tuple[str, Price]]:
    """Yield every price by its name here, those in a table as ``NAME[key]``."""
    for name, value in globals().items():
        if isinstance(value, Price):
            yield name, value
        elif name.isupper() and isinstance(value, dict):
            yield from ((f"{name}[{key}]", price) for key, price in value.items())


def main() -> None:
    """Print every price with its source."""
    for name, price in all_prices():
        print(f"{name:<28}{price:>16.10f}  {price.source.place}, {price.source.time}")


if __name__ == "__main__":
    main()
