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

package com.dintero.auth.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

import org.jspecify.annotations.Nullable;

/**
 * A Dintero in a box: an HTTP server on a free port of this machine that issues access
 * tokens to clients, to partners on behalf of their merchants, for users of an account
 * and for users who come from an external identity provider, and serves two resources.
 * <p>
 * It accepts what Dintero accepts: any {@code Accept} header that does not exclude JSON,
 * or none, chunked bodies, {@code Expect: 100-continue}, and members that are not
 * documented. It refuses what Dintero refuses: it checks method, path, content type,
 * JSON, credentials, audience, codes, bearer tokens, types of grants and scopes, and
 * answers with Dintero's error objects. {@link MockDinteroClient} lists the types of
 * grants and the scopes that each endpoint needs. It records what it received, and it can
 * be told to be slow, to fail, to limit the rate, and to revoke tokens. It needs nothing
 * but the JDK and Jackson's streaming parser.
 * <p>
 * It serves these paths below {@link #baseUrl()}: {@code POST
 * /accounts/{oid}/auth/token}, {@code .../auth/oidc/token},
 * {@code .../auth/exchange_token}, {@code .../auth/passwordless},
 * {@code .../auth/revoke}, {@code .../auth/mfa/challenge} and
 * {@code .../auth/mfa/recovery}, {@code GET /accounts/{aid}/management/settings}, and
 * {@code POST /sessions-profile}. It answers {@code 404} for everything else that Dintero
 * has, for example {@code GET /accounts/{oid}/auth/keys}, {@code POST
 * /accounts/{aid}/auth/clients/{id}/rotate-secret}, {@code /accounts/{aid}/payments},
 * {@code /transactions}, and the page that a session's {@code url} names. It does not
 * sign its tokens, so nobody can verify them, and it speaks HTTP/1.1 without TLS.
 * <p>
 * It knows the clients that it was given, or a default one that {@link #client()}
 * returns, the merchants, users and API keys that it was given, and the authority that
 * redeems users' codes: one in memory that issues them itself, see
 * {@link #authorizationCode(String, MockUserInfo)}, unless the builder was given another.
 * The codes that it sends to users are to be had from {@link #lastSentCode(String)}. It
 * is thread-safe, and needs neither Spring nor a test framework.
 * <p>
 * A bearer token that is not known, has expired or has been revoked is refused with
 * {@code 401} and {@code WWW-Authenticate: Bearer}; a valid one that is for something
 * else, such as another account or another step of the partner exchange, with
 * {@code 403}, except that the OIDC endpoint and the grant {@code account_user_token}
 * refuse both with {@code 401}. What a body says and is wrong, such as a password, is
 * refused with {@code 401} too, but without that header.
 *
 * <pre>
 * try (MockDintero dintero = MockDintero.start()) {
 * 	dintero.tokenEndpoint().failNext(MockFault.status(503));
 * 	// call something that talks to dintero.baseUrl()
 * }
 * </pre>
 *
 * @since 0.1.0
 * @see MockEndpoint
 * @see MockFault
 */
public final class MockDintero implements AutoCloseable {

	private final MockHttpServer server;

	private final String baseUrl;

	private final Clock clock;

	private final MockClients clients;

	private final MockMerchants merchants;

	private final IssuedTokens tokens;

	private final MockAuthority authority;

	private final CodeRedeemer redeemer;

	private final MockUsers users;

	private final ApiKeys apiKeys;

	private final SentCodes sentCodes = new SentCodes();

	private final RefreshTokens refreshTokens = new RefreshTokens();

	private final TokenTraffic tokenTraffic = new TokenTraffic();

	private final RequestLog log;

	private final MockEndpoints endpoints;

