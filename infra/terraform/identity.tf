# Lecturers sign in with Cognito. Students have no account: joining a room gives them a token that
# the API signs itself, with the key below.

resource "aws_cognito_user_pool" "lecturers" {
  name                     = "${var.prefix}-lecturers"
  username_attributes      = ["email"]
  auto_verified_attributes = ["email"]
  deletion_protection      = var.deletion_protection ? "ACTIVE" : "INACTIVE"

  mfa_configuration = "OPTIONAL" # each lecturer's choice, on the account page

  software_token_mfa_configuration {
    enabled = true
  }

  admin_create_user_config {
    allow_admin_create_user_only = true # nobody makes himself a lecturer
  }

  password_policy {
    minimum_length                   = 12
    require_lowercase                = true
    require_uppercase                = true
    require_numbers                  = true
    require_symbols                  = false
    temporary_password_validity_days = 7
  }

  # Cognito mails nothing but the code for a forgotten password; by our sender, because its own
  # is good for 50 mails a day. Invitations are mailed by the API.
  email_configuration {
    email_sending_account = "DEVELOPER"
    from_email_address    = var.mail_sender
    source_arn            = aws_sesv2_email_identity.sender.arn
  }

  verification_message_template {
    default_email_option = "CONFIRM_WITH_CODE"
    email_subject        = "Giám Thị: {####}"
    email_message        = "Mã đặt lại mật khẩu Giám Thị của bạn là {####}. Your code to reset the Giám Thị password is {####}."
  }

  account_recovery_setting {
    recovery_mechanism {
      name     = "verified_email"
      priority = 1
    }
  }
}

resource "aws_cognito_user_pool_client" "site" {
  name         = "${var.prefix}-site"
  user_pool_id = aws_cognito_user_pool.lecturers.id

  generate_secret               = false # the pages could not keep one
  explicit_auth_flows           = ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]
  prevent_user_existence_errors = "ENABLED"
  enable_token_revocation       = true

  # The API looks at a token's signature and end alone, so this is how long a deactivated lecturer
  # is still let in. The page renews in time.
  id_token_validity      = 15
  access_token_validity  = 15
  refresh_token_validity = 12
  auth_session_validity  = 10 # minutes to type a new password or a code

  token_validity_units {
    id_token      = "minutes"
    access_token  = "minutes"
    refresh_token = "hours"
  }
}

resource "aws_cognito_user_group" "admin" {
  name         = "admin"
  user_pool_id = aws_cognito_user_pool.lecturers.id
  description  = "Look after the lecturers' accounts."
  precedence   = 1
}

resource "aws_cognito_user_group" "lecturer" {
  name         = "lecturer"
  user_pool_id = aws_cognito_user_pool.lecturers.id
  description  = "May manage the exams he created."
  precedence   = 10
}

# 64 letters and digits: 380 bits. It stands in the state file, which therefore is a secret too.
resource "random_password" "attempt_token_key" {
  length  = 64
  special = false
}

resource "aws_ssm_parameter" "attempt_token_key" {
  name        = "/${var.prefix}/attempt-token-key"
  description = "Signs the tokens that students and live views carry; changing it ends every running attempt's sign-in."
  type        = "SecureString"
  value       = random_password.attempt_token_key.result
}
