# A month's cost of this installation, by its tag: Environment must be switched on as a cost
# allocation tag in the billing console, once, or the budget sees nothing.

resource "aws_budgets_budget" "month" {
  count = length(var.alarm_mails) == 0 ? 0 : 1 # a budget that tells nobody is refused

  name         = "${var.prefix}-month"
  budget_type  = "COST"
  time_unit    = "MONTHLY"
  limit_unit   = "USD"
  limit_amount = tostring(var.monthly_budget_usd)

  cost_filter {
    name   = "TagKeyValue"
    values = [format("user:Environment$%s", var.prefix)] # a $ before ${ would escape it
  }

  notification {
    notification_type          = "FORECASTED"
    comparison_operator        = "GREATER_THAN"
    threshold                  = 100
    threshold_type             = "PERCENTAGE"
    subscriber_email_addresses = var.alarm_mails
  }

  notification {
    notification_type          = "ACTUAL"
    comparison_operator        = "GREATER_THAN"
    threshold                  = 80
    threshold_type             = "PERCENTAGE"
    subscriber_email_addresses = var.alarm_mails
  }
}
