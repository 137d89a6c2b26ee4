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

package com.dintero.auth.samples.partner;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.aot.AotDetector;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.util.StringUtils;

import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockDinteroClient;
import com.dintero.auth.test.MockFault;
import com.dintero.auth.test.MockMerchant;
import com.dintero.auth.test.MockRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Runs the application as its users do, with the Dintero inside it and with another one
 * in the place of the real one.
 */
class PartnerApplicationTests {

	private static final int MERCHANTS = 200;

	private static final int KNOWN = MERCHANTS - EmbeddedDintero.UNKNOWN.size();

	private static final int TOKENS = 1 + KNOWN;

	private static final int TOKEN_REQUESTS = 1 + MERCHANTS + KNOWN;

	private static final List<String> LINKS = List.of("/actuator/health", "/actuator/dinterotokens",
			"/actuator/metrics", "/actuator/prometheus");

	private @Nullable ConfigurableApplicationContext context;

	@AfterEach
	void stop() {
		if (this.context != null) {
			this.context.close();
		}
	}

	@Test
	void thePageHasTheSettingsOfEachMerchant() {
		start();
		WebTestClient.BodyContentSpec page = page();
		page.xpath("//tbody/tr").nodeCount(MERCHANTS);
		page.xpath("//tbody/tr[@class='failed']").nodeCount(MERCHANTS - KNOWN);
		page.xpath("normalize-space(//tbody)")
			.isEqualTo(IntStream.range(0, MERCHANTS).mapToObj(this::expectedRow).collect(Collectors.joining(" ")));
	}

	private String expectedRow(int index) {
		String accountId = "T" + (11200001 + index);
		return EmbeddedDintero.UNKNOWN.contains(accountId)
				? "Not read %1$s – %1$s No token (status 403): The partner has no such merchant".formatted(accountId)
				: "%2$s %1$s 9%3$s 9%3$s %1$s Active Test".formatted(accountId, BusinessNames.get(index),
						accountId.substring(1));
	}

	// The build processes the application ahead of time before it runs the tests
	@Test
	void processedAheadOfTimeItDoesTheSame() {
		System.setProperty(AotDetector.AOT_ENABLED, "true");
		try {
			start();
			page().xpath("//tbody/tr[not(@class='failed')]").nodeCount(KNOWN);
			counters().jsonPath("$.tokenRequests").isEqualTo(TOKEN_REQUESTS);
		}
		finally {
			System.clearProperty(AotDetector.AOT_ENABLED);
		}
	}

	@Test
	void eachMerchantIsReadWithItsOwnToken() {
		start();
		page();
		List<MockRequest> reads = dintero().resources().requests();
		assertThat(reads).hasSize(KNOWN).allMatch((read) -> read.status() == 200);
		assertThat(reads).extracting((read) -> read.header(HttpHeaders.AUTHORIZATION)).doesNotHaveDuplicates();
		assertThat(reads).extracting(MockRequest::path).doesNotHaveDuplicates();
	}

	@Test
	void theFirstViewRequestsEachTokenOnceAndTheSecondNone() {
		start();
		for (int view = 1; view <= 2; view++) {
			page();
			assertThat(dintero().tokenEndpoint().requestCount()).isOne();
			assertThat(dintero().exchangeEndpoint().requestCount()).isEqualTo(MERCHANTS);
			assertThat(dintero().merchantTokenEndpoint().requestCount()).isEqualTo(KNOWN);
			assertThat(dintero().resources().requestCount()).isEqualTo(view * KNOWN);
			assertThat(dintero().peakTokenRequests()).isBetween(1, 16);
		}
	}

	@Test
	void aMerchantWithoutATokenFailsAlone() {
		start();
		WebTestClient.BodyContentSpec page = page();
		assertThat(EmbeddedDintero.UNKNOWN).hasSize(2).allSatisfy((accountId) -> {
			page.xpath(row(accountId) + "[@class='failed']").exists();
			page.xpath(row(accountId) + "/td[@class='problem']")
				.isEqualTo("No token (status 403): The partner has no such merchant");
			page.xpath("//div[@class='notice']//a[@href='#%s']".formatted(accountId)).exists();
		});
		page.xpath("normalize-space(//div[@class='notice'])")
			.isEqualTo("2 merchants could not be read: T11200005, T11200121. The others are not affected.");
	}

	@Test
	void withoutThePartnersTokenThePageSaysWhyThereIsNoMerchant() {
		start();
		dintero().tokenEndpoint().failAlways(MockFault.status(401));
		WebTestClient.BodyContentSpec page = page();
		page.xpath("//tbody/tr[@class='failed']").nodeCount(MERCHANTS);
		page.xpath("normalize-space(//div[@class='notice severe'])")
			.string((text) -> assertThat(text)
				.startsWith("No merchant could be read. No token for the partner itself (status 401): "));
	}

