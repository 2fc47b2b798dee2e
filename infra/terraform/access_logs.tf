# A line for each request to the two APIs: what was asked for, when, what came of it and how long it
# took.  Nothing of who asked: no address, no browser, no token, and routes in place of paths, which
# hold the names of attempts (docs/decisions/0073).

resource "aws_cloudwatch_log_group" "access" {
  for_each = local.access_logs

  name              = "/aws/apigateway/${var.prefix}-${each.key}"
  retention_in_days = var.log_retention_days
  kms_key_id        = aws_kms_key.data.arn
}

locals {
  access_logs = {
    api  = local.api_access_log
    live = local.live_access_log
  }

  # The function's own log knows a request by the name that function_request_id says.
  api_access_log = {
    request_id             = "$context.requestId"
    function_request_id    = "$context.integration.requestId"
    trace_id               = "$context.xrayTraceId"
    time_ms                = "$context.requestTimeEpoch"
    method                 = "$context.httpMethod"
    route                  = "$context.resourcePath"
    status                 = "$context.status"
    refused_as             = "$context.error.responseType"
    latency_ms             = "$context.responseLatency"
    integration_status     = "$context.integration.status"
    integration_latency_ms = "$context.integration.latency"
    response_bytes         = "$context.responseLength"
  }

  live_access_log = {
    request_id             = "$context.requestId"
    function_request_id    = "$context.integration.requestId"
    time_ms                = "$context.requestTimeEpoch"
    event                  = "$context.eventType"
    route                  = "$context.routeKey"
    status                 = "$context.status"
    refused_as             = "$context.error.responseType"
    integration_status     = "$context.integration.status"
    integration_latency_ms = "$context.integration.latency"
  }
}

# API Gateway writes the logs of every API of an account and region by one role, and refuses a role
# that may do less than AWS's own policy for it.
resource "aws_api_gateway_account" "logs" {
  count = var.api_log_role ? 1 : 0

  cloudwatch_role_arn = aws_iam_role.api_logs[0].arn

  depends_on = [aws_iam_role_policy_attachment.api_logs]
}

resource "aws_iam_role" "api_logs" {
  count = var.api_log_role ? 1 : 0

  name               = "${var.prefix}-api-logs"
  description        = "What API Gateway writes its logs by."
  assume_role_policy = data.aws_iam_policy_document.api_logs.json
}

resource "aws_iam_role_policy_attachment" "api_logs" {
  count = var.api_log_role ? 1 : 0

  role       = aws_iam_role.api_logs[0].name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs"
}

data "aws_iam_policy_document" "api_logs" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["apigateway.amazonaws.com"]
    }
  }
}
