# Sourced by the benchmarks: builds the server, and sets root, jdk and flags to what `easel serve` runs with.

fail() {
  printf 'bench/%s: %s\n' "$(basename "$0")" "$*" >&2
  exit 1
}

# The file of a benchmark's figures of today; the second time it has a number.
new_results() {
  local day="$root/bench/results/$1-$(date -u +%F)" run=1
  local file="$day.csv"
  while [ -e "$file" ]; do
    run=$((run + 1))
    file="$day-$run.csv"
  done
  printf '%s\n' "$file"
}

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)"

# The launcher builds the server, finds the JDK and knows the flags, and tells the latter two when asked.
"$root/easel" serve --help >/dev/null
told="$(EASEL_JAVA_OPTS="${EASEL_JAVA_OPTS:-} -XshowSettings:properties -Xlog:arguments:stderr" \
  "$root/easel" serve --help 2>&1 >/dev/null)"
jdk="$(sed -n 's/^ *java\.home = //p' <<<"$told")"
flags=()
for flag in $(sed -n 's/.*jvm_args: //p' <<<"$told"); do
  case "$flag" in
    -Xlog:arguments:* | -XshowSettings:* | -Deasel.terminal.*) ;;
    *) flags+=("$flag") ;;
  esac
done
# The launcher gives it to the server; all that are compared have it alike.
export MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX:-2}"
[ -x "$jdk/bin/java" ] && [ "${#flags[@]}" -gt 0 ] || fail "the launcher does not tell its JDK and flags"

mvn -q -B -f "$root/pom.xml" -pl bench -am -Dmaven.test.skip=true package </dev/null >&2
