variable "name" {
  description = "Name of the queue; its dead-letter queue is called the same plus -dead-letters."
  type        = string
}

variable "visibility_timeout_seconds" {
  description = "How long a received message stays hidden; AWS asks for six times the consuming function's time-out, batching window included."
  type        = number
}

variable "max_receive_count" {
  description = "How often a message is handed out before it moves to the dead-letter queue."
  type        = number
  default     = 5
}

variable "message_retention_seconds" {
  description = "How long an unconsumed message is kept; dead letters are always kept for 14 days."
  type        = number
  default     = 345600 # 4 days: a fault found on Monday still has Friday's messages
}

variable "sender" {
  description = "The one AWS service, and the one resource of it, that may send here; the queue subscribes to a topic by itself."
  type = object({
    service    = string
    source_arn = string
  })
}
