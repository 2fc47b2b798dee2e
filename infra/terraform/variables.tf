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

variable "packages_folder" {
  description = "Where `make package` left the zips, relative to this folder: in it, a folder for each architecture."
  type        = string
  default     = "../../build/packages"
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
  description = "Days for which the logs of the functions and of the two APIs are kept."
  type        = number
  default     = 30
}

variable "api_log_role" {
  description = "Whether this installation gives API Gateway the role that it writes its logs by: an account has one a region. Set false where another installation, or somebody else, gave it one."
  type        = bool
  default     = true
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

variable "frames_pollers" {
  description = "Pollers of the frames queue that are kept ready, for exams of more than 6,000 students: they are billed by the hour, so set them for the day. Null leaves polling to AWS, under maximum_concurrency.detect_frames."
  type = object({
    minimum = number
    maximum = number
  })
  default = null

  validation {
    condition     = var.frames_pollers == null || try(var.frames_pollers.minimum >= 2 && var.frames_pollers.minimum <= 200 && var.frames_pollers.maximum >= var.frames_pollers.minimum, false)
    error_message = "AWS keeps 2 to 200 pollers ready, and the maximum is no less."
  }
}

variable "account_concurrency" {
  description = "The account's quota of concurrent Lambda executions; an alarm sounds at four fifths of it."
  type        = number
  default     = 1000
}

variable "site_certificate_arn" {
  description = "Certificate (ACM, in us-east-1) for the host of site_url; null serves the site under CloudFront's own name, for a trial."
  type        = string
  default     = null

  validation {
    condition     = var.site_certificate_arn == null || can(regex("^arn:aws:acm:us-east-1:", var.site_certificate_arn))
    error_message = "CloudFront takes certificates of us-east-1 only."
  }
}

variable "alarm_mails" {
  description = "Addresses that alarms and the budget's warnings go to; each must open the link that AWS sends."
  type        = list(string)
  default     = []
}

variable "monthly_budget_usd" {
  description = "A month's cost in US dollars above which somebody wants to know."
  type        = number
  default     = 100

  validation {
    condition     = var.monthly_budget_usd > 0
    error_message = "A budget is more than nothing."
  }
}

variable "warm_observation_writes" {
  description = "Writes a second that the observations' table takes at once; null is AWS's 4,000 for a new table, enough for about 4,000 students. It costs once, when it is raised."
  type        = number
  default     = null

  validation {
    condition     = var.warm_observation_writes == null || coalesce(var.warm_observation_writes, 4000) >= 4000
    error_message = "AWS keeps at least 4,000 writes a second ready."
  }
}

variable "ice_urls" {
  description = "STUN and TURN servers for live video, as stun:, turn: and turns: addresses. TURN servers get credentials that end, under the output turn_secret."
  type        = list(string)
  default     = ["stun:stun.l.google.com:19302"]

  validation {
    condition     = length(var.ice_urls) > 0 && alltrue([for url in var.ice_urls : can(regex("^(stun|turns?):[^,]+$", url))])
    error_message = "Give at least one stun:, turn: or turns: address."
  }
}

variable "face_embedder" {
  description = "Which network compares faces with the one at the start, as module:class from a layer of your own; none: people do (docs/decisions/0095)."
  type        = string
  default     = "none"
}

variable "ice_transport" {
  description = "Which ways live video may take: \"all\", or \"relay\" for TURN servers alone, so that students and lecturers never learn each other's network addresses."
  type        = string
  default     = "all"

  validation {
    condition     = contains(["all", "relay"], var.ice_transport)
    error_message = "Choose \"all\" or \"relay\"."
  }

  validation {
    condition     = var.ice_transport == "all" || var.kinesis_video_relays || anytrue([for url in var.ice_urls : can(regex("^turns?:", url))])
    error_message = "With \"relay\", ice_urls must name a TURN server, or kinesis_video_relays be on: there is no other way."
  }
}

variable "kinesis_video_relays" {
  description = "Whether Kinesis Video Streams lends TURN servers for live video: nothing to run, billed by the minute relayed."
  type        = bool
  default     = false
}

variable "system_log_level" {
  description = "What Lambda itself writes to the log: WARN leaves out the lines about each invocation that went well, INFO keeps them (their duration and memory), DEBUG adds more."
  type        = string
  default     = "WARN"

  validation {
    condition     = contains(["DEBUG", "INFO", "WARN"], var.system_log_level)
    error_message = "system_log_level must be DEBUG, INFO or WARN."
  }
}

variable "trace_uploads" {
  description = "Whether X-Ray traces the analysis of uploads, one in twenty: useful in a rehearsal, and a hundredth of a US cent a student-hour."
  type        = bool
  default     = false
}
