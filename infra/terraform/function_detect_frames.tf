# Looks at uploaded frames, stores what it saw and publishes violations.

module "detect_frames" {
  source = "./modules/function"

  name               = "${var.prefix}-detect-frames"
  description        = "Looks at uploaded frames and finds violations."
  handler            = "functions.detect_frames.handler.handler"
  package_path       = local.packages.detect_frames
  layer_arns         = [for name in ["data", "vision", "models"] : aws_lambda_layer_version.this[name].arn]
  runtime            = local.runtime
  architecture       = var.architecture
  memory_megabytes   = 885 # half a core: less is paid for waiting, and an upload takes a tenth of a second more
  timeout_seconds    = 30
  environment        = local.environment
  policy             = data.aws_iam_policy_document.detect_frames.json
  log_retention_days = var.log_retention_days
  system_log_level   = var.system_log_level
  tracing_mode       = var.trace_uploads ? "Active" : "PassThrough"
  log_key_arn        = aws_kms_key.data.arn
}

resource "aws_lambda_event_source_mapping" "detect_frames" {
  event_source_arn                   = module.frames_queue.arn
  function_name                      = module.detect_frames.arn
  batch_size                         = 10
  maximum_batching_window_in_seconds = 0 # what is noticed must stand on the wall within seconds
  function_response_types            = ["ReportBatchItemFailures"]

  # Pollers that are kept ready start more instances at once; they are a ceiling by themselves, ten
  # instances a poller, and AWS takes one of the two.
  dynamic "scaling_config" {
    for_each = var.frames_pollers == null ? [var.maximum_concurrency.detect_frames] : []

    content {
      maximum_concurrency = scaling_config.value
    }
  }

  dynamic "provisioned_poller_config" {
    for_each = var.frames_pollers == null ? [] : [var.frames_pollers]

    content {
      minimum_pollers = provisioned_poller_config.value.minimum
      maximum_pollers = provisioned_poller_config.value.maximum
    }
  }
}

data "aws_iam_policy_document" "detect_frames" {
  source_policy_documents = [
    module.frames_queue.consumer_policy,
    data.aws_iam_policy_document.read_exams.json,
    data.aws_iam_policy_document.report_violations.json,
    data.aws_iam_policy_document.tell_expired.json,
  ]

  statement {
    sid       = "ReadFrames"
    actions   = ["s3:GetObject"]
    resources = ["${aws_s3_bucket.frames.arn}/frames/*"]
  }

  statement {
    sid       = "KeepEvidence"
    actions   = ["s3:DeleteObject", "s3:PutObject", "s3:PutObjectTagging"] # a better picture takes the place of another
    resources = ["${aws_s3_bucket.frames.arn}/evidence/*"]
  }

  statement {
    sid       = "StoreObservations"
    actions   = ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"]
    resources = [aws_dynamodb_table.observations.arn]
  }
}
