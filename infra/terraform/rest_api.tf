# The REST API, written from the same routes as app.py; a test holds the two against each other.
#
# The routes are spelled out because Chalice picks the view by the API's resource path: under one
# {proxy+} resource it would find none.

locals {
  routes = {
    "/sign-in"                                       = ["post"]
    "/sign-in/refresh"                               = ["post"]
    "/sign-in/new-password"                          = ["post"]
    "/sign-in/code"                                  = ["post"]
    "/sign-in/forgotten-password"                    = ["post"]
    "/sign-in/password-reset"                        = ["post"]
    "/me"                                            = ["get"]
    "/me/account"                                    = ["get"]
    "/me/password"                                   = ["put"]
    "/me/authenticator"                              = ["post", "put"]
    "/me/authenticator/removal"                      = ["post"]
    "/me/sign-outs"                                  = ["post"]
    "/lecturers"                                     = ["get", "post"]
    "/lecturers/{lecturer_id}/deactivate"            = ["post"]
    "/lecturers/{lecturer_id}/reactivate"            = ["post"]
    "/lecturers/{lecturer_id}/authenticator-removal" = ["post"]
    "/me/alerts"                                     = ["get", "put"]
    "/me/alerts/retries"                             = ["post"]
    "/exams"                                         = ["get", "post"]
    "/exams/{exam_id}"                               = ["get", "put", "delete"]
    "/exams/{exam_id}/publish"                       = ["post"]
    "/exams/{exam_id}/withdraw"                      = ["post"]
    "/exams/{exam_id}/open"                          = ["post"]
    "/exams/{exam_id}/close"                         = ["post"]
    "/exams/{exam_id}/archive"                       = ["post"]
    "/exams/{exam_id}/restore"                       = ["post"]
    "/exams/{exam_id}/room-code"                     = ["post"]
    "/exams/{exam_id}/co-lecturers"                  = ["put"]
    "/exams/{exam_id}/clone"                         = ["post"]
    "/exams/{exam_id}/attempts"                      = ["get"]
    "/exams/{exam_id}/violations"                    = ["get"]
    "/exams/{exam_id}/live-ticket"                   = ["post"]
    "/exams/{exam_id}/acts"                          = ["get", "post"]
    "/exams/{exam_id}/frames"                        = ["get"]
    "/exams/{exam_id}/policy-preview"                = ["post"]
    "/exams/{exam_id}/rejudge"                       = ["post"]
    "/exams/{exam_id}/export"                        = ["get"]
    "/exams/{exam_id}/results"                       = ["get"]
    "/exams/{exam_id}/correction-preview"            = ["post"]
    "/exams/{exam_id}/corrections"                   = ["get", "post"]
    "/exams/{exam_id}/rescoring"                     = ["post"]
    "/exams/{exam_id}/results-workbook"              = ["get"]
    "/exams/{exam_id}/roster"                        = ["get", "put"]
    "/exams/{exam_id}/roster/pins"                   = ["post"]
    "/exams/{exam_id}/refused-entries"               = ["get"]
    "/roster-imports"                                = ["post"]
    "/roster-template"                               = ["get"]
    "/exam-templates"                                = ["get"]
    "/question-imports"                              = ["post"]
    "/bank-questions"                                = ["get", "post"]
    "/bank-questions/{question_id}"                  = ["get", "put", "delete"]
    "/picture-uploads"                               = ["post"]
    "/pictures"                                      = ["get", "post"]
    "/rooms/{room_code}"                             = ["get"]
    "/rooms/{room_code}/attempts"                    = ["post"]
    "/attempts/{attempt_id}"                         = ["get"]
    "/attempts/{attempt_id}/answers/{question_id}"   = ["put"]
    "/attempts/{attempt_id}/heartbeat"               = ["post"]
    "/attempts/{attempt_id}/start"                   = ["post"]
    "/attempts/{attempt_id}/pictures"                = ["get"]
    "/attempts/{attempt_id}/submit"                  = ["post"]
    "/attempts/{attempt_id}/answer-sheet"            = ["get"]
    "/attempts/{attempt_id}/live-ticket"             = ["post"]
    "/attempts/{attempt_id}/camera-check"            = ["get"]
    "/attempts/{attempt_id}/card"                    = ["put"]
    "/attempts/{attempt_id}/card-uploads"            = ["post"]
    "/attempts/{attempt_id}/notices/{notice_id}"     = ["put"]

    # Review of an attempt.
    "/policies"                                                               = ["get"]
    "/exams/{exam_id}/policy"                                                 = ["put"]
    "/exams/{exam_id}/attempts/{attempt_id}"                                  = ["get"]
    "/exams/{exam_id}/attempts/{attempt_id}/identity"                         = ["get"]
    "/exams/{exam_id}/attempts/{attempt_id}/spot-checks"                      = ["get", "post"]
    "/exams/{exam_id}/next-spot-check"                                        = ["get"]
    "/exams/{exam_id}/attempts/{attempt_id}/frames"                           = ["get"]
    "/exams/{exam_id}/attempts/{attempt_id}/observations"                     = ["get"]
    "/exams/{exam_id}/attempts/{attempt_id}/violations/{violation_id}/review" = ["post"]
    "/exams/{exam_id}/attempts/{attempt_id}/violations/{violation_id}/reply"  = ["put"]
    "/exams/{exam_id}/attempts/{attempt_id}/report"                           = ["post"]
    "/exams/{exam_id}/attempts/{attempt_id}/answer-sheet"                     = ["get"]
    "/exams/{exam_id}/violations/export"                                      = ["get"]
    "/attempts/{attempt_id}/flags"                                            = ["get"]
    "/attempts/{attempt_id}/flags/{violation_id}/explanation"                 = ["put"]

    # What is kept of a student.
    "/exams/{exam_id}/attempts/{attempt_id}/data"     = ["post"]
    "/exams/{exam_id}/attempts/{attempt_id}/accesses" = ["get"]
    "/attempts/{attempt_id}/stored-data"              = ["get"]
    "/attempts/{attempt_id}/data"                     = ["post"]

    # Erasing.
    "/exams/{exam_id}/attempts/{attempt_id}/erasure" = ["post"]
    "/exams/{exam_id}/erasure"                       = ["post"]
    "/erasures"                                      = ["get"]
    "/erasures/{erasure_id}"                         = ["get"]

    # Room cameras.
    "/exams/{exam_id}/camera-keys"                = ["post"]
    "/exams/{exam_id}/cameras"                    = ["get"]
    "/exams/{exam_id}/cameras/{camera_id}"        = ["put", "delete"]
    "/exams/{exam_id}/cameras/{camera_id}/review" = ["get"]
    "/rooms/{room_code}/cameras"                  = ["post"]
    "/cameras/{camera_id}/heartbeat"              = ["post"]
  }

  api_definition = jsonencode({
    openapi = "3.0.1"
    info    = { title = "${var.prefix}-api", version = "1" }
    paths = {
      for path, methods in local.routes : path => merge(
        { for method in methods : method => local.api_operation },
        length(regexall("\\{\\w+\\}", path)) == 0 ? {} : {
          parameters = [
            for name in regexall("\\{(\\w+)\\}", path) :
            { name = name[0], in = "path", required = true, schema = { type = "string" } }
          ]
        },
      )
    }
  })

  # Who may call is decided inside, for both kinds of token in one place; see chalicelib/api.
  api_operation = {
    responses = { default = { description = "The function's own answer." } }
    x-amazon-apigateway-integration = {
      type                = "aws_proxy"
      httpMethod          = "POST"
      uri                 = module.api.invoke_arn
      passthroughBehavior = "when_no_match"
      timeoutInMillis     = 29000
    }
  }

  # What API Gateway itself refuses wears the same body as every other error. No Vietnamese here:
  # these answers reach a person only when the page and the API do not fit together.
  gateway_errors = {
    MISSING_AUTHENTICATION_TOKEN = { status = "404", code = "not_found", message = "There is no such address." }
    THROTTLED                    = { status = "429", code = "too_many_requests", message = "Too many requests; try again shortly." }
    REQUEST_TOO_LARGE            = { status = "413", code = "too_large", message = "The request is too large." }
    DEFAULT_4XX                  = { status = null, code = "invalid", message = "The request cannot be served." }
    DEFAULT_5XX                  = { status = null, code = "unavailable", message = "The service is not available; try again shortly." }
  }
}

