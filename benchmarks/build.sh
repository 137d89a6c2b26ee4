# What the scripts share: it builds, and it starts Java.

cd "$(dirname "${BASH_SOURCE[0]}")/.."
# An application has jars: of folders, the JDK asks each for every class
./mvnw -B -q package -pl benchmarks -am -Dmaven.test.skip -Dmaven.javadoc.skip -Dmaven.source.skip >&2

# run <main class> <JVM options> -- <arguments>
run() {
	local main=$1 options=()
	shift
	while [ "$1" != -- ]; do
		options+=("$1")
		shift
	done
	shift
	exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" "${options[@]}" \
		-cp "benchmarks/target/classes:$(<benchmarks/target/class-path)" "$main" "$@"
}
