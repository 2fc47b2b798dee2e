# SES lets nobody send before the sender opened the link it mails him, and to strangers only once
# the account has production access: both are done by hand, once.
resource "aws_sesv2_email_identity" "sender" {
  email_identity = var.mail_sender
}
