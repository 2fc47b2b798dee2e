# The REST API's function: Chalice's app, all routes in one.

module "api" {
  source = "./modules/function"

  name                 = "${var.prefix}-api"
  description          = "Serves the REST API."
  handler              = "app.app"
  package_path         = local.packages.api
  layer_arns           = [aws_lambda_layer_version.this["data"].arn]
  runtime              = local.runtime
  architecture         = var.architecture
  memory_megabytes     = 1024
  timeout_seconds      = 29 # API Gateway does not wait longer
  reserved_concurrency = var.api_reserved_concurrency
  environment          = local.environment
  policy               = data.aws_iam_policy_document.api.json
  log_retention_days   = var.log_retention_days
  system_log_level     = var.system_log_level
  log_key_arn          = aws_kms_key.data.arn
}

data "aws_iam_policy_document" "api" {
  source_policy_documents = [
    data.aws_iam_policy_document.lend_relays.json,
    data.aws_iam_policy_document.show_evidence.json,
    data.aws_iam_policy_document.tell_expired.json,
  ]

  statement {
    sid = "ManageExams"
    actions = [
      "dynamodb:BatchGetItem",
      "dynamodb:DeleteItem",
      "dynamodb:GetItem",
      "dynamodb:PutItem",
      "dynamodb:Query",
    ]
    resources = [aws_dynamodb_table.exams.arn]
  }

  # Whom a lecturer takes for somebody else in a spot check.
  statement {
    sid       = "TellOfDoubts"
    actions   = ["sns:Publish"]
    resources = [aws_sns_topic.violations.arn]
  }

  statement {
    sid       = "TellOfActs"
    actions   = ["sqs:SendMessage"]
    resources = [module.live_queue.arn]
  }

  statement {
    sid       = "WriteAttempts"
    actions   = ["dynamodb:BatchGetItem", "dynamodb:BatchWriteItem", "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query", "dynamodb:UpdateItem"]
    resources = [aws_dynamodb_table.attempts.arn]
  }

  statement {
    sid       = "ManageRoomCameras"
    actions   = ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"]
    resources = [aws_dynamodb_table.cameras.arn]
  }

  statement {
    sid = "MindTheDoor"
    actions = [
      "dynamodb:BatchGetItem",
      "dynamodb:BatchWriteItem",
      "dynamodb:PutItem",
      "dynamodb:Query",
      "dynamodb:UpdateItem",
    ]
    resources = [aws_dynamodb_table.admissions.arn]
  }

  statement {
    sid     = "ListByIndex"
    actions = ["dynamodb:Query"]
    resources = [
      "${aws_dynamodb_table.exams.arn}/index/by_lecturer",
      "${aws_dynamodb_table.attempts.arn}/index/by_exam",
      "${aws_dynamodb_table.violations.arn}/index/by_exam",
      "${aws_dynamodb_table.cameras.arn}/index/by_exam",
    ]
  }

  statement {
    sid       = "KeepAlertPreferences"
    actions   = ["dynamodb:BatchGetItem", "dynamodb:DeleteItem", "dynamodb:GetItem", "dynamodb:PutItem"]
    resources = [aws_dynamodb_table.alerts.arn]
  }

  # A signed upload or picture address works with the rights of the role that signed it.
  statement {
    sid       = "SignUploads"
    actions   = ["s3:PutObject", "s3:PutObjectTagging"]
    resources = ["${aws_s3_bucket.frames.arn}/frames/*"]
  }

  # Judging an exam anew reads what was seen and changes what stands, with pictures while there are.
  statement {
    sid       = "ReadAndSealObservations"
    actions   = ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"]
    resources = [aws_dynamodb_table.observations.arn]
  }

  statement {
    sid = "ChangeViolations"
    actions = [
      "dynamodb:GetItem",
      "dynamodb:PutItem",
      "dynamodb:Query",
      "dynamodb:UpdateItem",
    ]
    resources = [aws_dynamodb_table.violations.arn]
  }

  statement {
    sid       = "ReadFrames"
    actions   = ["s3:GetObject"]
    resources = ["${aws_s3_bucket.frames.arn}/frames/*"]
  }

  statement {
    sid       = "KeepEvidence"
    actions   = ["s3:PutObject", "s3:PutObjectTagging"]
    resources = ["${aws_s3_bucket.frames.arn}/evidence/*"]
  }

  statement {
    sid = "KeepQuestions"
    actions = [
      "dynamodb:DeleteItem",
      "dynamodb:GetItem",
      "dynamodb:PutItem",
      "dynamodb:Query",
    ]
    resources = [aws_dynamodb_table.questions.arn]
  }

  # The pictures of questions: signed to be uploaded, looked at, kept, signed to be seen.
  statement {
    sid     = "LookAtPictures"
    actions = ["s3:GetObject", "s3:PutObject"]
    resources = [
      "${aws_s3_bucket.frames.arn}/picture-uploads/*",
      "${aws_s3_bucket.frames.arn}/pictures/*",
    ]
  }

  # The pictures of student cards: signed to be uploaded, looked at; kept as evidence.
  statement {
    sid       = "LookAtCards"
    actions   = ["s3:GetObject", "s3:PutObject"]
    resources = ["${aws_s3_bucket.frames.arn}/card-uploads/*"]
  }

  # Reports are put there, and fetched with an address signed here.
  statement {
    sid       = "OfferReports"
    actions   = ["s3:GetObject", "s3:PutObject"]
    resources = ["${aws_s3_bucket.frames.arn}/reports/*"]
  }

  statement {
    sid       = "FindColleagues"
    actions   = ["cognito-idp:AdminGetUser"]
    resources = [aws_cognito_user_pool.lecturers.arn]
  }

  statement {
    sid = "LookAfterAccounts"
    actions = [
      "cognito-idp:AdminAddUserToGroup",
      "cognito-idp:AdminCreateUser",
      "cognito-idp:AdminDisableUser",
      "cognito-idp:AdminEnableUser",
      "cognito-idp:AdminSetUserMFAPreference",
      "cognito-idp:AdminSetUserPassword",
      "cognito-idp:AdminUserGlobalSignOut",
      "cognito-idp:ListUsers",
      "cognito-idp:ListUsersInGroup",
    ]
    resources = [aws_cognito_user_pool.lecturers.arn]
  }

  statement {
    sid       = "MailInvitations"
    actions   = ["ses:SendRawEmail"]
    resources = [aws_sesv2_email_identity.sender.arn, aws_sesv2_configuration_set.alerts.arn]

    condition {
      test     = "StringEquals"
      variable = "ses:FromAddress"
      values   = [var.mail_sender]
    }
  }

  # Cognito's sign-in calls carry the lecturer's own proof and need no rights.
  statement {
    sid       = "SignTokens"
    actions   = ["ssm:GetParameter"]
    resources = [aws_ssm_parameter.attempt_token_key.arn]
  }
}
