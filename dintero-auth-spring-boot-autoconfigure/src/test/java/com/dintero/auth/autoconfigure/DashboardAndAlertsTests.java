/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package com.dintero.auth.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.web.client.RestClient;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockFault;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The dashboard and the alerts of the documentation ask for what an application really
 * publishes.
 */
@Timeout(240)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DashboardAndAlertsTests {

	private static final Path DOCS = Path.of("..", "docs");

	private static final Path RULES = DOCS.resolve("prometheus-rules.yml");

	private static final String MERCHANT = "T11200001";

	private static final Duration PATIENT = Duration.ofSeconds(60);

	/**
	 * Labels that Prometheus adds.
	 */
	private static final Set<String> OF_PROMETHEUS = Set.of("instance", "job");

	private static final Pattern SAMPLE = Pattern.compile("^(dintero_\\w+)(\\{.*})? ", Pattern.MULTILINE);

	private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

	private static final Pattern LEGEND_LABEL = Pattern.compile("\\{\\{(\\w+)}}");

	private static final Pattern VARIABLE = Pattern.compile("label_values\\((.+), (\\w+)\\)");

	private static final Pattern METER = Pattern.compile("^\\| `(dintero\\.token\\.[a-z.]+)` \\|", Pattern.MULTILINE);

	private static final Pattern ALERT = Pattern.compile("^\\| `(Dintero\\w+)` \\|", Pattern.MULTILINE);

	@AutoClose
	private final ReloadablePartner partner = new ReloadablePartner();

	@AutoClose
	private final ActuatorApplication application = ActuatorApplication.start(this.partner, WebApplicationType.SERVLET,
			"spring.main.sources=" + FailingTokenStore.class.getName(),
			"dintero.auth.store.encryption.keys[0].id=first",
			"dintero.auth.store.encryption.keys[0].value=" + Base64.getEncoder().encodeToString(new byte[32]));

	private final List<Sample> samples = new ArrayList<>();

	@BeforeAll
	void useTokensUntilAllMetersHaveCounted() throws Exception {
		MockDintero dintero = this.partner.dintero();
		dintero.tokenLifetime(Duration.ofMinutes(10));
		dintero.tokenEndpoint().failNext(MockFault.status(503));
		this.application.getToken();
		dintero.exchangeEndpoint().failNext(MockFault.status(429));
		this.application.tokens().getToken("platform", MERCHANT);
		dintero.exchangeEndpoint().failNext(MockFault.disconnect());
		this.application.assertFails("platform", "T11200002");
		dintero.resources().failNext(MockFault.status(401));
		this.application.context()
			.getBean(RestClient.Builder.class)
			.build()
			.get()
			.uri(dintero.baseUrl() + "/accounts/T11200000/management/settings")
			.retrieve()
			.toBodilessEntity();
		this.partner.clock().move(Duration.ofSeconds(510));
		this.application.getToken();
		String output = Awaitility.await()
			.atMost(PATIENT)
			.until(this::scrape,
					(scraped) -> Stream.of("renewals", "retries", "replays", "hits", "misses")
						.allMatch((name) -> Pattern.compile("dintero_token_%s_total\\{.*} [1-9]".formatted(name))
							.matcher(scraped)
							.find()));
		SAMPLE.matcher(output)
			.results()
			.forEach((sample) -> this.samples.add(new Sample(sample.group(1),
					LABEL.matcher(Objects.requireNonNullElse(sample.group(2), ""))
						.results()
						.collect(Collectors.toMap((label) -> label.group(1), (label) -> label.group(2))))));
	}

	private String scrape() throws IOException, InterruptedException {
		return this.application.send("GET", "/prometheus").body();
	}

	@ParameterizedTest
	@MethodSource("queries")
	void askForMetricsLabelsAndValuesThatAnApplicationPublishes(PrometheusQuery query) {
		assertThat(query.unknownWords()).isEmpty();
		assertThat(query.selectors()).isNotEmpty().allSatisfy((selector) -> {
			List<Sample> found = this.samples.stream()
				.filter((sample) -> sample.metric().equals(selector.metric()))
				.toList();
			assertThat(found).as(selector.metric()).isNotEmpty();
			assertThat(selector.matchers()).filteredOn((matcher) -> !OF_PROMETHEUS.contains(matcher.label()))
				.allMatch((matcher) -> matcher.matchesAllOf(found.stream()
					.map((sample) -> sample.labels().get(matcher.label()))
					.filter(Objects::nonNull)
					.toList()));
			assertThat(query.groups()).filteredOn((label) -> !OF_PROMETHEUS.contains(label))
				.allMatch((label) -> found.stream().allMatch((sample) -> sample.labels().containsKey(label)));
		});
	}

	@Test
	void theLegendsOfTheDashboardNameLabelsOfTheResults() throws IOException {
		assertThat(targets()).isNotEmpty()
			.allSatisfy((target) -> assertThat(LEGEND_LABEL.matcher(target.path("legendFormat").asString())
				.results()
				.map((label) -> label.group(1))).isNotEmpty()
				.isSubsetOf(new PrometheusQuery(target.path("expr").asString()).groups()));
	}

	@Test
	void theDashboardShowsAllMetersOfTheDocumentation() throws IOException {
		Set<String> shown = targets().stream()
			.map((target) -> new PrometheusQuery(target.path("expr").asString()))
			.flatMap((query) -> query.selectors().stream())
			.map(PrometheusQuery.Selector::metric)
			.collect(Collectors.toCollection(TreeSet::new));
		assertThat(METER.matcher(operations() + Files.readString(DOCS.resolve("fleet.md")))
			.results()
			.map((row) -> row.group(1).replace('.', '_'))).isNotEmpty()
			.allMatch((meter) -> shown.stream()
				.anyMatch((metric) -> metric.matches(meter + "(_total|_seconds|_seconds_count)?")));
	}

	@Test
	void theDocumentationExplainsEachAlert() throws IOException {
		assertThat(ALERT.matcher(operations()).results().map((row) -> row.group(1)))
			.containsExactlyElementsOf(rules().stream().map((rule) -> rule.get("alert").toString()).toList());
	}

	@Test
	@EnabledIf("com.dintero.auth.autoconfigure.Prometheus#isInstalled")
	void promtoolAcceptsTheAlertsAndSeesThemFire() throws Exception {
		Prometheus.tool("check", "rules", RULES.toString());
		Prometheus.tool("test", "rules", "src/test/resources/prometheus-rules-tests.yml");
	}

	@Test
	@EnabledIf("com.dintero.auth.autoconfigure.Prometheus#isInstalled")
	void prometheusAnswersEachQueryOfTheDashboardAndEvaluatesTheAlerts(@TempDir Path folder) throws Exception {
		int port = this.application.context().getEnvironment().getRequiredProperty("local.server.port", Integer.class);
		try (Prometheus prometheus = Prometheus.start(folder, port, RULES)) {
			for (PrometheusQuery query : dashboard()) {
				Awaitility.await(query.text())
					.atMost(PATIENT)
					.untilAsserted(() -> assertThat(prometheus.query(query.text()).size()).isPositive());
			}
			Awaitility.await()
				.atMost(PATIENT)
				.untilAsserted(() -> assertThat(prometheus.get("/api/v1/rules").at("/data/groups/0/rules").values())
					.hasSameSizeAs(rules())
					.allMatch((rule) -> rule.path("health").asString().equals("ok")));
		}
	}

	static List<PrometheusQuery> queries() throws IOException {
		return Stream
			.concat(dashboard().stream(),
					rules().stream().map((rule) -> new PrometheusQuery(rule.get("expr").toString())))
			.toList();
	}

	private static List<PrometheusQuery> dashboard() throws IOException {
		Stream<String> variables = board().at("/templating/list")
			.values()
			.stream()
			.filter((variable) -> variable.path("type").asString().equals("query"))
			.map((variable) -> VARIABLE.matcher(variable.path("query").asString()).replaceAll("group by ($2) ($1)"));
		return Stream.concat(variables, targets().stream().map((target) -> target.path("expr").asString()))
			.map((query) -> query.replaceAll("\\$(job|registration)\\b", ".*").replace("$__rate_interval", "1m"))
			.map(PrometheusQuery::new)
			.toList();
	}

	private static List<JsonNode> targets() throws IOException {
		return board().path("panels")
			.values()
			.stream()
			.flatMap((panel) -> panel.path("targets").values().stream())
			.toList();
	}

	private static JsonNode board() throws IOException {
		return JsonMapper.shared().readTree(Files.readString(DOCS.resolve("grafana-dashboard.json")));
	}

	@SuppressWarnings("unchecked")
	private static List<Map<String, Object>> rules() throws IOException {
		Map<String, List<Map<String, Object>>> file = new Yaml().load(Files.readString(RULES));
		return (List<Map<String, Object>>) file.get("groups").get(0).get("rules");
	}

	private static String operations() throws IOException {
		return Files.readString(DOCS.resolve("operations.md"));
	}

	/**
	 * A line of the output.
	 *
	 * @param metric the name of the metric
	 * @param labels its labels
	 */
	private record Sample(String metric, Map<String, String> labels) {

	}

}
