# SES lets nobody send before the sender opened the link it mails him, and to strangers only once
# the account has production access: both are done by hand, once.
resource "aws_sesv2_email_identity" "sender" {
  email_identity         = var.mail_sender
  configuration_set_name = aws_sesv2_configuration_set.alerts.configuration_set_name # for every mail of this sender
}

resource "aws_sesv2_configuration_set" "alerts" {
  configuration_set_name = "${var.prefix}-alerts"

  delivery_options {
    tls_policy = "REQUIRE"
  }

  reputation_options {
    reputation_metrics_enabled = true
  }

  # An address that bounced once is not tried again, which would cost the sender's reputation.
  suppression_options {
    suppressed_reasons = ["BOUNCE", "COMPLAINT"]
  }
}

# Figures of all mails to CloudWatch; the events themselves, which name people, only of those that came back.
resource "aws_sesv2_configuration_set_event_destination" "alerts" {
  configuration_set_name = aws_sesv2_configuration_set.alerts.configuration_set_name
  event_destination_name = "metrics"

  event_destination {
    enabled              = true
    matching_event_types = ["BOUNCE", "COMPLAINT", "DELIVERY", "REJECT", "SEND"]

    cloud_watch_destination {
      dimension_configuration {
        dimension_name          = "Installation"
        dimension_value_source  = "MESSAGE_TAG"
        default_dimension_value = var.prefix
      }
    }
  }
}

resource "aws_sesv2_configuration_set_event_destination" "reports" {
  configuration_set_name = aws_sesv2_configuration_set.alerts.configuration_set_name
  event_destination_name = "reports"

  event_destination {
    enabled              = true
    matching_event_types = ["BOUNCE", "COMPLAINT"]

    sns_destination {
      topic_arn = aws_sns_topic.mail_reports.arn
    }
  }

  depends_on = [aws_sns_topic_policy.mail_reports] # SES tries the topic when it is named
}
