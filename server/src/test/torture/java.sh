# Sourced by the scripts beside it: builds what they need, and sets root, work and java, a command that runs StoreTorture.

fail() {
  printf '%s: %s\n' "$(basename "$0")" "$*" >&2
  exit 1
}

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../../../.." && pwd -P)"
mvn -q -B -f "$root/pom.xml" -pl server -am -DskipTests package </dev/null >&2
jdk="$(EASEL_JAVA_OPTS=-XshowSettings:properties "$root/easel" serve --help 2>&1 >/dev/null |
  sed -n 's/^ *java\.home = //p')"
work="$(mktemp -d)"
java=("$jdk/bin/java" --enable-native-access=ALL-UNNAMED -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto
  -Dorg.sqlite.tmpdir="$work"
  -cp "$root/server/target/test-classes:$root/server/target/classes:$root/server/target/lib/*"
  dev.easel.server.store.sqlite.StoreTorture)
