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

package com.dintero.auth.login.form;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.util.HtmlUtils;

import com.dintero.auth.MfaChannel;
import com.dintero.auth.internal.login.HtmlPage;
import com.dintero.auth.internal.login.PageTexts;
import com.dintero.auth.login.form.SecondFactorOutcome.Kind;

/**
 * Renders the page that asks a user for the second factor.
 */
final class SecondFactorPage {

	/**
	 * The parameter of the user's code, named as in Dintero's API.
	 */
	static final String BINDING_CODE = "binding_code";

	/**
	 * The parameter of the channel for another code.
	 */
	static final String CHANNEL = "channel";

	/**
	 * The parameter of the error to show.
	 */
	static final String ERROR = "error";

	private SecondFactorPage() {
	}

	/**
	 * Returns a page that asks for a code, or tells the user to start again.
	 * @param hidden the hidden fields of the forms, such as the CSRF token
	 */
	static HtmlPage of(SecondFactorView view, String path, String startPath, Map<String, String> hidden,
			PageTexts texts) {
		return (view.loginPath() != null)
				? new HtmlPage(HttpStatus.OK, texts, "dintero.auth.mfa.title", error(view, texts)
						+ code(view, view.loginPath(), hidden, texts) + others(view, path, startPath, hidden, texts))
				: over(view, startPath, texts);
	}

	private static HtmlPage over(SecondFactorView view, String startPath, PageTexts texts) {
		String text = texts.html(String.valueOf(view.messageKey()));
		boolean error = !Objects.equals(view.messageKey(), Kind.OVER.messageKey());
		return new HtmlPage(HttpStatus.OK, texts, (error) ? "dintero.auth.mfa.title" : "dintero.auth.mfa.over.title",
				"""
						<p%s>%s</p>
						<a class="button" href="%s">%s</a>""".formatted(
						(error) ? " class=\"error\" role=\"alert\"" : "", text, escape(startPath),
						texts.html("dintero.auth.mfa.start-again")));
	}

	private static String error(SecondFactorView view, PageTexts texts) {
		if (view.messageKey() == null) {
			return "";
		}
		String left = (view.channel() != null)
				? "<br />" + texts.html("dintero.auth.mfa.attempts-left", view.attemptsLeft()) : "";
		return "<p class=\"error\" id=\"error\" role=\"alert\">%s%s</p>\n".formatted(texts.html(view.messageKey()),
				left);
	}

	private static String code(SecondFactorView view, String loginPath, Map<String, String> hidden, PageTexts texts) {
		if (view.channel() == null) {
			return "";
		}
		return """
				<p id="sent">%s</p>
				<form method="post" action="%s">
				%s<label for="code">%s</label>
				<input id="code" name="%s" inputmode="numeric" autocomplete="one-time-code" maxlength="64"
					aria-describedby="%s" required="required" autofocus="autofocus" />
				<button>%s</button>
				</form>
				""".formatted(texts.html("dintero.auth.mfa.sent." + view.channel().value()), escape(loginPath),
				fields(hidden), texts.html("dintero.auth.mfa.code"), BINDING_CODE,
				(view.messageKey() != null) ? "error sent" : "sent", texts.html("dintero.auth.mfa.sign-in"));
	}

	private static String others(SecondFactorView view, String path, String startPath, Map<String, String> hidden,
			PageTexts texts) {
		StringBuilder html = new StringBuilder();
		html.append("<form class=\"links\" method=\"post\" action=\"%s\">\n%s".formatted(escape(path), fields(hidden)));
		for (MfaChannel channel : MfaChannel.values()) {
			if (view.channels().contains(channel)) {
				html.append("<button name=\"%s\" value=\"%s\">%s</button>\n".formatted(CHANNEL, channel.value(),
						texts.html(key(channel, view.channel()))));
			}
		}
		html.append("<a href=\"%s\">%s</a>\n</form>".formatted(escape(startPath),
				texts.html("dintero.auth.mfa.start-again")));
		return html.toString();
	}

	private static String key(MfaChannel channel, @Nullable MfaChannel last) {
		if (channel == last) {
			return "dintero.auth.mfa.send-again";
		}
		return "dintero.auth.mfa." + ((last != null) ? "use." : "send.") + channel.value();
	}

	private static String fields(Map<String, String> hidden) {
		StringBuilder fields = new StringBuilder();
		hidden.forEach((name, value) -> fields
			.append("<input type=\"hidden\" name=\"%s\" value=\"%s\" />\n".formatted(escape(name), escape(value))));
		return fields.toString();
	}

	private static String escape(String text) {
		return HtmlUtils.htmlEscape(text, StandardCharsets.UTF_8.name());
	}

}