	private MockDintero(Builder builder) throws IOException {
		this.clock = builder.clock;
		this.clients = new MockClients(builder.clients());
		this.merchants = new MockMerchants(builder.merchants);
		this.tokens = new IssuedTokens(this.clock);
		this.authority = (builder.authority != null) ? builder.authority : new IssuedCodes();
		this.redeemer = new CodeRedeemer(this.authority);
		this.users = new MockUsers(builder.users);
		this.apiKeys = new ApiKeys(builder.apiKeys);
		this.log = new RequestLog(builder.recordedRequests);
		this.endpoints = new MockEndpoints(this.log);
		this.server = new MockHttpServer(builder.port, new MockDispatcher(this.log, this.endpoints, this.tokenTraffic,
				authServices(), new ResourceHandler(this.merchants, this.tokens, this.apiKeys)));
		InetAddress address = InetAddress.getLoopbackAddress();
		String host = (address instanceof Inet6Address) ? "[%s]" : "%s";
		this.baseUrl = ("http://" + host + ":%d/v1").formatted(address.getHostAddress(), this.server.port());
	}

	/**
	 * Starts a server with the default client, the system's clock and a free port.
	 * @return the server, which is to be closed
	 */
	public static MockDintero start() {
		return builder().start();
	}

	/**
	 * Returns a builder of a server that is to be different.
	 * @return a builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Returns the API root to configure in place of {@code https://api.dintero.com/v1}.
	 * @return the URL, without a slash at its end
	 */
	public String baseUrl() {
		return this.baseUrl;
	}

	/**
	 * Returns the first client: the default one, unless the builder was given others.
	 * @return the client
	 */
	public MockDinteroClient client() {
		return this.clients.first();
	}

	/**
	 * Makes one more client known. It replaces one with the same id at the same account.
	 * @param client the client
	 */
	public void register(MockDinteroClient client) {
		this.clients.register(client);
	}

	/**
	 * Makes one more merchant known. It replaces the one with the same account id.
	 * @param merchant the merchant
	 */
	public void register(MockMerchant merchant) {
		this.merchants.register(merchant);
	}

	/**
	 * Makes one more user known. It replaces the one with the same name at the same
	 * account.
	 * @param user the user
	 */
	public void register(MockUser user) {
		this.users.register(user);
	}

	/**
	 * Makes one more API key known, which {@code POST /sessions-profile} takes in place
	 * of a token.
	 * @param accountId the account that it gives access to
	 * @param key the API key
	 * @throws IllegalArgumentException if the account id is off its pattern, or if the
	 * key is blank
	 */
	public void registerApiKey(String accountId, String key) {
		this.apiKeys.register(accountId, key);
	}

	/**
	 * Issues the JWT of an account user, as the grant {@code account_user_token} takes
	 * it. It lives for an hour, and gives access to nothing by itself.
	 * @param user the user, who need not be known
	 * @return the token
	 */
	public String accountUserToken(MockUser user) {
		return this.tokens.issueFromElsewhere(TokenKind.ACCOUNT_USER, user.accountId(), user.userId(), user.email());
	}

	/**
	 * Issues an ID token of an external identity provider with an {@code email} claim, as
	 * the grant {@code account_user_token} takes it. It lives for an hour, and gives
	 * access to nothing by itself.
	 * @param accountId the account that trusts the identity provider
	 * @param email the e-mail address, which need not be that of a known user
	 * @return the token
	 * @throws IllegalArgumentException if the account id is off its pattern, or if the
	 * e-mail address is blank
	 */
	public String externalIdToken(String accountId, String email) {
		if (!MockDinteroClient.isAccountId(accountId) || email.isBlank()) {
			throw new IllegalArgumentException("An ID token needs an account id such as T12345678 and an e-mail");
		}
		return this.tokens.issueFromElsewhere(TokenKind.EXTERNAL_ID, accountId, email, email);
	}

	/**
	 * Sets whether the use of a refresh token gives a new one in place of it, as it does
	 * by default. Without rotation it stays the same, and answers do not have it.
	 * @param rotate whether to give a new one
	 */
	public void rotateRefreshTokens(boolean rotate) {
		this.refreshTokens.rotating(rotate);
	}

