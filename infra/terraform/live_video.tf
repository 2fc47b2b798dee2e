# Live video goes from browser to browser. What helps them to find each other is not ours to run here: a
# public STUN server by default, and where a network lets nothing else through a TURN server of the
# school's, or those that Kinesis Video Streams lends (docs/decisions/0035 and 0074).

# Put it into the TURN server's configuration (coturn: use-auth-secret, static-auth-secret).
resource "random_password" "turn_secret" {
  length  = 40
  special = false
}

# A signalling channel of Kinesis Video Streams, which lends TURN servers; nothing is signalled over it.
# The AWS provider has no resource for one, CloudFormation has.
resource "aws_cloudformation_stack" "relays" {
  #checkov:skip=CKV_AWS_124:Terraform waits for it and says what failed
  count = var.kinesis_video_relays ? 1 : 0

  name = "${var.prefix}-relays"

  template_body = jsonencode({
    Resources = {
      Channel = {
        Type       = "AWS::KinesisVideo::SignalingChannel"
        Properties = { Name = "${var.prefix}-relays", Type = "SINGLE_MASTER" }
      }
    }
    Outputs = {
      Arn = { Value = { "Fn::GetAtt" = ["Channel", "Arn"] } }
    }
  })
}

# What the API may do for it; nothing where there is no channel.
data "aws_iam_policy_document" "lend_relays" {
  dynamic "statement" {
    for_each = aws_cloudformation_stack.relays

    content {
      sid       = "LendRelays"
      actions   = ["kinesisvideo:GetIceServerConfig", "kinesisvideo:GetSignalingChannelEndpoint"]
      resources = [statement.value.outputs["Arn"]]
    }
  }
}
