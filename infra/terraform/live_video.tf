# Live video goes from browser to browser. What helps them to find each other is not ours to run here: a
# public STUN server by default, and a TURN server of the school's where its network lets nothing else
# through (docs/decisions/0035 says what that costs, and what Kinesis Video Streams would).

# Put it into the TURN server's configuration (coturn: use-auth-secret, static-auth-secret).
resource "random_password" "turn_secret" {
  length  = 40
  special = false
}
