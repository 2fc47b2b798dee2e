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

# To CloudWatch and not to a topic: the events themselves name the people who got mail.
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