	@Test
	void whatTheApiAnswersIsShown() {
		start("--sample.embedded.merchants=1");
		dintero().resources().failNext(MockFault.status(500));
		page().xpath("//tbody/tr[@class='failed']/td[@class='problem']").isEqualTo("No settings (status 500)");
		dintero().resources().failNext(MockFault.body("[]"));
		page().xpath("//tbody/tr[@class='failed']/td[@class='problem']").isEqualTo("No settings: DecodingException");
		dintero().resources().failNext(MockFault.body(""));
		page().xpath("//tbody/tr[@class='failed']/td[@class='problem']")
			.isEqualTo("No settings: NoSuchElementException");
	}

	@Test
	void settingsThatAreMissingAreShownAsUnknown() {
		start("--sample.embedded.merchants=1");
		dintero().resources().failNext(MockFault.body("{}"));
		page().xpath("normalize-space(//tbody/tr)").isEqualTo("No name T11200001 – T11200001 Unknown Unknown");
	}

	@Test
	void aPageWithoutMerchantsSaysSo() {
		start("--sample.embedded.merchants=0");
		WebTestClient.BodyContentSpec page = page();
		page.xpath("//table").doesNotExist();
		page.xpath("//div[@class='empty']/p[1]").isEqualTo("No merchants yet");
	}

	@Test
	void namesAreEscaped() {
		start("--sample.embedded.merchants=1");
		String name = "<script>alert('\"&amp;')</script>";
		dintero().register(new MockMerchant("T11200001", EmbeddedDintero.PARTNER, name));
		WebTestClient.BodyContentSpec page = page();
		page.xpath(row("T11200001") + "/th/span[@class='name']").isEqualTo(name);
		page.xpath("//body//script").doesNotExist();
	}

	@Test
	void nothingInlineIsAllowedOrThere() {
		start("--sample.embedded.merchants=1");
		WebTestClient.BodyContentSpec page = page();
		page.xpath("//script[not(@src)]|//style|//@style|//@*[starts-with(name(), 'on')]").doesNotExist();
		for (String path : List.of("/page.css", "/counters.js", "/icon.svg")) {
			page.xpath("//link[@href='%1$s']|//script[@src='%1$s']".formatted(path)).exists();
			client().get()
				.uri(path)
				.exchange()
				.expectStatus()
				.isOk()
				.expectHeader()
				.valueMatches("Content-Security-Policy", "default-src 'none'; (?!.*unsafe).*");
		}
	}

	@Test
	void countersAreCountedAsTheyAreAtTheServer() {
		start();
		counters().json("""
				{"tokensHeld": 0, "tokenRequests": 0}
				""");
		WebTestClient.BodyContentSpec page = page();
		int requests = dintero().tokenEndpoint().requestCount() + dintero().exchangeEndpoint().requestCount()
				+ dintero().merchantTokenEndpoint().requestCount();
		assertThat(requests).isEqualTo(TOKEN_REQUESTS);
		page.xpath("//*[@data-counter='tokensHeld']").isEqualTo(String.valueOf(TOKENS));
		page.xpath("//*[@data-counter='tokenRequests']").isEqualTo(String.valueOf(TOKEN_REQUESTS));
		page.xpath("//dd/span[.='with %d token requests']".formatted(TOKEN_REQUESTS)).exists();
		page().xpath("//dd/span[.='with 0 token requests']").exists();
		WebTestClient.BodyContentSpec counters = counters();
		counters.jsonPath("$.tokensHeld").isEqualTo(TOKENS);
		counters.jsonPath("$.tokenRequests").isEqualTo(TOKEN_REQUESTS);
	}

	@Test
	void thePageLinksToWhatOperatorsSee() {
		start();
		WebTestClient.BodyContentSpec page = page();
		LINKS.forEach((link) -> page.xpath("//a[@href='%s']".formatted(link)).exists());
		page.xpath("//a[starts-with(@href, '/actuator/')]").nodeCount(LINKS.size());
		json("/actuator/health").jsonPath("$.components.dinteroTokens.components.platform.status").isEqualTo("UP");
		WebTestClient.BodyContentSpec tokens = json("/actuator/dinterotokens");
		tokens.jsonPath("$.registrations.platform.merchantCount.VALID").isEqualTo(KNOWN);
		tokens.jsonPath("$.registrations.platform.merchantCount.FAILED").isEqualTo(MERCHANTS - KNOWN);
		json("/actuator/metrics/dintero.token.held").jsonPath("$.measurements[0].value").isEqualTo(TOKENS);
		assertThat(body("/actuator/prometheus"))
			.contains("dintero_token_held{registration=\"platform\"} %s.0".formatted(TOKENS));
	}