resource "aws_api_gateway_rest_api" "api" {
  name        = "${var.prefix}-api"
  description = "Exams, attempts and violations."
  body        = local.api_definition

  endpoint_configuration {
    types = ["REGIONAL"]
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_api_gateway_gateway_response" "api" {
  for_each = local.gateway_errors

  rest_api_id   = aws_api_gateway_rest_api.api.id
  response_type = each.key
  status_code   = each.value.status

  response_templates = {
    "application/json" = jsonencode({ code = each.value.code, message = each.value.message, details = {} })
  }
}

resource "aws_api_gateway_deployment" "api" {
  rest_api_id = aws_api_gateway_rest_api.api.id

  # A deployment is a snapshot: without these, changes would never reach the stage.
  triggers = {
    definition = sha1(local.api_definition)
    errors     = sha1(jsonencode(local.gateway_errors))
  }

  lifecycle {
    create_before_destroy = true
  }

  depends_on = [aws_api_gateway_gateway_response.api]
}

# Named api, so that the site can hand /api/... through as it is: the stage takes the first part.
resource "aws_api_gateway_stage" "api" {
  #checkov:skip=CKV2_AWS_4:execution logs hold paths, and so the names of attempts; the function logs what fails
  #checkov:skip=CKV_AWS_120:what is answered belongs to who asked and is never the next one's
  rest_api_id          = aws_api_gateway_rest_api.api.id
  deployment_id        = aws_api_gateway_deployment.api.id
  stage_name           = "api"
  xray_tracing_enabled = true

  access_log_settings {
    destination_arn = aws_cloudwatch_log_group.access["api"].arn
    format          = jsonencode(local.api_access_log)
  }

  depends_on = [aws_api_gateway_account.logs]
}

resource "aws_api_gateway_method_settings" "api" {
  #checkov:skip=CKV_AWS_225:what is answered belongs to who asked and is never the next one's
  rest_api_id = aws_api_gateway_rest_api.api.id
  stage_name  = aws_api_gateway_stage.api.stage_name
  method_path = "*/*"

  settings {
    metrics_enabled        = true
    throttling_rate_limit  = 5000 # half of what an account may do: other APIs live there too
    throttling_burst_limit = 2500
  }
}

resource "aws_lambda_permission" "api" {
  statement_id  = "RestApi"
  action        = "lambda:InvokeFunction"
  function_name = module.api.name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_api_gateway_rest_api.api.execution_arn}/*"
}
