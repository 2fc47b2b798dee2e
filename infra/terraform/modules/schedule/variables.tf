variable "name" {
  description = "Name of the schedule."
  type        = string
}

variable "description" {
  description = "What it starts, in one line."
  type        = string
}

variable "rate" {
  description = "How often, as EventBridge writes it, for example rate(1 minute); the function's time-out lies below it, so that one round ends before the next begins."
  type        = string

  validation {
    condition     = can(regex("^rate\\(\\d+ (minutes?|hours?|days?)\\)$", var.rate))
    error_message = "A steady rate is written rate(1 minute), rate(5 minutes) and the like."
  }
}

variable "function_name" {
  description = "Name of the function that is started."
  type        = string
}

variable "function_arn" {
  description = "ARN of the same function."
  type        = string
}
