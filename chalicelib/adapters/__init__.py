"""The only home of botocore and pynamodb."""
