output "arn" {
  description = "ARN of the queue, ready to be sent to: known only once its policy stands."
  value       = aws_sqs_queue.this.arn

  # S3 refuses a destination that does not let it in yet.
  depends_on = [aws_sqs_queue_policy.this]
}

output "url" {
  description = "URL of the queue, for who sends to it."
  value       = aws_sqs_queue.this.url
}

output "name" {
  description = "Name of the queue."
  value       = aws_sqs_queue.this.name
}

output "dead_letters_name" {
  description = "Name of the dead-letter queue."
  value       = aws_sqs_queue.dead_letters.name
}

output "consumer_policy" {
  description = "Policy document (JSON) that lets a function's event source read the queue."
  value       = data.aws_iam_policy_document.consumer.json
}
