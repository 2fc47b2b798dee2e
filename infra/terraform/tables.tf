# On demand: an exam is an hour of load and a week of none.

resource "aws_dynamodb_table" "exams" {
  name                        = "${var.prefix}-exams"
  billing_mode                = "PAY_PER_REQUEST"
  deletion_protection_enabled = var.deletion_protection
  hash_key                    = "partition_key"
  range_key                   = "sort_key"

  attribute {
    name = "partition_key"
    type = "S"
  }

  attribute {
    name = "sort_key"
    type = "S"
  }

  attribute {
    name = "lecturer_id"
    type = "S"
  }

  attribute {
    name = "created_at"
    type = "S"
  }

  # The exams that a lecturer teaches, newest first.
  global_secondary_index {
    name            = "by_lecturer"
    hash_key        = "lecturer_id"
    range_key       = "created_at"
    projection_type = "KEYS_ONLY"
  }

  server_side_encryption {
    enabled     = true
    kms_key_arn = aws_kms_key.data.arn
  }

  point_in_time_recovery {
    enabled = true
  }
}

# The lecturers' banks of questions: a partition for each lecturer, sorted by time.
resource "aws_dynamodb_table" "questions" {
  name                        = "${var.prefix}-questions"
  billing_mode                = "PAY_PER_REQUEST"
  deletion_protection_enabled = var.deletion_protection
  hash_key                    = "lecturer_id"
  range_key                   = "question_id"

  attribute {
    name = "lecturer_id"
    type = "S"
  }

  attribute {
    name = "question_id"
    type = "S"
  }

  ttl {
    attribute_name = "expires_at"
    enabled        = true
  }

  server_side_encryption {
    enabled     = true
    kms_key_arn = aws_kms_key.data.arn
  }

  point_in_time_recovery {
    enabled = true
  }
}

resource "aws_dynamodb_table" "attempts" {
  name                        = "${var.prefix}-attempts"
  billing_mode                = "PAY_PER_REQUEST"
  deletion_protection_enabled = var.deletion_protection
  hash_key                    = "partition_key"
  range_key                   = "sort_key"

  attribute {
    name = "partition_key"
    type = "S"
  }

  attribute {
    name = "sort_key"
    type = "S"
  }

  attribute {
    name = "exam_id"
    type = "S"
  }

  attribute {
    name = "open_shard"
    type = "S"
  }

  attribute {
    name = "unjudged_shard"
    type = "S"
  }

  attribute {
    name = "deadline"
    type = "S"
  }

  # The room's list: what a row shows and nothing more, because heartbeats rewrite it all the time.
  global_secondary_index {
    name            = "by_exam"
    hash_key        = "exam_id"
    range_key       = "partition_key"
    projection_type = "INCLUDE"
    non_key_attributes = [
      "record_type",
      "student_name",
      "student_number",
      "state",
      "started_at",
      "deadline",
      "submitted_at",
      "question_count",
      "answered",
      "score",
      "max_score",
      "last_seen_at",
      "camera",
      "paused_at",
      "marked",
      "notices_read",
      "consent_version",
      "waivers",
    ]
  }

  # Open attempts only (submitting removes open_shard), spread over shards, with what the sweep needs.
  global_secondary_index {
    name               = "by_deadline"
    hash_key           = "open_shard"
    range_key          = "deadline"
    projection_type    = "INCLUDE"
    non_key_attributes = ["exam_id", "started_at", "accepts_until", "exempt"]
  }

  # Events that wait to be judged only (judging removes unjudged_shard), for the sweep.
  global_secondary_index {
    name            = "by_unjudged"
    hash_key        = "unjudged_shard"
    range_key       = "partition_key"
    projection_type = "KEYS_ONLY"
  }

  server_side_encryption {
    enabled     = true
    kms_key_arn = aws_kms_key.data.arn
  }

  point_in_time_recovery {
    enabled = true
  }
}

# Who may enter: class lists, which stay, and counts of who was turned away, which expire.
resource "aws_dynamodb_table" "admissions" {
  name                        = "${var.prefix}-admissions"
  billing_mode                = "PAY_PER_REQUEST"
  deletion_protection_enabled = var.deletion_protection
  hash_key                    = "partition_key"
  range_key                   = "sort_key"

  attribute {
    name = "partition_key"
    type = "S"
  }

  attribute {
    name = "sort_key"
    type = "S"
  }

  ttl {
    attribute_name = "expires_at"
    enabled        = true
  }

  server_side_encryption {
    enabled     = true
    kms_key_arn = aws_kms_key.data.arn
  }

  point_in_time_recovery {
    enabled = true
  }
}

