# Frames as browsers upload them (frames/) and the pictures kept as evidence (evidence/); the pictures
# of questions, as lecturers upload them (picture-uploads/) and as they are kept (pictures/); the
# pictures of student cards as students upload them (card-uploads/), kept as evidence.

resource "aws_s3_bucket" "frames" {
  bucket = "${var.prefix}-frames"
}

resource "aws_s3_bucket_public_access_block" "frames" {
  bucket                  = aws_s3_bucket.frames.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "frames" {
  bucket = aws_s3_bucket.frames.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "frames" {
  bucket = aws_s3_bucket.frames.id

  rule {
    # One key of the bucket's for many pictures: KMS is asked now and then, not for each upload.
    bucket_key_enabled = true

    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.data.arn
    }
  }
}

# What is overwritten or deleted by mistake can be brought back for one more day, and no longer:
# pictures of people must really be gone when they are said to be.
resource "aws_s3_bucket_versioning" "frames" {
  bucket = aws_s3_bucket.frames.id

  versioning_configuration {
    status = "Enabled"
  }
}

# The classes of chalicelib/domain/retention.py; a test holds the two together.
locals {
  frame_days     = [1, 3, 7, 14]
  evidence_weeks = 60
}

resource "aws_s3_bucket_lifecycle_configuration" "frames" {
  bucket = aws_s3_bucket.frames.id

  rule {
    id     = "frames-expire"
    status = "Enabled"

    filter {
      prefix = "frames/"
    }

    expiration {
      days = var.frame_retention_days
    }

    noncurrent_version_expiration {
      noncurrent_days = 1
    }
  }

  # An exam may want its uploads gone earlier: they carry the days as a tag, and the earlier rule counts.
  dynamic "rule" {
    for_each = toset([for days in local.frame_days : tostring(days) if days < var.frame_retention_days])

    content {
      id     = "frames-expire-after-${rule.value}"
      status = "Enabled"

      filter {
        and {
          prefix = "frames/"
          tags   = { frame-days = rule.value }
        }
      }

      expiration {
        days = tonumber(rule.value)
      }

      noncurrent_version_expiration {
        noncurrent_days = 1
      }
    }
  }

  # Kept pictures carry the weeks until their exam's evidence is to go.
  dynamic "rule" {
    for_each = toset([for weeks in range(1, local.evidence_weeks + 1) : tostring(weeks)])

    content {
      id     = "evidence-expires-after-${rule.value}-weeks"
      status = "Enabled"

      filter {
        and {
          prefix = "evidence/"
          tags   = { evidence-weeks = rule.value }
        }
      }

      expiration {
        days = 7 * tonumber(rule.value)
      }

      noncurrent_version_expiration {
        noncurrent_days = 1
      }
    }
  }

  # A kept picture is a copy; what nobody kept is not wanted.
  rule {
    id     = "picture-uploads-expire"
    status = "Enabled"

    filter {
      prefix = "picture-uploads/"
    }

    expiration {
      days = 1
    }

    noncurrent_version_expiration {
      noncurrent_days = 1
    }
  }

  # A kept card is a copy, too; what its student did not choose is wanted even less.
  rule {
    id     = "card-uploads-expire"
    status = "Enabled"

    filter {
      prefix = "card-uploads/"
    }

    expiration {
      days = 1
    }

    noncurrent_version_expiration {
      noncurrent_days = 1
    }
  }

  # Whoever asked for a report fetches it at once; another is made in seconds.
  rule {
    id     = "reports-expire"
    status = "Enabled"

    filter {
      prefix = "reports/"
    }

    expiration {
      days = 1
    }

    noncurrent_version_expiration {
      noncurrent_days = 1
    }
  }

  # Without this, the markers that expiry leaves behind pile up for ever.
  rule {
    id     = "clean-up"
    status = "Enabled"

    filter {}

    expiration {
      expired_object_delete_marker = true
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 1
    }
  }

  depends_on = [aws_s3_bucket_versioning.frames]
}

resource "aws_s3_bucket_cors_configuration" "frames" {
  bucket = aws_s3_bucket.frames.id

  cors_rule {
    allowed_methods = ["GET", "POST"]
    allowed_origins = [var.site_url]
    allowed_headers = ["*"]
    expose_headers  = ["ETag"]
    max_age_seconds = 3600
  }
}

resource "aws_s3_bucket_policy" "frames" {
  bucket = aws_s3_bucket.frames.id
  policy = data.aws_iam_policy_document.frames_bucket.json

  depends_on = [aws_s3_bucket_public_access_block.frames]
}

data "aws_iam_policy_document" "frames_bucket" {
  statement {
    sid       = "OnlyOverTls"
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = [aws_s3_bucket.frames.arn, "${aws_s3_bucket.frames.arn}/*"]

    principals {
      type        = "*"
      identifiers = ["*"]
    }

    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }
}

# A bucket has one notification resource; a second one anywhere would silently replace it.
resource "aws_s3_bucket_notification" "frames" {
  bucket = aws_s3_bucket.frames.id

  queue {
    queue_arn     = module.frames_queue.arn
    events        = ["s3:ObjectCreated:*"]
    filter_prefix = "frames/"
    filter_suffix = ".mjpg"
  }
}
