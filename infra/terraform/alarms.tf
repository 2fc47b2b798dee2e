# What wakes somebody up. What each alarm means and what to do: docs/operations.md.

# Not encrypted with a key of its own: CloudWatch could not use the account's, and what is said here
# names resources only.
resource "aws_sns_topic" "alarms" {
  #checkov:skip=CKV_AWS_26:CloudWatch may not use the key that AWS keeps for topics
  name = "${var.prefix}-alarms"
}

resource "aws_sns_topic_subscription" "alarms" {
  for_each = toset(var.alarm_mails)

  topic_arn = aws_sns_topic.alarms.arn
  protocol  = "email"
  endpoint  = each.key
}

locals {
  # The age is of the oldest message that nobody took yet: seconds that somebody waits.
  oldest_seconds = {
    frames = 60
    # What waits for the end of a digest's five minutes is taken and comes again.
    alerts        = 900
    urgent_alerts = 60
    live          = 60
    mail_reports  = 900
  }
}

resource "aws_cloudwatch_metric_alarm" "queue_age" {
  for_each = local.queues

  alarm_name          = "${each.value.name}-age"
  alarm_description   = "The queue is not kept up with."
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateAgeOfOldestMessage"
  dimensions          = { QueueName = each.value.name }
  statistic           = "Maximum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = local.oldest_seconds[each.key]
  period              = 60
  evaluation_periods  = 3 # a burst at the start of an exam passes by itself
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}

resource "aws_cloudwatch_metric_alarm" "dead_letters" {
  for_each = local.queues

  alarm_name          = "${each.value.dead_letters_name}-any"
  alarm_description   = "Work failed five times and waits for a person."
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateNumberOfMessagesVisible"
  dimensions          = { QueueName = each.value.dead_letters_name }
  statistic           = "Maximum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  period              = 60
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
}

resource "aws_cloudwatch_metric_alarm" "function_errors" {
  for_each = local.functions

  alarm_name          = "${each.value.name}-errors"
  alarm_description   = "Invocations end in an error or are cut off."
  namespace           = "AWS/Lambda"
  metric_name         = "Errors"
  dimensions          = { FunctionName = each.value.name }
  statistic           = "Sum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  period              = 60
  evaluation_periods  = 5
  datapoints_to_alarm = 2 # one alone was retried
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
}

resource "aws_cloudwatch_metric_alarm" "function_throttles" {
  for_each = local.functions

  alarm_name          = "${each.value.name}-throttles"
  alarm_description   = "Lambda refuses to start more instances: a quota, or a reserve, is used up."
  namespace           = "AWS/Lambda"
  metric_name         = "Throttles"
  dimensions          = { FunctionName = each.value.name }
  statistic           = "Sum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  period              = 60
  evaluation_periods  = 3
  datapoints_to_alarm = 2
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
}

resource "aws_cloudwatch_metric_alarm" "concurrency" {
  alarm_name          = "${var.prefix}-concurrency"
  alarm_description   = "Four fifths of the account's concurrent executions are in use."
  namespace           = "AWS/Lambda"
  metric_name         = "ConcurrentExecutions"
  statistic           = "Maximum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = floor(0.8 * var.account_concurrency)
  period              = 60
  evaluation_periods  = 2
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
}

resource "aws_cloudwatch_metric_alarm" "api_errors" {
  alarm_name          = "${var.prefix}-api-server-errors"
  alarm_description   = "More than one request in a hundred fails on our side."
  namespace           = "AWS/ApiGateway"
  metric_name         = "5XXError"
  dimensions          = { ApiName = aws_api_gateway_rest_api.api.name, Stage = aws_api_gateway_stage.api.stage_name }
  statistic           = "Average"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0.01
  period              = 60
  evaluation_periods  = 3
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
}

resource "aws_cloudwatch_metric_alarm" "api_latency" {
  alarm_name          = "${var.prefix}-api-latency"
  alarm_description   = "One request in twenty takes longer than three seconds."
  namespace           = "AWS/ApiGateway"
  metric_name         = "Latency"
  dimensions          = { ApiName = aws_api_gateway_rest_api.api.name, Stage = aws_api_gateway_stage.api.stage_name }
  extended_statistic  = "p95"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 3000
  period              = 60
  evaluation_periods  = 3
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
}

# Of the whole account. AWS reviews a sender at 5 % bounces or 0.1 % complaints, and may stop it at twice that.
resource "aws_cloudwatch_metric_alarm" "mail_reputation" {
  for_each = { BounceRate = 0.05, ComplaintRate = 0.001 }

  alarm_name          = "${var.prefix}-mail-${lower(replace(each.key, "Rate", "s"))}"
  alarm_description   = "Mail is refused or reported so often that AWS may stop it."
  namespace           = "AWS/SES"
  metric_name         = "Reputation.${each.key}"
  statistic           = "Maximum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = each.value
  period              = 3600
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
}