resource "aws_dynamodb_table" "observations" {
  name                        = "${var.prefix}-observations"
  billing_mode                = "PAY_PER_REQUEST"
  deletion_protection_enabled = var.deletion_protection
  hash_key                    = "attempt_id"
  range_key                   = "bundle"

  attribute {
    name = "attempt_id"
    type = "S"
  }

  attribute {
    name = "bundle"
    type = "S"
  }

  # A table that is new, or was quiet for long, refuses a sudden exam of more.
  dynamic "warm_throughput" {
    for_each = var.warm_observation_writes == null ? [] : [var.warm_observation_writes]

    content {
      write_units_per_second = warm_throughput.value
    }
  }

  ttl {
    attribute_name = "expires_at"
    enabled        = true
  }

  server_side_encryption {
    enabled     = true
    kms_key_arn = aws_kms_key.data.arn
  }

  point_in_time_recovery {
    enabled = true
  }
}

resource "aws_dynamodb_table" "violations" {
  name                        = "${var.prefix}-violations"
  billing_mode                = "PAY_PER_REQUEST"
  deletion_protection_enabled = var.deletion_protection
  hash_key                    = "attempt_id"
  range_key                   = "violation_id"

  attribute {
    name = "attempt_id"
    type = "S"
  }

  attribute {
    name = "violation_id"
    type = "S"
  }

  attribute {
    name = "exam_id"
    type = "S"
  }

  attribute {
    name = "started_ms"
    type = "N"
  }

  # An exam's violations in the order they began.
  global_secondary_index {
    name            = "by_exam"
    hash_key        = "exam_id"
    range_key       = "started_ms"
    projection_type = "ALL"
  }

  server_side_encryption {
    enabled     = true
    kms_key_arn = aws_kms_key.data.arn
  }

  point_in_time_recovery {
    enabled = true
  }
}

# Who wants to be told how, and what they were told: the choices are worth restoring.
resource "aws_dynamodb_table" "alerts" {
  name                        = "${var.prefix}-alerts"
  billing_mode                = "PAY_PER_REQUEST"
  deletion_protection_enabled = var.deletion_protection
  hash_key                    = "address"
  range_key                   = "subject"

  attribute {
    name = "address"
    type = "S"
  }

  attribute {
    name = "subject"
    type = "S"
  }

  ttl {
    attribute_name = "expires_at"
    enabled        = true
  }

  server_side_encryption {
    enabled     = true
    kms_key_arn = aws_kms_key.data.arn
  }

  point_in_time_recovery {
    enabled = true
  }
}

# Who is connected right now: nothing here outlives a connection, so nothing is worth restoring.
resource "aws_dynamodb_table" "connections" {
  #checkov:skip=CKV_AWS_28:nothing in it outlives a connection
  name                        = "${var.prefix}-connections"
  billing_mode                = "PAY_PER_REQUEST"
  deletion_protection_enabled = var.deletion_protection
  hash_key                    = "channel"
  range_key                   = "listener"

  attribute {
    name = "channel"
    type = "S"
  }

  attribute {
    name = "listener"
    type = "S"
  }

  ttl {
    attribute_name = "expires_at"
    enabled        = true
  }

  server_side_encryption {
    enabled     = true
    kms_key_arn = aws_kms_key.data.arn
  }

  point_in_time_recovery {
    enabled = false
  }
}

# Room cameras, and the keys that enrol them.
resource "aws_dynamodb_table" "cameras" {
  name                        = "${var.prefix}-cameras"
  billing_mode                = "PAY_PER_REQUEST"
  deletion_protection_enabled = var.deletion_protection
  hash_key                    = "partition_key"
  range_key                   = "sort_key"

  attribute {
    name = "partition_key"
    type = "S"
  }

  attribute {
    name = "sort_key"
    type = "S"
  }

  attribute {
    name = "exam_id"
    type = "S"
  }

  # An exam's cameras.
  global_secondary_index {
    name            = "by_exam"
    hash_key        = "exam_id"
    range_key       = "partition_key"
    projection_type = "ALL"
  }

  # Keys only: cameras have no such attribute.
  ttl {
    attribute_name = "expires_at"
    enabled        = true
  }

  server_side_encryption {
    enabled     = true
    kms_key_arn = aws_kms_key.data.arn
  }

  point_in_time_recovery {
    enabled = true
  }
}
