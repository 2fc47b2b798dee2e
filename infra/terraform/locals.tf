locals {
  # The same map for every function and the API: chalicelib/config.py reads all of it at once, and
  # one map cannot drift apart. What a function may do with the names is in its policy.
  environment = {
    RESOURCE_PREFIX          = var.prefix
    FRAMES_BUCKET            = aws_s3_bucket.frames.bucket
    VIOLATIONS_TOPIC_ARN     = aws_sns_topic.violations.arn
    LIVE_QUEUE_URL           = module.live_queue.url
    LECTURER_CLIENT_ID       = aws_cognito_user_pool_client.site.id
    LECTURER_ISSUER          = local.lecturer_issuer
    LECTURER_KEYS_URL        = "${local.lecturer_issuer}/.well-known/jwks.json"
    ATTEMPT_KEY_PARAMETER    = aws_ssm_parameter.attempt_token_key.name
    EDGE_KEY                 = random_password.edge_key.result
    ICE_URLS                 = join(",", concat(var.ice_urls, [for stack in aws_cloudformation_stack.relays : stack.outputs["Arn"]]))
    ICE_TRANSPORT            = var.ice_transport
    TURN_SECRET              = random_password.turn_secret.result
    MAIL_SENDER              = var.mail_sender
    SITE_URL                 = var.site_url
    WEBSOCKET_URL            = local.websocket_url
    WEBSOCKET_MANAGEMENT_URL = replace(local.websocket_url, "wss://", "https://")
    FACE_EMBEDDER            = var.face_embedder
    MODELS_PATH              = "/opt/models"
  }

  # For whoever is to know of all: alarms, dashboard, outputs.
  functions = {
    api            = module.api
    detect_frames  = module.detect_frames
    send_alerts    = module.send_alerts
    live_socket    = module.live_socket
    sweep_attempts = module.sweep_attempts
    erase_data     = module.erase_data
  }

  lecturer_issuer = "https://${aws_cognito_user_pool.lecturers.endpoint}"

  # Put together here: the stage's own invoke_url is known only after the deployment, which needs the
  # routes, which need the function, which needs this address.
  websocket_stage = "live"
  websocket_url   = "${aws_apigatewayv2_api.live.api_endpoint}/${local.websocket_stage}"

  # The minor version that the layers' compiled wheels and .pyc files are built for.
  runtime = "python3.13"

  # Where deployment/contents.py puts them.
  packages = {
    for name in ["api", "detect_frames", "send_alerts", "live_socket", "sweep_attempts", "erase_data"] :
    name => "${var.packages_folder}/${var.architecture}/${name}.zip"
  }

  layer_packages = {
    for name in ["data", "vision", "models"] :
    name => "${var.packages_folder}/${var.architecture}/layers/${name}.zip"
  }
}
