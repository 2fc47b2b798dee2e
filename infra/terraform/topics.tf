# The key of alias/aws/sns lets in whoever in the account may use the topic: publishers need no rights
# on the key itself.
resource "aws_sns_topic" "violations" {
  name              = "${var.prefix}-violations"
  kms_master_key_id = "alias/aws/sns"
}

# What SES tells of mails that came back. The events name addresses: they pass through to one queue,
# and the function behind it keeps the address, the reason and what the mail server said, no more.
resource "aws_sns_topic" "mail_reports" {
  #checkov:skip=CKV_AWS_26:SES may not use the key that AWS keeps for topics, and SNS keeps nothing once it is delivered
  name = "${var.prefix}-mail-reports"
}

resource "aws_sns_topic_policy" "mail_reports" {
  arn    = aws_sns_topic.mail_reports.arn
  policy = data.aws_iam_policy_document.mail_reports.json
}

data "aws_iam_policy_document" "mail_reports" {
  statement {
    sid       = "ReportsOfOurMails"
    actions   = ["sns:Publish"]
    resources = [aws_sns_topic.mail_reports.arn]

    principals {
      type        = "Service"
      identifiers = ["ses.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceArn"
      values   = [aws_sesv2_configuration_set.alerts.arn]
    }
  }
}

# Raw: the consumers get the violation itself, not SNS's envelope around it.

resource "aws_sns_topic_subscription" "alerts" {
  topic_arn            = aws_sns_topic.violations.arn
  protocol             = "sqs"
  endpoint             = module.alerts_queue.arn
  raw_message_delivery = true
}

resource "aws_sns_topic_subscription" "urgent_alerts" {
  topic_arn            = aws_sns_topic.violations.arn
  protocol             = "sqs"
  endpoint             = module.urgent_alerts_queue.arn
  raw_message_delivery = true
}

resource "aws_sns_topic_subscription" "live" {
  topic_arn            = aws_sns_topic.violations.arn
  protocol             = "sqs"
  endpoint             = module.live_queue.arn
  raw_message_delivery = true
}

resource "aws_sns_topic_subscription" "mail_reports" {
  topic_arn            = aws_sns_topic.mail_reports.arn
  protocol             = "sqs"
  endpoint             = module.mail_reports_queue.arn
  raw_message_delivery = true
}
