# Once a minute: erases what lecturers asked to have erased.

module "erase_data" {
  source = "./modules/function"

  name               = "${var.prefix}-erase-data"
  description        = "Erases what lecturers asked to have erased."
  handler            = "functions.erase_data.handler.handler"
  package_path       = local.packages.erase_data
  layer_arns         = [aws_lambda_layer_version.this["data"].arn]
  runtime            = local.runtime
  architecture       = var.architecture
  memory_megabytes   = 512
  timeout_seconds    = 50 # below the rate: one round ends before the next begins
  environment        = local.environment
  policy             = data.aws_iam_policy_document.erase_data.json
  log_retention_days = var.log_retention_days
  system_log_level   = var.system_log_level
  log_key_arn        = aws_kms_key.data.arn
}

module "erase_schedule" {
  source = "./modules/schedule"

  name          = "${var.prefix}-erase-data"
  description   = "Starts a round of erasing."
  rate          = "rate(1 minute)"
  function_name = module.erase_data.name
  function_arn  = module.erase_data.arn
}

data "aws_iam_policy_document" "erase_data" {
  # Tasks, receipts and lecturers' acts are changed; what is an exam's own goes.
  statement {
    sid = "KeepReceipts"
    actions = [
      "dynamodb:BatchWriteItem",
      "dynamodb:DeleteItem",
      "dynamodb:Query",
      "dynamodb:UpdateItem",
    ]
    resources = [aws_dynamodb_table.exams.arn]
  }

  statement {
    sid = "EraseAttempts"
    actions = [
      "dynamodb:BatchWriteItem",
      "dynamodb:DeleteItem",
      "dynamodb:GetItem",
      "dynamodb:Query",
      "dynamodb:UpdateItem",
    ]
    resources = [aws_dynamodb_table.attempts.arn]
  }

  statement {
    sid     = "EraseWhatWasSeen"
    actions = ["dynamodb:BatchWriteItem", "dynamodb:Query"]
    resources = [
      aws_dynamodb_table.observations.arn,
      aws_dynamodb_table.violations.arn,
      aws_dynamodb_table.cameras.arn,
    ]
  }

  # A class list is written whole, under its version.
  statement {
    sid       = "StrikeOff"
    actions   = ["dynamodb:BatchWriteItem", "dynamodb:PutItem", "dynamodb:Query"]
    resources = [aws_dynamodb_table.admissions.arn]
  }

  statement {
    sid       = "ForgetMails"
    actions   = ["dynamodb:BatchWriteItem", "dynamodb:Scan"]
    resources = [aws_dynamodb_table.alerts.arn]
  }

  statement {
    sid       = "ForgetCameraKeys"
    actions   = ["dynamodb:DeleteItem", "dynamodb:Scan"]
    resources = [aws_dynamodb_table.cameras.arn]
  }

  statement {
    sid       = "HangUp"
    actions   = ["dynamodb:DeleteItem", "dynamodb:Query"]
    resources = [aws_dynamodb_table.connections.arn]
  }

  statement {
    sid       = "FindPictures"
    actions   = ["s3:ListBucketVersions"]
    resources = [aws_s3_bucket.frames.arn]
  }

  statement {
    sid     = "ErasePictures"
    actions = ["s3:DeleteObjectVersion"]
    resources = [
      "${aws_s3_bucket.frames.arn}/frames/*",
      "${aws_s3_bucket.frames.arn}/evidence/*",
      "${aws_s3_bucket.frames.arn}/card-uploads/*",
      "${aws_s3_bucket.frames.arn}/reports/*",
    ]
  }
}