	/**
	 * Returns the codes that were sent to users since the start or the last
	 * {@link #reset()}, ten thousand at most.
	 * @return the codes in the order in which they were sent, a snapshot
	 */
	public List<MockSentCode> sentCodes() {
		return this.sentCodes.all();
	}

	/**
	 * Returns the last code that was sent to a user since the start or the last
	 * {@link #reset()}.
	 * @param username the name of the user
	 * @return the code
	 * @throws NoSuchElementException if none was sent
	 */
	public MockSentCode lastSentCode(String username) {
		return this.sentCodes.last(username);
	}

	/**
	 * Lets a user sign in at the authority in memory.
	 * @param redirectUri where the user comes back to
	 * @param user what the authority tells about the user
	 * @return the code that the user brings back; the OIDC endpoint redeems it once, only
	 * with the very same redirect URI, and an attempt with another one uses it up
	 * @throws IllegalStateException if the builder was given another authority
	 */
	public String authorizationCode(String redirectUri, MockUserInfo user) {
		return issueCode(redirectUri, user);
	}

	/**
	 * Lets a user sign in at the authority in memory, about whom nothing is told: the
	 * answer has no {@code user_info}.
	 * @param redirectUri where the user comes back to
	 * @return the code that the user brings back, as in
	 * {@link #authorizationCode(String, MockUserInfo)}
	 * @throws IllegalStateException if the builder was given another authority
	 */
	public String authorizationCode(String redirectUri) {
		return issueCode(redirectUri, null);
	}

	/**
	 * Sets how long tokens live that are issued from now on, 4 hours by default.
	 * @param lifetime the lifetime, at least a second; a fraction of a second is cut off
	 */
	public void tokenLifetime(Duration lifetime) {
		this.tokens.lifetime(lifetime);
	}

	/**
	 * Returns the token endpoint, {@code POST /accounts/{oid}/auth/token}, as far as
	 * requests are concerned that do not carry a bearer token: see
	 * {@link #merchantTokenEndpoint()}, {@link #userTokenEndpoint()} and
	 * {@link #refreshEndpoint()} for the others.
	 * @return the token endpoint
	 */
	public MockEndpoint tokenEndpoint() {
		return this.endpoints.token();
	}

	/**
	 * Returns the endpoint where a partner exchanges its own token for one of a merchant,
	 * {@code POST /accounts/{partner_id}/auth/exchange_token}. The token must have been
	 * issued to a client of exactly this account. An account that is not known and one of
	 * another partner are refused in the same way, with {@code 403}.
	 * @return the exchange endpoint
	 */
	public MockEndpoint exchangeEndpoint() {
		return this.endpoints.exchange();
	}

	/**
	 * Returns the token endpoint as far as requests with a bearer token are concerned:
	 * {@code POST /accounts/{merchant}/auth/token} with an exchange token gets the
	 * merchant's access token. The audience must be a grant of the partner's client or
	 * the merchant's own {@code https://api.dintero.com/v1/accounts/{merchant}}. Requests
	 * whose grant cannot be read or is not known come here too.
	 * @return the token endpoint for exchange tokens
	 */
	public MockEndpoint merchantTokenEndpoint() {
		return this.endpoints.merchantToken();
	}

	/**
	 * Returns the endpoint where the code that a user brings back from an external
	 * identity provider becomes a token, {@code POST /accounts/{oid}/auth/oidc/token}.
	 * The request's token must be a client's own for exactly this account, any other one
	 * is refused with {@code 401}; the {@code client_id} may be that of another client of
	 * the account. A code that the authority refuses is answered with {@code 400}, and an
	 * authority that fails with {@code 500}.
	 * @return the OIDC endpoint
	 */
	public MockEndpoint oidcEndpoint() {
		return this.endpoints.oidc();
	}

