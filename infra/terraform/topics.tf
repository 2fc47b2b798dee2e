# The key of alias/aws/sns lets in whoever in the account may use the topic: publishers need no rights
# on the key itself.
resource "aws_sns_topic" "violations" {
  name              = "${var.prefix}-violations"
  kms_master_key_id = "alias/aws/sns"
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
