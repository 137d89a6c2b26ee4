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

package com.dintero.auth.login;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.util.HtmlUtils;

import com.dintero.auth.MfaChannel;

/**
 * The page that asks a user for the second factor.
 */
final class SecondFactorPage {

	/**
	 * The parameter that the user's code is in, as Dintero's API calls it.
	 */
	static final String BINDING_CODE = "binding_code";

	/**
	 * The parameter that says how another code is to be sent.
	 */
	static final String CHANNEL = "channel";

	/**
	 * The parameter that says what went wrong.
	 */
	static final String ERROR = "error";

	private SecondFactorPage() {
	}

	/**
	 * Ask for a code.
	 * @param view what is to be shown
	 * @param path where the page is
	 * @param error what went wrong, as the browser says
	 * @param hidden hidden fields of the forms: what proves that they are the
	 * application's
	 * @return the page
	 */
	static HtmlPage of(SecondFactorView view, String path, @Nullable String error, Map<String, String> hidden) {
		StringBuilder html = new StringBuilder();
		String message = SecondFactorOutcome.Kind.message(error);
		if (message != null) {
			html.append("<p class=\"error\" id=\"error\" role=\"alert\">%s</p>\n".formatted(message));
		}
		if (view.channel() != null) {
			html.append("""
					<p id="sent">You were sent a code by %s.</p>
					<form method="post" action="%s">
					%s<label for="code">Code</label>
					<input id="code" name="%s" inputmode="numeric" autocomplete="one-time-code" maxlength="64"
						aria-describedby="error sent" required="required" autofocus="autofocus" />
					<button>Sign in</button>
					</form>
					""".formatted(name(view.channel()), escape(view.loginPath()), fields(hidden), BINDING_CODE));
		}
		if (!view.channels().isEmpty()) {
			html.append("<form method=\"post\" action=\"%s\">\n%s".formatted(escape(path), fields(hidden)));
			for (MfaChannel channel : view.channels()) {
				html.append("<button class=\"other\" name=\"%s\" value=\"%s\">%s</button>\n".formatted(CHANNEL,
						channel.value(), label(channel, view.channel())));
			}
			html.append("</form>");
		}
		return new HtmlPage(HttpStatus.OK, "Confirm that it is you", html.toString());
	}

	/**
	 * Say that a sign-in is over.
	 * @param startPath where the user can start again
	 * @return the page
	 */
	static HtmlPage over(String startPath) {
		return new HtmlPage(HttpStatus.OK, "Sign in again", """
				<p>This sign-in is over: it was completed, it took too long, or too many codes were not right.</p>
				<a href="%s">Start again</a>""".formatted(escape(startPath)));
	}

	private static String label(MfaChannel channel, @Nullable MfaChannel last) {
		if (channel == last) {
			return "Send again";
		}
		return (last != null) ? "Use " + name(channel) + " instead" : "Send by " + name(channel);
	}

	private static String name(MfaChannel channel) {
		return switch (channel) {
			case SMS -> "text message";
			case EMAIL -> "e-mail";
		};
	}

	private static String fields(Map<String, String> hidden) {
		StringBuilder fields = new StringBuilder();
		hidden.forEach((name, value) -> fields
			.append("<input type=\"hidden\" name=\"%s\" value=\"%s\" />\n".formatted(escape(name), escape(value))));
		return fields.toString();
	}

	private static String escape(String text) {
		return HtmlUtils.htmlEscape(text);
	}

}
