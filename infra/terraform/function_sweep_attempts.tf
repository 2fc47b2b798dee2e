# Once a minute: hands in what is overdue and notices silent cameras.

module "sweep_attempts" {
  source = "./modules/function"

  name               = "${var.prefix}-sweep-attempts"
  description        = "Hands in overdue attempts and notices silent cameras."
  handler            = "functions.sweep_attempts.handler.handler"
  package_path       = local.packages.sweep_attempts
  layer_arns         = [aws_lambda_layer_version.this["data"].arn]
  runtime            = local.runtime
  architecture       = var.architecture
  memory_megabytes   = 512
  timeout_seconds    = 50 # below the rate: one sweep ends before the next begins
  environment        = local.environment
  policy             = data.aws_iam_policy_document.sweep_attempts.json
  log_retention_days = var.log_retention_days
  log_key_arn        = aws_kms_key.data.arn
}

resource "aws_cloudwatch_event_rule" "sweep_attempts" {
  name                = "${var.prefix}-sweep-attempts"
  description         = "Starts the sweep."
  schedule_expression = "rate(1 minute)"
}

resource "aws_cloudwatch_event_target" "sweep_attempts" {
  rule = aws_cloudwatch_event_rule.sweep_attempts.name
  arn  = module.sweep_attempts.arn

  # The next minute's sweep does what this one failed to do.
  retry_policy {
    maximum_event_age_in_seconds = 60
    maximum_retry_attempts       = 0
  }

  depends_on = [aws_lambda_permission.sweep_attempts]
}

resource "aws_lambda_permission" "sweep_attempts" {
  statement_id  = "Schedule"
  action        = "lambda:InvokeFunction"
  function_name = module.sweep_attempts.name
  principal     = "events.amazonaws.com"
  source_arn    = aws_cloudwatch_event_rule.sweep_attempts.arn
}

data "aws_iam_policy_document" "sweep_attempts" {
  source_policy_documents = [
    data.aws_iam_policy_document.report_violations.json,
  ]

  statement {
    sid       = "FindOverdueAttempts"
    actions   = ["dynamodb:Query"]
    resources = ["${aws_dynamodb_table.attempts.arn}/index/by_deadline"]
  }

  statement {
    sid       = "FindUnjudgedEvents"
    actions   = ["dynamodb:Query"]
    resources = ["${aws_dynamodb_table.attempts.arn}/index/by_unjudged"]
  }

  statement {
    sid       = "JudgeEvents"
    actions   = ["dynamodb:Query", "dynamodb:UpdateItem"]
    resources = [aws_dynamodb_table.attempts.arn]
  }

  statement {
    sid       = "HandInAttempts"
    actions   = ["dynamodb:GetItem", "dynamodb:PutItem"]
    resources = [aws_dynamodb_table.attempts.arn]
  }

  statement {
    sid       = "ReadPapers"
    actions   = ["dynamodb:GetItem"]
    resources = [aws_dynamodb_table.exams.arn]
  }

  statement {
    sid       = "FindRoomCameras"
    actions   = ["dynamodb:Query"]
    resources = ["${aws_dynamodb_table.cameras.arn}/index/by_exam"]
  }

  statement {
    sid       = "HearOfCameras"
    actions   = ["dynamodb:Query"]
    resources = [aws_dynamodb_table.observations.arn]
  }
}
