# Third-party code and model weights. They pass the 50 MB that Lambda takes in a request, so they go
# by way of a bucket.
#
# The data layer holds pynamodb, powertools, msgspec and PyJWT, without cryptography: only the API
# checks Cognito's signatures, and has those 15 MB in its own zip.

resource "aws_s3_bucket" "packages" {
  #checkov:skip=CKV2_AWS_62:nobody waits for a package to be copied
  bucket        = "${var.prefix}-packages"
  force_destroy = true # holds nothing that a build does not make again
}

resource "aws_s3_bucket_public_access_block" "packages" {
  bucket                  = aws_s3_bucket.packages.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_server_side_encryption_configuration" "packages" {
  bucket = aws_s3_bucket.packages.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_versioning" "packages" {
  bucket = aws_s3_bucket.packages.id

  versioning_configuration {
    status = "Enabled"
  }
}

# Lambda keeps its own copy of a layer.
resource "aws_s3_bucket_lifecycle_configuration" "packages" {
  bucket = aws_s3_bucket.packages.id

  rule {
    id     = "old-versions-expire"
    status = "Enabled"

    filter {}

    noncurrent_version_expiration {
      noncurrent_days = 30
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 1
    }
  }

  depends_on = [aws_s3_bucket_versioning.packages]
}

resource "aws_s3_object" "layer" {
  for_each = local.layer_packages

  bucket      = aws_s3_bucket.packages.id
  key         = "layers/${each.key}.zip"
  source      = each.value
  source_hash = filemd5(each.value)

  depends_on = [aws_s3_bucket_versioning.packages]
}

resource "aws_lambda_layer_version" "this" {
  for_each = local.layer_packages

  layer_name               = "${var.prefix}-${each.key}"
  s3_bucket                = aws_s3_object.layer[each.key].bucket
  s3_key                   = aws_s3_object.layer[each.key].key
  s3_object_version        = aws_s3_object.layer[each.key].version_id
  source_code_hash         = filebase64sha256(each.value)
  compatible_runtimes      = [local.runtime]
  compatible_architectures = [var.architecture]
}