	/**
	 * Returns the token endpoint as far as tokens of users are concerned: {@code POST
	 * /accounts/{oid}/auth/token} with a bearer token and one of these grants.
	 * <ul>
	 * <li>{@code password}: an unknown user and a wrong password are refused in the same
	 * way, with {@code 401}.</li>
	 * <li>{@code authorization_code}: the last code that {@link #passwordlessEndpoint()}
	 * sent to the user, once and within five minutes, {@code 401} otherwise.</li>
	 * <li>{@code mfa-oob} or {@code mfa_oob}: the answer to the last challenge of the MFA
	 * token, once and within five minutes, {@code 401} otherwise. Ten wrong answers make
	 * a challenge void. It must be answered with a token of the client that the user
	 * signs in with.</li>
	 * <li>{@code account_user_token} or {@code account_user}: the bearer token is that of
	 * a user of the account, see {@link #accountUserToken(MockUser)} and
	 * {@link #externalIdToken(String, String)}, or a token of this endpoint, of
	 * {@link #refreshEndpoint()} or of {@link #oidcEndpoint()}. The audience must be a
	 * grant of any client of the account.</li>
	 * </ul>
	 * The bearer token of the others must be a client's own for exactly this account, and
	 * the audience a grant of this client. Users with MFA get {@code 403} with the code
	 * {@code mfa_required} and an {@code mfa_token} in return for their password or code.
	 * Other users get a {@code refresh_token} if the client's token has the scope
	 * {@link MockDinteroClient#REFRESH_TOKEN_SCOPE}.
	 * @return the token endpoint for users
	 */
	public MockEndpoint userTokenEndpoint() {
		return this.endpoints.userToken();
	}

	/**
	 * Returns the token endpoint as far as refresh tokens are concerned: {@code POST
	 * /accounts/{oid}/auth/token} with a client's own token and the grant
	 * {@code refresh_token} gets a new access token for the same audience. A refresh
	 * token that is not valid and one of another client are refused in the same way, with
	 * {@code 401}. Refresh tokens do not expire, see
	 * {@link #rotateRefreshTokens(boolean)}.
	 * @return the token endpoint for refresh tokens
	 */
	public MockEndpoint refreshEndpoint() {
		return this.endpoints.refresh();
	}

	/**
	 * Returns the endpoint that sends a code to a user to sign in with, {@code POST
	 * /accounts/{oid}/auth/passwordless}. The user is the one with the {@code user_id},
	 * or else with the {@code email}. The answer is {@code 204} also if there is none, or
	 * none with a phone number for the connection {@code sms} or an e-mail address for
	 * {@code email}, but nothing is sent then.
	 * @return the passwordless endpoint
	 */
	public MockEndpoint passwordlessEndpoint() {
		return this.endpoints.passwordless();
	}

	/**
	 * Returns the endpoint that revokes a refresh token, {@code POST
	 * /accounts/{oid}/auth/revoke}. The answer is {@code 200} also if the refresh token
	 * is not valid or of another client, but nothing is revoked then.
	 * @return the revocation endpoint
	 */
	public MockEndpoint revocationEndpoint() {
		return this.endpoints.revocation();
	}

	/**
	 * Returns the endpoint that sends a challenge to a user, {@code POST
	 * /accounts/{aid}/auth/mfa/challenge}, which replaces the one before. An MFA token
	 * lives for ten minutes, and is refused with {@code 401} after that and if it is of
	 * another client. A channel that the user lacks, or that the first challenge of a
	 * recovery was over, is refused with {@code 400}.
	 * @return the MFA challenge endpoint
	 */
	public MockEndpoint mfaChallengeEndpoint() {
		return this.endpoints.mfaChallenge();
	}

	/**
	 * Returns the endpoint where a user begins to recover, {@code POST
	 * /accounts/{aid}/auth/mfa/recovery}. The answer looks the same if there is no such
	 * user, or none with MFA and this channel, but nothing is sent then. The answer to
	 * the challenge is refused with {@code mfa_required} and a new {@code mfa_token} for
	 * a second challenge over another channel.
	 * @return the MFA recovery endpoint
	 */
	public MockEndpoint mfaRecoveryEndpoint() {
		return this.endpoints.mfaRecovery();
	}

