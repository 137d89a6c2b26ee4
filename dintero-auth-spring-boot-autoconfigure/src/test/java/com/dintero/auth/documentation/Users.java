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

import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.stereotype.Component;

import com.dintero.auth.DinteroMfaRequiredException;
import com.dintero.auth.MfaChallenge;
import com.dintero.auth.MfaChannel;
import com.dintero.auth.user.DinteroUserClient;
import com.dintero.auth.user.DinteroUserClients;
import com.dintero.auth.user.PasswordlessCode;
import com.dintero.auth.user.PasswordlessRecipient;

/**
 * Users who sign in with what Dintero knows of them.
 */
@Component
class Users {

	private final DinteroUserClients clients;

	Users(DinteroUserClients clients) {
		this.clients = clients;
	}

	OAuth2AccessTokenResponse signIn(String username, String password, BindingCodes codes) {
		DinteroUserClient users = this.clients.get("dintero");
		try {
			return users.signIn(username, password);
		}
		catch (DinteroMfaRequiredException ex) {
			MfaChallenge challenge = users.requestChallenge(ex.getMfaToken(), MfaChannel.SMS);
			return users.answerChallenge(challenge, codes.ask(challenge.channel()));
		}
	}

	void sendCode(String email) {
		this.clients.get("dintero").sendCode(PasswordlessRecipient.byEmail(email));
	}

	OAuth2AccessTokenResponse redeemCode(String email, String code) {
		return this.clients.get("dintero").redeemCode(PasswordlessCode.ofEmail(email, code));
	}

	OAuth2AccessTokenResponse exchange(String userToken) {
		return this.clients.get("dintero").exchange(userToken);
	}

	OAuth2AccessTokenResponse recover(String username, BindingCodes codes) {
		DinteroUserClient users = this.clients.get("dintero");
		MfaChallenge first = users.startRecovery(username, MfaChannel.SMS);
		try {
			return users.answerChallenge(first, codes.ask(first.channel()));
		}
		catch (DinteroMfaRequiredException ex) {
			MfaChallenge second = users.requestChallenge(ex.getMfaToken(), MfaChannel.EMAIL);
			return users.answerChallenge(second, codes.ask(second.channel()));
		}
	}

	OAuth2AccessTokenResponse refresh(OAuth2RefreshToken refreshToken) {
		return this.clients.get("dintero").refresh(refreshToken.getTokenValue());
	}

	void signOut(OAuth2RefreshToken refreshToken) {
		this.clients.get("dintero").revoke(refreshToken.getTokenValue());
	}

	/**
	 * Asks a user for the code that Dintero has sent.
	 */
	interface BindingCodes {

		String ask(MfaChannel channel);

	}

}
