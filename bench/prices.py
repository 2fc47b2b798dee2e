"""List prices of AWS, region us-east-1, in US dollars, without free tiers and discounts.

As they stood in 2025.  Those of Lambda and DynamoDB were compared with published lists (DynamoDB's
of July 2025, after its prices were halved); the others were written down from memory.  Compare
them with AWS's price pages before quoting a figure, for your own region too.
"""

from __future__ import annotations

from typing import Final

AS_OF: Final = "2025"

S3_PUT: Final = 0.005 / 1_000
S3_GET: Final = 0.0004 / 1_000
S3_GB_MONTH: Final = 0.023
S3_GB_OUT: Final = 0.09
"""To the internet, the first ten terabytes a month."""

SQS_REQUEST: Final = 0.40 / 1_000_000

LAMBDA_REQUEST: Final = 0.20 / 1_000_000
LAMBDA_GB_SECOND: Final = {"x86_64": 0.0000166667, "arm64": 0.0000133334}

DYNAMODB_WRITE: Final = 0.625 / 1_000_000
"""A write of up to 1 KB, on demand."""
DYNAMODB_READ: Final = 0.125 / 1_000_000
"""A strongly consistent read of up to 4 KB, on demand; an eventually consistent one is half."""

API_GATEWAY_REST: Final = 3.50 / 1_000_000
CLOUDFRONT_REQUEST: Final = 0.01 / 10_000
CLOUDFRONT_GB: Final = 0.085
WEBSOCKET_MINUTE: Final = 0.25 / 1_000_000
WEBSOCKET_MESSAGE: Final = 1.00 / 1_000_000
SNS_PUBLISH: Final = 0.50 / 1_000_000
SES_MAIL: Final = 0.10 / 1_000
LOGS_GB: Final = 0.50
XRAY_TRACE: Final = 5.00 / 1_000_000

REKOGNITION_IMAGE: Final = 0.001
"""One analysis of one image (faces, or labels), the first million a month."""