	/**
	 * Returns the resources, {@code GET /accounts/{aid}/management/settings} and
	 * {@code POST /sessions-profile}, which fail together. The second one takes an
	 * {@code x-api-key} header in place of a token.
	 * @return the resources
	 */
	public MockEndpoint resources() {
		return this.endpoints.resources();
	}

	/**
	 * Limits the rate of requests to all endpoints but the resources, together: past the
	 * limit they get a {@code 429} with the seconds until the window ends in
	 * {@code Retry-After}. A window begins with the first request after the last window.
	 * Requests that are made to fail do not count.
	 * @param requests how many requests a window allows
	 * @param window how long a window is, by the server's clock
	 */
	public void rateLimit(int requests, Duration window) {
		this.tokenTraffic.rateLimit(new RateLimit(this.clock, requests, window));
	}

	/**
	 * Revokes every access token issued so far: resources refuse them from now on.
	 * Refresh tokens stay valid.
	 */
	public void revokeTokens() {
		this.tokens.revoke((token) -> true);
	}

	/**
	 * Revokes every access token issued so far that is for this account. Those that a
	 * partner has for its merchants are for the merchants, not for the partner. Refresh
	 * tokens stay valid.
	 * @param accountId the account
	 */
	public void revokeTokens(String accountId) {
		this.tokens.revoke((token) -> token.accountId().equals(accountId));
	}

	/**
	 * Returns how many requests to all endpoints but the resources, together, were under
	 * way at the same time at most, since the start or the last {@link #reset()}. A
	 * request is under way from its arrival to its answer, also while it is held, delayed
	 * or hanging.
	 * @return the highest number of simultaneous token requests
	 */
	public int peakTokenRequests() {
		return this.tokenTraffic.peak();
	}

	/**
	 * Returns all requests that were received since the start or the last
	 * {@link #reset()}, or the last of them if the builder was given a limit.
	 * @return the requests in order of arrival, a snapshot
	 */
	public List<MockRequest> requests() {
		return this.log.all();
	}

	/**
	 * Forgets the recorded requests and their counts and peak, the codes that were sent,
	 * faults, delays, holds, the rate limit and the lifetime that was set, and lets
	 * refresh tokens rotate. Clients, merchants, users, API keys and issued codes and
	 * tokens are kept, and tokens that were revoked stay revoked.
	 */
	public void reset() {
		this.endpoints.recover();
		this.tokenTraffic.reset();
		this.tokens.lifetime(IssuedTokens.DEFAULT_LIFETIME);
		this.refreshTokens.rotating(true);
		this.sentCodes.clear();
		this.log.clear();
	}

	/**
	 * Stops the server. Requests that are held, delayed or hanging end, and those that
	 * wait for a {@link MockAuthority} are interrupted. Does nothing if the server is
	 * stopped already.
	 */
	@Override
	public void close() {
		this.server.close();
		this.endpoints.close();
	}

	@Override
	public String toString() {
		return "MockDintero[%s]".formatted(this.baseUrl);
	}

	private AuthServices authServices() {
		PasswordlessCodes codes = new PasswordlessCodes(this.clock, this.sentCodes);
		MfaChallenges challenges = new MfaChallenges(this.clock, this.sentCodes);
		return new AuthServices(this.endpoints,
				new TokenHandler(this.clients, this.merchants, this.tokens, this.redeemer),
				new UserTokenHandler(this.clients, this.users, this.tokens, this.refreshTokens, codes, challenges),
				new RefreshHandler(this.tokens, this.refreshTokens),
				new PasswordlessHandler(this.clients, this.users, this.tokens, codes),
				new MfaHandler(this.clients, this.users, this.tokens, challenges));
	}

