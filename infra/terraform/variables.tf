variable "prefix" {
  description = "Put before every name, so that several installations fit one account; bucket names are shared by the whole world, so choose one of your own."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{2,30}[a-z0-9]$", var.prefix))
    error_message = "The prefix has 4 to 32 lower-case letters, digits and hyphens and starts with a letter: it becomes part of bucket names."
  }
}

variable "region" {
  description = "AWS region of everything here."
  type        = string
  default     = "ap-southeast-1" # Singapore: the nearest to Viet Nam
}

variable "site_url" {
  description = "Origin of the web site, scheme and host only: the one origin that may use the frames bucket, and what links in mails start with."
  type        = string

  validation {
    condition     = can(regex("^https://[a-z0-9.-]+(:[0-9]+)?$", var.site_url))
    error_message = "The site's origin is https://host without a path or a slash at its end: browsers give the camera to secure pages only."
  }
}

variable "mail_sender" {
  description = "Address that alert mails come from; SES sends a link to it that must be opened once."
  type        = string

  validation {
    condition     = can(regex("^[^@\\s]+@[^@\\s]+$", var.mail_sender))
    error_message = "The sender is a plain mail address."
  }
}

variable "architecture" {
  description = "Instruction set of every function and layer: x86_64 or arm64. The packages must have been built for it."
  type        = string
  default     = "x86_64" # arm64 wheels of onnxruntime lack the blocked kernels these networks run on

  validation {
    condition     = contains(["x86_64", "arm64"], var.architecture)
    error_message = "Lambda knows x86_64 and arm64."
  }
}

variable "packages" {
  description = "Paths of the zips to deploy, relative to this folder; the defaults are where the build leaves them."
  type = object({
    api            = optional(string, "../../build/api.zip")
    detect_frames  = optional(string, "../../build/detect_frames.zip")
    send_alerts    = optional(string, "../../build/send_alerts.zip")
    live_socket    = optional(string, "../../build/live_socket.zip")
    sweep_attempts = optional(string, "../../build/sweep_attempts.zip")
    data_layer     = optional(string, "../../build/layers/data.zip")
    vision_layer   = optional(string, "../../build/layers/vision.zip")
    models_layer   = optional(string, "../../build/layers/models.zip")
  })
  default = {}
}

variable "frame_retention_days" {
  description = "Days after which uploaded frames are deleted; kept evidence is not."
  type        = number
  default     = 30

  validation {
    condition     = var.frame_retention_days >= 1 && var.frame_retention_days <= 365
    error_message = "Frames are personal data: they are kept between a day and a year."
  }
}

variable "log_retention_days" {
  description = "Days for which the functions' logs are kept."
  type        = number
  default     = 30
}

variable "deletion_protection" {
  description = "Whether AWS refuses to delete the tables and the lecturers' pool; switch it off to tear an installation down."
  type        = bool
  default     = true
}

variable "api_reserved_concurrency" {
  description = "Concurrent API instances kept free of the other functions' load; -1 reserves nothing, which is all a new account's quota allows."
  type        = number
  default     = -1
}

variable "maximum_concurrency" {
  description = "The most instances that each queue may start at once, 2 to 1,000: what keeps a burst of frames from taking the account's whole quota."
  type = object({
    detect_frames = optional(number, 500)
    send_alerts   = optional(number, 5) # SES takes 14 mails a second at first
    live_socket   = optional(number, 50)
  })
  default = {}
}
