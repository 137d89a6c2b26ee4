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

package com.dintero.auth.documentation;

import java.util.NoSuchElementException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import reactor.test.StepVerifier;
import reactor.util.context.Context;

import com.dintero.auth.DinteroTokens;
import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockMerchant;
import com.dintero.auth.test.MockRequest;
import com.dintero.auth.test.autoconfigure.AutoConfigureMockDintero;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@SpringBootTest(properties = { "dintero.auth.registration.partner.account-id=T11200000",
		"dintero.auth.registration.partner.client-id=${PARTNER_CLIENT_ID}",
		"dintero.auth.registration.partner.client-secret=${PARTNER_CLIENT_SECRET}" })
@AutoConfigureMockDintero
@Import({ CurrentMerchantConfiguration.class, MerchantManager.class })
class PartnerTests {

	@Autowired
	private MockDintero dintero;

	@Autowired
	private DinteroTokens tokens;

	@BeforeEach
	void registerMerchants() {
		this.dintero.register(MockMerchant.of("T11200000", "T11200001"));
		this.dintero.register(MockMerchant.of("T11200000", "T11200002"));
		this.tokens.invalidate("partner");
	}

	@AfterEach
	void endRequest() {
		RequestContextHolder.resetRequestAttributes();
	}

	@Test
	void aRequestNamesTheMerchantWhoseTokenItCarries(@Autowired Merchants merchants) {
		assertThat(merchants.settings("T11200001").accountId()).isEqualTo("T11200001");
		assertThat(merchants.settings("T11200002").accountId()).isEqualTo("T11200002");
		assertThat(this.dintero.resources().requests()).extracting((request) -> request.header("Authorization"))
			.doesNotHaveDuplicates()
			.doesNotContainNull();
		assertThat(this.dintero.tokenEndpoint().requestCount()).isEqualTo(1);
	}

	@Test
	void theMerchantOfTheSessionIsTakenWhereARequestNamesNone(@Autowired Accounts accounts) {
		MockHttpServletRequest request = new MockHttpServletRequest();
		request.getSession().setAttribute("merchant", "T11200001");
		RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
		assertThat(accounts.settings("T11200001").accountId()).isEqualTo("T11200001");
		assertThat(this.dintero.exchangeEndpoint().requestCount()).isEqualTo(1);
	}

	@Test
	void theMerchantOfReactorsContextIsTakenByTheReactiveBean() {
		StepVerifier
			.create(new ReactiveCurrentMerchantConfiguration().currentMerchant()
				.resolveAccountId("partner")
				.contextWrite(Context.of("merchant", "T11200001")))
			.expectNext("T11200001")
			.verifyComplete();
		StepVerifier.create(new ReactiveCurrentMerchantConfiguration().currentMerchant().resolveAccountId("partner"))
			.verifyError(NoSuchElementException.class);
	}

	@Test
	void withoutAMerchantInTheSessionTheRequestFails(@Autowired Accounts accounts) {
		RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(new MockHttpServletRequest()));
		assertThatIllegalStateException().isThrownBy(() -> accounts.settings("T11200000"))
			.withMessage("This session has no merchant");
		RequestContextHolder.resetRequestAttributes();
		assertThatIllegalStateException().isThrownBy(() -> accounts.settings("T11200000"));
		assertThat(this.dintero.requests()).isEmpty();
	}

	@Test
	void thePartnersOwnTokenIsAskedFor(@Autowired Merchants merchants) {
		assertThat(merchants.partner("T11200000").accountId()).isEqualTo("T11200000");
		assertThat(this.dintero.exchangeEndpoint().requestCount()).isZero();
	}

	@Test
	void springSecuritysManagerGetsTheMerchantsToken(@Autowired MerchantManager manager) {
		assertThat(manager.authorize("T11200001").getPrincipalName()).isEqualTo("T11200001");
		assertThat(manager.authorize("T11200001").getAccessToken())
			.isSameAs(manager.authorize("T11200001").getAccessToken());
		assertThat(this.dintero.merchantTokenEndpoint().requests()).extracting(MockRequest::path)
			.containsExactly("/v1/accounts/T11200001/auth/token");
	}

}
