# Mails lecturers about violations, one digest an exam and window.

module "send_alerts" {
  source = "./modules/function"

  name               = "${var.prefix}-send-alerts"
  description        = "Mails lecturers a digest of new violations."
  handler            = "functions.send_alerts.handler.handler"
  package_path       = local.packages.send_alerts
  layer_arns         = [aws_lambda_layer_version.this["data"].arn]
  runtime            = local.runtime
  architecture       = var.architecture
  memory_megabytes   = 512
  timeout_seconds    = 25
  environment        = local.environment
  policy             = data.aws_iam_policy_document.send_alerts.json
  log_retention_days = var.log_retention_days
  system_log_level   = var.system_log_level
  log_key_arn        = aws_kms_key.data.arn
}

resource "aws_lambda_event_source_mapping" "send_alerts" {
  event_source_arn                   = module.alerts_queue.arn
  function_name                      = module.send_alerts.arn
  batch_size                         = 100
  maximum_batching_window_in_seconds = 30 # what makes a digest of many alerts
  function_response_types            = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = var.maximum_concurrency.send_alerts
  }
}

resource "aws_lambda_event_source_mapping" "send_urgent_alerts" {
  event_source_arn                   = module.urgent_alerts_queue.arn
  function_name                      = module.send_alerts.arn
  batch_size                         = 100
  maximum_batching_window_in_seconds = 0
  function_response_types            = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = var.maximum_concurrency.send_alerts
  }
}

resource "aws_lambda_event_source_mapping" "take_mail_reports" {
  event_source_arn                   = module.mail_reports_queue.arn
  function_name                      = module.send_alerts.arn
  batch_size                         = 10
  maximum_batching_window_in_seconds = 0
  function_response_types            = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = var.maximum_concurrency.send_alerts
  }
}

data "aws_iam_policy_document" "send_alerts" {
  source_policy_documents = [
    module.alerts_queue.consumer_policy,
    module.urgent_alerts_queue.consumer_policy,
    module.mail_reports_queue.consumer_policy,
    data.aws_iam_policy_document.read_exams.json,
    data.aws_iam_policy_document.show_evidence.json,
    data.aws_iam_policy_document.tell_expired.json,
  ]

  statement {
    sid       = "ReadViolations"
    actions   = ["dynamodb:BatchGetItem"]
    resources = [aws_dynamodb_table.violations.arn]
  }

  statement {
    sid       = "ListViolations"
    actions   = ["dynamodb:Query"]
    resources = ["${aws_dynamodb_table.violations.arn}/index/by_exam"]
  }

  statement {
    sid       = "TellOnce"
    actions   = ["dynamodb:BatchGetItem", "dynamodb:BatchWriteItem", "dynamodb:GetItem", "dynamodb:PutItem"]
    resources = [aws_dynamodb_table.alerts.arn]
  }

  statement {
    sid       = "SendMail"
    actions   = ["ses:SendRawEmail"]
    resources = [aws_sesv2_email_identity.sender.arn, aws_sesv2_configuration_set.alerts.arn]

    condition {
      test     = "StringEquals"
      variable = "ses:FromAddress"
      values   = [var.mail_sender]
    }
  }
}
