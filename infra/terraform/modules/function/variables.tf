variable "name" {
  description = "Full name of the function, prefix included."
  type        = string
}

variable "description" {
  description = "What the function does, in one line."
  type        = string
}

variable "handler" {
  description = "Python path of the entry point, for example functions.send_alerts.handler.handler."
  type        = string
}

variable "package_path" {
  description = "Path of the zip that holds the function's own code."
  type        = string
}

variable "layer_arns" {
  description = "ARNs of the layer versions under the function, at most five."
  type        = list(string)
}

variable "architecture" {
  description = "Instruction set of the function and its layers: x86_64 or arm64."
  type        = string
}

variable "runtime" {
  description = "Lambda runtime; its minor version must be the one the layers were built for."
  type        = string
}

variable "memory_megabytes" {
  description = "Memory of one instance; 1,769 MB is one full processor core."
  type        = number
}

variable "timeout_seconds" {
  description = "When a running invocation is cut off."
  type        = number
}

variable "reserved_concurrency" {
  description = "Concurrent instances kept for, and the most allowed to, this function; -1 reserves nothing."
  type        = number
  default     = -1
}

variable "environment" {
  description = "Environment variables of the function."
  type        = map(string)
}

variable "policy" {
  description = "Policy document (JSON) with what the code may do on AWS; writing logs and traces is added here."
  type        = string
}

variable "log_retention_days" {
  description = "How long the function's log is kept."
  type        = number
}

variable "log_key_arn" {
  description = "ARN of the key that the log is encrypted with."
  type        = string
}

variable "system_log_level" {
  description = "What Lambda itself writes to the log: WARN leaves out the lines about each invocation that went well, INFO keeps them (their duration and memory), DEBUG adds more."
  type        = string

  validation {
    condition     = contains(["DEBUG", "INFO", "WARN"], var.system_log_level)
    error_message = "system_log_level must be DEBUG, INFO or WARN."
  }
}

variable "tracing_mode" {
  description = "Active: Lambda itself begins traces, one a second and of the rest one in twenty; PassThrough: only what began elsewhere is traced."
  type        = string
  default     = "Active"

  validation {
    condition     = contains(["Active", "PassThrough"], var.tracing_mode)
    error_message = "tracing_mode must be Active or PassThrough."
  }
}
