# Rights that several functions have in common: each function's policy takes over those that it needs.

data "aws_iam_policy_document" "read_exams" {
  statement {
    sid     = "ReadExamsAndAttempts"
    actions = ["dynamodb:GetItem"]
    resources = [
      aws_dynamodb_table.exams.arn,
      aws_dynamodb_table.attempts.arn,
      aws_dynamodb_table.cameras.arn,
    ]
  }
}

data "aws_iam_policy_document" "report_violations" {
  statement {
    sid = "StoreViolations"
    actions = [
      "dynamodb:DeleteItem",
      "dynamodb:GetItem",
      "dynamodb:PutItem",
      "dynamodb:Query",
      "dynamodb:UpdateItem",
    ]
    resources = [aws_dynamodb_table.violations.arn]
  }

  statement {
    sid       = "PublishViolations"
    actions   = ["sns:Publish"]
    resources = [aws_sns_topic.violations.arn]
  }
}

# A signed address works with the rights of the role that signed it.
data "aws_iam_policy_document" "show_evidence" {
  statement {
    sid       = "ShowEvidence"
    actions   = ["s3:GetObject"]
    resources = ["${aws_s3_bucket.frames.arn}/evidence/*"]
  }
}

# Nothing is listed: without this right S3 answers 403, not 404, for a picture that has expired.
data "aws_iam_policy_document" "tell_expired" {
  statement {
    sid       = "TellExpiredFromForbidden"
    actions   = ["s3:ListBucket"]
    resources = [aws_s3_bucket.frames.arn]
  }
}
