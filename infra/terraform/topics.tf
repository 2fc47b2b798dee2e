# Who listens to a topic stands in queues.tf: a queue whose sender is a topic subscribes to it.

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
