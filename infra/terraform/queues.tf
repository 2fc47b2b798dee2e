# Visibility time-outs are six times the consumer's time-out, batching window included, as AWS asks.

module "frames_queue" {
  source = "./modules/queue"

  name                       = "${var.prefix}-frames"
  visibility_timeout_seconds = 180
  max_receive_count          = 5

  sender = {
    service    = "s3.amazonaws.com"
    source_arn = aws_s3_bucket.frames.arn
  }
}

module "alerts_queue" {
  source = "./modules/queue"

  name                       = "${var.prefix}-alerts"
  visibility_timeout_seconds = 180
  max_receive_count          = 5

  sender = {
    service    = "sns.amazonaws.com"
    source_arn = aws_sns_topic.violations.arn
  }
}

# What must not wait for a digest; the same function decides which of the two ways an alert takes.
module "urgent_alerts_queue" {
  source = "./modules/queue"

  name                       = "${var.prefix}-urgent-alerts"
  visibility_timeout_seconds = 180
  max_receive_count          = 5

  sender = {
    service    = "sns.amazonaws.com"
    source_arn = aws_sns_topic.violations.arn
  }
}

module "live_queue" {
  source = "./modules/queue"

  name                       = "${var.prefix}-live"
  visibility_timeout_seconds = 60
  max_receive_count          = 5

  sender = {
    service    = "sns.amazonaws.com"
    source_arn = aws_sns_topic.violations.arn
  }
}

module "mail_reports_queue" {
  source = "./modules/queue"

  name                       = "${var.prefix}-mail-reports"
  visibility_timeout_seconds = 180
  max_receive_count          = 5

  sender = {
    service    = "sns.amazonaws.com"
    source_arn = aws_sns_topic.mail_reports.arn
  }
}

locals {
  # For whoever is to know of all: alarms, dashboard, outputs.
  queues = {
    frames        = module.frames_queue
    alerts        = module.alerts_queue
    urgent_alerts = module.urgent_alerts_queue
    live          = module.live_queue
    mail_reports  = module.mail_reports_queue
  }
}
