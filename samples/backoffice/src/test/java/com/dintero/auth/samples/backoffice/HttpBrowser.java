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

package com.dintero.auth.samples.backoffice;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathException;
import javax.xml.xpath.XPathFactory;

import org.assertj.core.api.Assertions;
import org.springframework.web.util.HtmlUtils;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * A browser of which there is nothing but cookies, redirects, links and forms. It wants
 * pages that are well-formed XML, which all of the sample's and the starter's are.
 */
final class HttpBrowser implements Browser {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private static final int MAX_REDIRECTS = 10;

	private final CookieManager cookies = new CookieManager();

	private final HttpClient client = HttpClient.newBuilder().cookieHandler(this.cookies).build();

	private final List<String> visited = new ArrayList<>();

	private final Map<String, String> typed = new HashMap<>();

	private HttpResponse<String> page;

	@Override
	public void open(String url) {
		go(HttpRequest.newBuilder(URI.create(url)));
	}

	@Override
	public void click(String label) {
		Element target = element("//*[self::a or self::button][normalize-space() = '%s']".formatted(label));
		if (target.getTagName().equals("a")) {
			open(resolve(target.getAttribute("href")));
			return;
		}
		Element form = elements("ancestor::form", target).get(0);
		Map<String, String> fields = fields(form);
		if (target.hasAttribute("name")) {
			fields.put(target.getAttribute("name"), target.getAttribute("value"));
		}
		post(resolve(form.getAttribute("action")), fields);
	}

	private Map<String, String> fields(Element form) {
		Map<String, String> fields = new HashMap<>();
		for (Element input : elements(".//input", form)) {
			String name = input.getAttribute("name");
			fields.put(name, this.typed.getOrDefault(name, input.getAttribute("value")));
		}
		return fields;
	}

	void post(String url, Map<String, String> fields) {
		List<String> form = new ArrayList<>();
		fields.forEach((name, value) -> form.add(encode(name) + "=" + encode(value)));
		go(HttpRequest.newBuilder(URI.create(url))
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(BodyPublishers.ofString(String.join("&", form))));
	}

	@Override
	public void type(String field, String text) {
		element("//input[@name = '%s']".formatted(field));
		this.typed.put(field, text);
	}

	@Override
	public String url() {
		return this.page.uri().toString();
	}

	@Override
	public String text() {
		return HtmlUtils.htmlUnescape(this.page.body().replaceAll("(?s)<head>.*</head>|<[^>]*>", " "))
			.replaceAll("\\s+", " ");
	}

	/**
	 * Return the page with all there is to it.
	 * @return the page
	 */
	HttpResponse<String> page() {
		return this.page;
	}

	CookieManager cookies() {
		return this.cookies;
	}

	@Override
	public List<String> visited() {
		return this.visited;
	}

	@Override
	public void close() {
		// There is nothing to close
	}

	private void go(HttpRequest.Builder request) {
		this.typed.clear();
		this.page = send(request);
		for (int redirects = 0; this.page.statusCode() / 100 == 3; redirects++) {
			Assertions.assertThat(redirects).as("redirects to %s", this.visited).isLessThan(MAX_REDIRECTS);
			this.page = send(
					HttpRequest.newBuilder(URI.create(resolve(this.page.headers().firstValue("Location").get()))));
		}
	}

	private HttpResponse<String> send(HttpRequest.Builder builder) {
		HttpRequest request = builder.header("Accept", "text/html").timeout(TIMEOUT).build();
		this.visited.add(request.uri().toString());
		try {
			return this.client.send(request, BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private String resolve(String reference) {
		return this.page.uri().resolve(reference).toString();
	}

	private static String encode(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

	private Element element(String path) {
		List<Element> elements = elements(path, document());
		Assertions.assertThat(elements).as("%s in %s", path, this.page.body()).hasSize(1);
		return elements.get(0);
	}

	private static List<Element> elements(String path, Object from) {
		try {
			NodeList nodes = (NodeList) XPathFactory.newInstance()
				.newXPath()
				.evaluate(path, from, XPathConstants.NODESET);
			List<Element> elements = new ArrayList<>();
			for (int i = 0; i < nodes.getLength(); i++) {
				elements.add((Element) nodes.item(i));
			}
			return elements;
		}
		catch (XPathException ex) {
			throw new IllegalArgumentException(ex);
		}
	}

	private Document document() {
		try {
			return DocumentBuilderFactory.newInstance()
				.newDocumentBuilder()
				.parse(new InputSource(new StringReader(this.page.body())));
		}
		catch (ParserConfigurationException | SAXException ex) {
			throw new IllegalStateException("The page is not well-formed: " + this.page.body(), ex);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
