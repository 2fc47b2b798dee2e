# The key that personal data is encrypted with: frames and evidence, the tables, the logs.
# An institution sees each of its uses in CloudTrail, and may take it away. The buckets of the site
# and of the packages hold nothing personal and keep AWS's key, as do messages that wait for seconds.
resource "aws_kms_key" "data" {
  description             = "What ${var.prefix} keeps of people: pictures, tables, logs."
  enable_key_rotation     = true
  deletion_window_in_days = 30 # the longest: with the key goes all that it encrypted
  policy                  = data.aws_iam_policy_document.data_key.json
}

resource "aws_kms_alias" "data" {
  name          = "alias/${var.prefix}-data"
  target_key_id = aws_kms_key.data.key_id
}

data "aws_iam_policy_document" "data_key" {
  #checkov:skip=CKV_AWS_109:a key's own policy; the account's rules say who of its people may manage it
  #checkov:skip=CKV_AWS_111:as above
  #checkov:skip=CKV_AWS_356:a key's policy names the key as *
  statement {
    sid       = "ManageByAccount"
    actions   = ["kms:*"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:root"]
    }
  }

  # Never by themselves: only where S3 or DynamoDB does what the function's own policy lets it ask for.
  statement {
    sid       = "UseThroughStorage"
    actions   = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
    resources = ["*"]

    principals {
      type = "AWS"
      identifiers = [
        module.api.role_arn,
        module.detect_frames.role_arn,
        module.live_socket.role_arn,
        module.send_alerts.role_arn,
        module.sweep_attempts.role_arn,
        module.erase_data.role_arn,
      ]
    }

    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values = [
        "dynamodb.${data.aws_region.current.region}.amazonaws.com",
        "s3.${data.aws_region.current.region}.amazonaws.com",
      ]
    }
  }

  statement {
    sid       = "EncryptLogs"
    actions   = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
    resources = ["*"]

    principals {
      type        = "Service"
      identifiers = ["logs.${data.aws_region.current.region}.amazonaws.com"]
    }

    condition {
      test     = "ArnLike"
      variable = "kms:EncryptionContext:aws:logs:arn"
      values = [
        for service in ["lambda", "apigateway"] :
        "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/${service}/${var.prefix}-*"
      ]
    }
  }
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}