	@Test
	void actuatorIsReadOnly() {
		start("--sample.embedded.merchants=1");
		page();
		client().delete().uri("/actuator/dinterotokens/platform").exchange().expectStatus().isEqualTo(405);
		counters().jsonPath("$.tokensHeld").isEqualTo(2);
	}

	@Test
	void secretsAndTokensStayInside() {
		start();
		String page = body("/") + body("/counters") + body("/actuator/dinterotokens/platform")
				+ body("/actuator/metrics/dintero.token.request")
				+ LINKS.stream().map(this::body).collect(Collectors.joining());
		assertThat(page).doesNotContain(dintero().client().clientSecret());
		assertThat(dintero().requests()).isNotEmpty()
			.extracting((request) -> String.valueOf(request.header(HttpHeaders.AUTHORIZATION)))
			.allSatisfy((authorization) -> assertThat(page)
				.doesNotContain(authorization.substring(authorization.indexOf(' ') + 1)));
	}

	@Test
	void withCredentialsItReadsThoseMerchantsThere() {
		MockDinteroClient client = MockDinteroClient.of("P98700000", "real-client", "real-secret");
		try (MockDintero dintero = MockDintero.builder()
			.client(client)
			.merchant(new MockMerchant("P98700017", "P98700000", "A Real Merchant"))
			.start()) {
			start(credentials(client, "P98700017, P98700018, P98700017"),
					"--dintero.auth.base-url=" + dintero.baseUrl());
			WebTestClient.BodyContentSpec page = page();
			page.xpath("//tbody/tr").nodeCount(2);
			page.xpath("normalize-space(%s)".formatted(row("P98700017")))
				.isEqualTo("A Real Merchant P98700017 998700017 998700017 P98700017 Active Live");
			page.xpath(row("P98700018") + "[@class='failed']").exists();
			page.xpath("normalize-space(//header)")
				.string((text) -> assertThat(text).contains("P98700000", "Dintero " + dintero.baseUrl())
					.doesNotContain("MockDintero"));
		}
	}

	@Test
	void anAccountIdOffItsPatternStopsTheStart() {
		MockDinteroClient client = MockDinteroClient.of("P98700000", "real-client", "real-secret");
		assertThatException().isThrownBy(() -> start(credentials(client, "P98700017,../../P98700018")))
			.withStackTraceContaining("'../../P98700018' in 'sample.merchants': Not the account id of a merchant");
	}

	@Test
	void itListensOnLoopbackOnly() {
		assertThat(start().getEnvironment().getProperty("server.address")).isEqualTo("127.0.0.1");
	}

	private ConfigurableApplicationContext start(String... args) {
		return start(Credentials.of(Map.of()), args);
	}

	private ConfigurableApplicationContext start(Credentials credentials, String... args) {
		String[] all = StringUtils
			.concatenateStringArrays(new String[] { "--server.port=0", "--sample.embedded.latency=0s",
					// Only two instances use Redis
					"--management.health.redis.enabled=false" }, args);
		this.context = PartnerApplication.application(credentials).run(all);
		return this.context;
	}

	private static Credentials credentials(MockDinteroClient client, String merchants) {
		return Credentials.of(Map.of("DINTERO_ACCOUNT_ID", client.accountId(), "DINTERO_CLIENT_ID", client.clientId(),
				"DINTERO_CLIENT_SECRET", client.clientSecret(), "DINTERO_MERCHANTS", merchants));
	}

	private MockDintero dintero() {
		return this.context.getBean(MockDintero.class);
	}

	private WebTestClient.BodyContentSpec page() {
		return get("/", MediaType.TEXT_HTML);
	}

	private WebTestClient.BodyContentSpec counters() {
		return json("/counters");
	}

	private WebTestClient.BodyContentSpec json(String path) {
		return get(path, MediaType.APPLICATION_JSON);
	}

	private WebTestClient.BodyContentSpec get(String path, MediaType type) {
		return client().get()
			.uri(path)
			.accept(type)
			.exchange()
			.expectStatus()
			.isOk()
			.expectHeader()
			.contentTypeCompatibleWith(type)
			.expectBody();
	}

	private String body(String path) {
		EntityExchangeResult<String> result = client().get()
			.uri(path)
			.exchange()
			.expectBody(String.class)
			.returnResult();
		return String.valueOf(result.getResponseBody());
	}

	private WebTestClient client() {
		return WebTestClient.bindToServer()
			.baseUrl("http://127.0.0.1:" + this.context.getEnvironment().getProperty("local.server.port"))
			.responseTimeout(Duration.ofSeconds(30))
			.codecs((codecs) -> codecs.defaultCodecs().maxInMemorySize(-1))
			.build();
	}

	private static String row(String accountId) {
		return "//tbody/tr[@id='%s']".formatted(accountId);
	}

}