	private String issueCode(String redirectUri, @Nullable MockUserInfo user) {
		if (!(this.authority instanceof IssuedCodes codes)) {
			throw new IllegalStateException(
					"Codes come from the authority that the builder was given, not from MockDintero");
		}
		return codes.issue(redirectUri, user);
	}

	/**
	 * Builds a {@link MockDintero}.
	 */
	public static final class Builder {

		/** Has all that a client might get wrong when it encodes a secret. */
		private static final MockDinteroClient DEFAULT_CLIENT = MockDinteroClient.of("T12345678", "mock-client",
				"mock/secret+with=odd:characters-\u00e6\u00f8\u00e5");

		private final List<MockDinteroClient> clients = new ArrayList<>();

		private final List<MockMerchant> merchants = new ArrayList<>();

		private final List<MockUser> users = new ArrayList<>();

		private final Map<String, String> apiKeys = new LinkedHashMap<>();

		private @Nullable MockAuthority authority;

		private Clock clock = Clock.systemUTC();

		private int port;

		private int recordedRequests = Integer.MAX_VALUE;

		private Builder() {
		}

		/**
		 * Sets the clock by which tokens and codes expire and rate limits end.
		 * @param clock the clock, by default the system's
		 * @return this builder
		 */
		public Builder clock(Clock clock) {
			this.clock = clock;
			return this;
		}

		/**
		 * Sets the port.
		 * @param port the port, by default {@code 0}: any free one
		 * @return this builder
		 */
		public Builder port(int port) {
			this.port = port;
			return this;
		}

		/**
		 * Adds a client, in place of the default one.
		 * @param client the client
		 * @return this builder
		 */
		public Builder client(MockDinteroClient client) {
			this.clients.add(client);
			return this;
		}

		/**
		 * Adds a merchant, in place of the one with the same account id.
		 * @param merchant the merchant
		 * @return this builder
		 */
		public Builder merchant(MockMerchant merchant) {
			this.merchants.add(merchant);
			return this;
		}

		/**
		 * Adds a user, in place of the one with the same name at the same account.
		 * @param user the user
		 * @return this builder
		 */
		public Builder user(MockUser user) {
			this.users.add(user);
			return this;
		}

		/**
		 * Adds an API key, which {@code POST /sessions-profile} takes in place of a
		 * token.
		 * @param accountId the account that it gives access to
		 * @param key the API key
		 * @return this builder
		 * @see MockDintero#registerApiKey(String, String)
		 */
		public Builder apiKey(String accountId, String key) {
			this.apiKeys.put(key, accountId);
			return this;
		}

		/**
		 * Sets the external identity provider where users' codes are redeemed.
		 * @param authority the authority, by default one in memory that redeems what
		 * {@link MockDintero#authorizationCode(String, MockUserInfo)} issues
		 * @return this builder
		 */
		public Builder authority(MockAuthority authority) {
			this.authority = authority;
			return this;
		}

		/**
		 * Sets how many requests are kept at most, which a server needs that receives
		 * very many of them. Older ones are forgotten, but still counted.
		 * @param maximum how many of the last requests are kept, by default all
		 * @return this builder
		 */
		public Builder recordedRequests(int maximum) {
			if (maximum < 0) {
				throw new IllegalArgumentException("The number of recorded requests must not be negative");
			}
			this.recordedRequests = maximum;
			return this;
		}

		/**
		 * Starts the server.
		 * @return the server, which is to be closed
		 * @throws UncheckedIOException if the port is taken
		 */
		public MockDintero start() {
			try {
				return new MockDintero(this);
			}
			catch (IOException ex) {
				throw new UncheckedIOException("MockDintero could not start on port " + this.port, ex);
			}
		}

		private List<MockDinteroClient> clients() {
			return this.clients.isEmpty() ? List.of(DEFAULT_CLIENT) : List.copyOf(this.clients);
		}

	}

}
