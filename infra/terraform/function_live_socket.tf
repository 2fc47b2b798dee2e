# Live connections of lecturers and students: a WebSocket API, and the one function behind it, which
# also pushes the violations that arrive on the live queue.

module "live_socket" {
  source = "./modules/function"

  name               = "${var.prefix}-live-socket"
  description        = "Serves live connections and pushes violations to them."
  handler            = "functions.live_socket.handler.handler"
  package_path       = local.packages.live_socket
  layer_arns         = [aws_lambda_layer_version.this["data"].arn]
  runtime            = local.runtime
  architecture       = var.architecture
  memory_megabytes   = 512
  timeout_seconds    = 10
  environment        = local.environment
  policy             = data.aws_iam_policy_document.live_socket.json
  log_retention_days = var.log_retention_days
  system_log_level   = var.system_log_level
  log_key_arn        = aws_kms_key.data.arn
}

resource "aws_lambda_event_source_mapping" "live_socket" {
  event_source_arn                   = module.live_queue.arn
  function_name                      = module.live_socket.arn
  batch_size                         = 10
  maximum_batching_window_in_seconds = 0 # somebody is watching
  function_response_types            = ["ReportBatchItemFailures"]

  scaling_config {
    maximum_concurrency = var.maximum_concurrency.live_socket
  }
}

data "aws_iam_policy_document" "live_socket" {
  source_policy_documents = [
    module.live_queue.consumer_policy,
    data.aws_iam_policy_document.show_evidence.json,
  ]

  statement {
    sid       = "KeepConnections"
    actions   = ["dynamodb:DeleteItem", "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"]
    resources = [aws_dynamodb_table.connections.arn]
  }

  statement {
    sid       = "ReadAttempts"
    actions   = ["dynamodb:GetItem"]
    resources = [aws_dynamodb_table.attempts.arn, aws_dynamodb_table.cameras.arn]
  }

  statement {
    sid       = "VerifyTickets"
    actions   = ["ssm:GetParameter"]
    resources = [aws_ssm_parameter.attempt_token_key.arn]
  }

  statement {
    sid     = "PostToConnectionsAndCloseThem"
    actions = ["execute-api:ManageConnections"]
    resources = [
      "${aws_apigatewayv2_api.live.execution_arn}/${local.websocket_stage}/DELETE/@connections/*",
      "${aws_apigatewayv2_api.live.execution_arn}/${local.websocket_stage}/POST/@connections/*",
    ]
  }
}

resource "aws_apigatewayv2_api" "live" {
  name                       = "${var.prefix}-live"
  description                = "Live connections of lecturers' and students' pages."
  protocol_type              = "WEBSOCKET"
  route_selection_expression = "$request.body.action"
}

# The function itself reads the action, so all of them take $default.
resource "aws_apigatewayv2_route" "live" {
  #checkov:skip=CKV_AWS_309:a ticket in the address would stand in logs; it comes with the first message
  for_each = toset(["$connect", "$disconnect", "$default"])

  api_id    = aws_apigatewayv2_api.live.id
  route_key = each.key
  target    = "integrations/${aws_apigatewayv2_integration.live.id}"
}

resource "aws_apigatewayv2_integration" "live" {
  api_id             = aws_apigatewayv2_api.live.id
  integration_type   = "AWS_PROXY"
  integration_method = "POST"
  integration_uri    = module.live_socket.invoke_arn
}

# Automatic deployment is for HTTP APIs only.
resource "aws_apigatewayv2_deployment" "live" {
  api_id = aws_apigatewayv2_api.live.id

  triggers = {
    routes = sha1(jsonencode([
      [for route in aws_apigatewayv2_route.live : route.route_key],
      aws_apigatewayv2_integration.live.integration_uri,
    ]))
  }

  lifecycle {
    create_before_destroy = true
  }

  depends_on = [aws_apigatewayv2_route.live]
}

resource "aws_apigatewayv2_stage" "live" {
  api_id        = aws_apigatewayv2_api.live.id
  name          = local.websocket_stage
  deployment_id = aws_apigatewayv2_deployment.live.id

  default_route_settings {
    throttling_rate_limit    = 500 # AWS lets 500 connect a second anyway
    throttling_burst_limit   = 500
    detailed_metrics_enabled = true
  }

  access_log_settings {
    destination_arn = aws_cloudwatch_log_group.access["live"].arn
    format          = jsonencode(local.live_access_log)
  }

  depends_on = [aws_api_gateway_account.logs]
}

resource "aws_lambda_permission" "live_socket" {
  statement_id  = "WebSocketApi"
  action        = "lambda:InvokeFunction"
  function_name = module.live_socket.name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_apigatewayv2_api.live.execution_arn}/*"
}
