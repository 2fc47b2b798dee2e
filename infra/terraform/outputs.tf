output "api_url" {
  description = "Address of the REST API's stage; the site hands /api on to it."
  value       = aws_api_gateway_stage.api.invoke_url
}

output "site_domain" {
  description = "CloudFront's name of the site: what the DNS entry of site_url's host points to."
  value       = aws_cloudfront_distribution.site.domain_name
}

output "site_bucket" {
  description = "Bucket that the built pages are copied to."
  value       = aws_s3_bucket.site.bucket
}

output "site_distribution_id" {
  description = "Distribution to empty the cache of after the pages were copied."
  value       = aws_cloudfront_distribution.site.id
}

output "websocket_url" {
  description = "Address that lecturers' pages connect to for live messages."
  value       = local.websocket_url
}

output "lecturer_pool_id" {
  description = "User pool in which lecturers are created."
  value       = aws_cognito_user_pool.lecturers.id
}

output "lecturer_client_id" {
  description = "App client that the API signs lecturers in with."
  value       = aws_cognito_user_pool_client.site.id
}

output "frames_bucket" {
  description = "Bucket of uploaded frames and kept evidence."
  value       = aws_s3_bucket.frames.bucket
}

output "dead_letter_queues" {
  description = "Queues to watch: a message in one of them is work that failed five times."
  value       = [for queue in local.queues : queue.dead_letters_name]
}

output "function_names" {
  description = "Every function's full name, by its folder in functions/ (api is app.py)."
  value       = { for name, function in local.functions : name => function.name }
}

output "function_roles" {
  description = "Name of every function's role, by the same keys."
  value       = { for name, function in local.functions : name => function.role_name }
}

output "turn_secret" {
  description = "What TURN servers share with the API, to check the credentials that it mints."
  value       = random_password.turn_secret.result
  sensitive   = true
}
