# One page for the day of an exam, from what students feel to what limits us.

resource "aws_cloudwatch_dashboard" "exam_day" {
  dashboard_name = "${var.prefix}-exam-day"
  dashboard_body = jsonencode({
    widgets = [
      for position, chart in local.charts : {
        type   = "metric"
        x      = position % 2 * 12
        y      = floor(position / 2) * 6
        width  = 12
        height = 6
        properties = {
          title   = chart.title
          region  = var.region
          view    = "timeSeries"
          period  = 60
          stat    = chart.stat
          metrics = chart.metrics
        }
      }
    ]
  })
}

locals {
  charts = [
    {
      title   = "Oldest waiting message (s)"
      stat    = "Maximum"
      metrics = [for queue in local.queues : ["AWS/SQS", "ApproximateAgeOfOldestMessage", "QueueName", queue.name]]
    },
    {
      title   = "Dead letters"
      stat    = "Maximum"
      metrics = [for queue in local.queues : ["AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", queue.dead_letters_name]]
    },
    {
      title   = "API time, p95 (ms)"
      stat    = "p95"
      metrics = [["AWS/ApiGateway", "Latency", "ApiName", "${var.prefix}-api", "Stage", "api"]]
    },
    {
      title   = "API requests and failures"
      stat    = "Sum"
      metrics = [for metric in ["Count", "4XXError", "5XXError"] : ["AWS/ApiGateway", metric, "ApiName", "${var.prefix}-api", "Stage", "api"]]
    },
    {
      title   = "Function time, p95 (ms)"
      stat    = "p95"
      metrics = [for function in local.functions : ["AWS/Lambda", "Duration", "FunctionName", function.name]]
    },
    {
      title   = "Concurrent instances"
      stat    = "Maximum"
      metrics = [for function in local.functions : ["AWS/Lambda", "ConcurrentExecutions", "FunctionName", function.name]]
    },
    {
      title   = "Function errors and throttles"
      stat    = "Sum"
      metrics = [for pair in setproduct(["Errors", "Throttles"], [for function in local.functions : function.name]) : ["AWS/Lambda", pair[0], "FunctionName", pair[1]]]
    },
    {
      title   = "Mail"
      stat    = "Sum"
      metrics = [for metric in ["Send", "Bounce", "Complaint"] : ["AWS/SES", metric, "Installation", var.prefix]]
    },
  ]
}
