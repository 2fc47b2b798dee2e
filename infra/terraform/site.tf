# The web site: files in a bucket that only CloudFront may read, and the REST API under /api of the
# same origin, so that no page needs CORS. Live connections go to their own address.

resource "aws_s3_bucket" "site" {
  #checkov:skip=CKV2_AWS_62:nobody waits for a page to be copied
  bucket        = "${var.prefix}-site"
  force_destroy = true # holds nothing that a build does not make again
}

resource "aws_s3_bucket_public_access_block" "site" {
  bucket                  = aws_s3_bucket.site.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_server_side_encryption_configuration" "site" {
  bucket = aws_s3_bucket.site.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

# What a bad deployment overwrote can be brought back.
resource "aws_s3_bucket_versioning" "site" {
  bucket = aws_s3_bucket.site.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "site" {
  bucket = aws_s3_bucket.site.id

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

  depends_on = [aws_s3_bucket_versioning.site]
}

resource "aws_s3_bucket_policy" "site" {
  bucket = aws_s3_bucket.site.id
  policy = data.aws_iam_policy_document.site_bucket.json

  depends_on = [aws_s3_bucket_public_access_block.site]
}

data "aws_iam_policy_document" "site_bucket" {
  statement {
    sid       = "OnlyThisDistribution"
    actions   = ["s3:GetObject"]
    resources = ["${aws_s3_bucket.site.arn}/*"]

    principals {
      type        = "Service"
      identifiers = ["cloudfront.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceArn"
      values   = [aws_cloudfront_distribution.site.arn]
    }
  }
}

resource "aws_cloudfront_origin_access_control" "site" {
  name                              = "${var.prefix}-site"
  description                       = "Signs what the distribution reads from the bucket."
  origin_access_control_origin_type = "s3"
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
}

# Addresses below /lecturer are routes of one page, all other ones of the student's. An error page
# could not do this: it would also stand in for the API's own 404.
resource "aws_cloudfront_function" "pages" {
  name    = "${var.prefix}-pages"
  comment = "Serves each route's page; local/gateway/static_pages.py does the same."
  runtime = "cloudfront-js-2.0"
  publish = true
  code    = file("${path.module}/site_pages.js")
}

resource "aws_cloudfront_response_headers_policy" "site" {
  #checkov:skip=CKV_AWS_259:preloading binds the whole domain, which is the institution's to decide
  name    = "${var.prefix}-site"
  comment = "What the pages may load and use."

  security_headers_config {
    content_security_policy {
      content_security_policy = local.content_security_policy
      override                = true
    }

    content_type_options {
      override = true
    }

    frame_options {
      frame_option = "DENY"
      override     = true
    }

    referrer_policy {
      referrer_policy = "no-referrer" # addresses hold names of attempts
      override        = true
    }

    strict_transport_security {
      access_control_max_age_sec = 63072000
      include_subdomains         = true
      override                   = true
    }
  }

  custom_headers_config {
    items {
      header   = "Permissions-Policy"
      value    = "camera=(self), display-capture=(self), fullscreen=(self), microphone=(self), geolocation=(), payment=(), usb=()"
      override = true
    }
  }
}

locals {
  # Both names of the bucket: signed addresses use one or the other, by the client's settings.
  frames_origins = join(" ", [
    "https://${aws_s3_bucket.frames.bucket_regional_domain_name}",
    "https://${aws_s3_bucket.frames.bucket_domain_name}",
  ])

  # local/gateway/security_headers.py sends the same on a laptop; a test compares both.
  content_security_policy = join("; ", [
    "default-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "connect-src 'self' ${aws_apigatewayv2_api.live.api_endpoint} ${local.frames_origins}",
    "font-src 'self'",
    "img-src 'self' blob: data: ${local.frames_origins}",
    "manifest-src 'self'",
    "media-src 'self' blob:",
    "require-trusted-types-for 'script'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'", # the lecturers' components set styles as they run
    "trusted-types default",            # web/src/shared/trustedTypes.ts
    "worker-src 'self' blob:",
  ])

  # CloudFront's own policies (AWS documentation, "Use managed policies").
  caching_optimized          = "658327ea-f89d-4fab-a63d-7e88639e58f6"
  caching_disabled           = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
  all_viewer_but_host_header = "b689b0a8-53d0-40ab-baf2-68738e2966ac"
}

resource "random_password" "edge_key" {
  length  = 40
  special = false
}

resource "aws_cloudfront_distribution" "site" {
  #checkov:skip=CKV_AWS_310:the pages are in one bucket and the API in one region; there is no second to turn to
  #checkov:skip=CKV_AWS_374:students sit their exams from anywhere
  enabled             = true
  comment             = "${var.prefix}: pages and API"
  is_ipv6_enabled     = true
  http_version        = "http2and3"
  price_class         = "PriceClass_200" # with Asia, without South America and Australia
  default_root_object = "index.html"
  aliases             = var.site_certificate_arn == null ? [] : [regex("^https://([^:]+)", var.site_url)[0]]

  origin {
    origin_id                = "pages"
    domain_name              = aws_s3_bucket.site.bucket_regional_domain_name
    origin_access_control_id = aws_cloudfront_origin_access_control.site.id
  }

  # The stage is called api: /api/... passes through unchanged.
  origin {
    origin_id   = "api"
    domain_name = "${aws_api_gateway_rest_api.api.id}.execute-api.${var.region}.amazonaws.com"

    custom_origin_config {
      http_port              = 80
      https_port             = 443
      origin_protocol_policy = "https-only"
      origin_ssl_protocols   = ["TLSv1.2"]
    }

    # The API believes in the viewer's address only beside this key.
    custom_header {
      name  = "X-Edge-Key"
      value = random_password.edge_key.result
    }
  }

  # How long a browser keeps a file is said by the file itself; see docs/operations.md.
  default_cache_behavior {
    target_origin_id           = "pages"
    viewer_protocol_policy     = "redirect-to-https"
    allowed_methods            = ["GET", "HEAD"]
    cached_methods             = ["GET", "HEAD"]
    compress                   = true
    cache_policy_id            = local.caching_optimized
    response_headers_policy_id = aws_cloudfront_response_headers_policy.site.id

    function_association {
      event_type   = "viewer-request"
      function_arn = aws_cloudfront_function.pages.arn
    }
  }

  ordered_cache_behavior {
    path_pattern               = "/api/*"
    target_origin_id           = "api"
    viewer_protocol_policy     = "https-only"
    allowed_methods            = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"]
    cached_methods             = ["GET", "HEAD"]
    compress                   = true
    cache_policy_id            = local.caching_disabled
    origin_request_policy_id   = local.all_viewer_but_host_header
    response_headers_policy_id = aws_cloudfront_response_headers_policy.site.id
  }

  restrictions {
    geo_restriction {
      restriction_type = "none" # students sit their exams from anywhere
    }
  }

  viewer_certificate {
    cloudfront_default_certificate = var.site_certificate_arn == null
    acm_certificate_arn            = var.site_certificate_arn
    ssl_support_method             = var.site_certificate_arn == null ? null : "sni-only"
    minimum_protocol_version       = var.site_certificate_arn == null ? "TLSv1" : "TLSv1.2_2021"
  }
}
