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
  system_log_level   = var.system_log_level
  log_key_arn        = aws_kms_key.data.arn
}

module "sweep_schedule" {
  source = "./modules/schedule"

  name          = "${var.prefix}-sweep-attempts"
  description   = "Starts the sweep."
  rate          = "rate(1 minute)"
  function_name = module.sweep_attempts.name
  function_arn  = module.sweep_attempts.arn
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
