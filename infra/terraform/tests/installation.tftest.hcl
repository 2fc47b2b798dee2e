# Run with `make terraform-test`: against the provider's real schema, with results made up by Terraform.

mock_provider "aws" {
  mock_data "aws_iam_policy_document" {
    defaults = { json = "{}" }
  }
}

mock_provider "random" {}

variables {
  prefix      = "giam-thi-test"
  site_url    = "https://thi.truong-mau.example"
  mail_sender = "giam-thi@truong-mau.example"
}

run "a_small_installation" {
  command = apply

  assert {
    condition     = length(aws_budgets_budget.month) == 0
    error_message = "A budget that tells nobody is refused by AWS."
  }

  assert {
    condition     = length(aws_cloudfront_distribution.site.aliases) == 0
    error_message = "Without a certificate the site has CloudFront's own name only."
  }

  assert {
    condition     = length(aws_cloudformation_stack.relays) == 0
    error_message = "Relays are lent to whoever asks for them."
  }

  assert {
    condition     = length(output.dead_letter_queues) == length(aws_cloudwatch_metric_alarm.dead_letters)
    error_message = "Every dead-letter queue has an alarm."
  }

  assert {
    condition     = keys(output.function_names) == keys(aws_cloudwatch_metric_alarm.function_errors)
    error_message = "Every function has an alarm on its errors."
  }

  assert {
    condition     = keys(output.function_names) == keys(aws_cloudwatch_metric_alarm.function_throttles)
    error_message = "Every function has an alarm on its throttles."
  }

  assert {
    condition     = alltrue([for table in [aws_dynamodb_table.exams, aws_dynamodb_table.attempts, aws_dynamodb_table.violations] : table.deletion_protection_enabled])
    error_message = "What cannot be made again is protected from deletion."
  }

  assert {
    condition = alltrue([
      for key in concat(
        [for rule in aws_s3_bucket_server_side_encryption_configuration.frames.rule : one(rule.apply_server_side_encryption_by_default).kms_master_key_id],
        [for table in [aws_dynamodb_table.exams, aws_dynamodb_table.attempts, aws_dynamodb_table.violations] : one(table.server_side_encryption).kms_key_arn],
      ) : key == aws_kms_key.data.arn
    ])
    error_message = "What is kept of people is encrypted with the installation's own key."
  }

  assert {
    condition     = alltrue([for bucket in [aws_s3_bucket_lifecycle_configuration.site, aws_s3_bucket_lifecycle_configuration.packages] : one(one(bucket.rule).noncurrent_version_expiration).noncurrent_days == 30])
    error_message = "What a build makes again is not kept in every version."
  }

  assert {
    condition     = length(jsondecode(aws_cloudwatch_dashboard.exam_day.dashboard_body).widgets) == 8
    error_message = "The dashboard has its eight charts."
  }

  assert {
    condition     = jsondecode(aws_api_gateway_rest_api.api.body).paths["/attempts/{attempt_id}/heartbeat"].parameters[0].name == "attempt_id"
    error_message = "A route names its path parameters."
  }
}

run "an_installation_of_its_own_name" {
  command = apply

  variables {
    site_certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/x"
    alarm_mails          = ["truc@truong-mau.example", "truong-khoa@truong-mau.example"]
  }

  assert {
    condition     = tolist(aws_cloudfront_distribution.site.aliases) == tolist(["thi.truong-mau.example"])
    error_message = "The site answers to the host of its address."
  }

  assert {
    condition     = length(aws_sns_topic_subscription.alarms) == 2
    error_message = "Everybody who is named hears of alarms."
  }

  assert {
    condition     = aws_budgets_budget.month[0].cost_filter[0].values[0] == "user:Environment$giam-thi-test"
    error_message = "The budget counts this installation only."
  }
}

run "a_second_installation_in_the_account" {
  command = plan

  variables {
    api_log_role = false
  }

  assert {
    condition     = length(aws_api_gateway_account.logs) == 0 && length(aws_iam_role.api_logs) == 0
    error_message = "The role that API Gateway writes logs by is the account's, and stays the first one's."
  }
}

run "an_exam_of_thousands" {
  command = plan

  variables {
    frames_pollers = { minimum = 50, maximum = 100 }
  }

  assert {
    condition     = length(aws_lambda_event_source_mapping.detect_frames.scaling_config) == 0 && one(aws_lambda_event_source_mapping.detect_frames.provisioned_poller_config).minimum_pollers == 50
    error_message = "Pollers that are kept ready take the place of the ceiling on instances."
  }
}

run "relays_lent_by_kinesis_video" {
  command = apply

  variables {
    kinesis_video_relays = true
    ice_transport        = "relay"
  }

  override_resource {
    target = aws_cloudformation_stack.relays
    values = { outputs = { Arn = "arn:aws:kinesisvideo:ap-southeast-1:123456789012:channel/giam-thi-test-relays/1" } }
  }

  assert {
    condition     = endswith(local.environment.ICE_URLS, ",arn:aws:kinesisvideo:ap-southeast-1:123456789012:channel/giam-thi-test-relays/1")
    error_message = "The API is told which channel lends relays, beside the other servers."
  }
}

run "a_page_address_is_an_origin" {
  command = plan

  variables {
    site_url = "https://thi.truong-mau.example/"
  }

  expect_failures = [var.site_url]
}

run "a_certificate_of_another_region_is_refused" {
  command = plan

  variables {
    site_certificate_arn = "arn:aws:acm:ap-southeast-1:123456789012:certificate/x"
  }

  expect_failures = [var.site_certificate_arn]
}

run "live_video_through_relays_alone_needs_a_relay" {
  command = plan

  variables {
    ice_transport = "relay"
  }

  expect_failures = [var.ice_transport]
}

run "frames_are_not_kept_for_ever" {
  command = plan

  variables {
    frame_retention_days = 3650
  }

  expect_failures = [var.frame_retention_days]
}
