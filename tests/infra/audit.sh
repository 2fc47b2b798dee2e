#!/usr/bin/env bash
# Ask the registries for known flaws in what is used: audit.sh PIP_AUDIT (a path).
# Exit status: 1 when there are any; what could not be asked is named, and the rest is asked.
set -u
pip_audit=$1
status=0
unanswered='ConnectionError|ServiceError|Max retries exceeded|audit endpoint returned an error|ENOTFOUND|ECONNREFUSED|EAI_AGAIN|ETIMEDOUT'

ask() {
  local name=$1 said code skipped
  shift
  said=$("$@" 2>&1) && code=0 || code=$?
  # pip-audit calls packages that it could not look up skipped, and all is well.
  skipped=$(grep -c "could not be audited" <<<"$said")
  if [ "$code" -eq 0 ] && [ "$skipped" -eq 0 ]; then
    echo "$name: no known flaws"
  elif [ "$code" -eq 0 ]; then
    echo "$name: $skipped could not be looked up from here, so of these nothing is known"
  elif grep -qE "$unanswered" <<<"$said"; then
    echo "$name: the registry does not answer from here, so nothing is known"
  else
    echo "$said"
    status=1
  fi
}

ask "Python packages" "$pip_audit" --requirement constraints.txt --no-deps --disable-pip --progress-spinner off
ask "npm packages" npm --prefix web audit
exit "$status"
