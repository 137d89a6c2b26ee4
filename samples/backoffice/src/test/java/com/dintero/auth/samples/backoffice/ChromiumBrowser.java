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

import java.io.File;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;

import org.openqa.selenium.By;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A real Chromium without a window, driven by Selenium. Both are those of the machine:
 * nothing is downloaded.
 */
final class ChromiumBrowser implements Browser {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private final ChromeDriver driver;

	private final List<String> visited = new ArrayList<>();

	/**
	 * Start a browser with a profile of its own, which is gone when it is closed.
	 */
	ChromiumBrowser() {
		LoggingPreferences logs = new LoggingPreferences();
		logs.enable(LogType.BROWSER, Level.ALL);
		logs.enable(LogType.PERFORMANCE, Level.ALL);
		ChromeOptions options = new ChromeOptions();
		options.setBinary(browser().orElseThrow());
		options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=1240,900");
		options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
		ChromeDriverService service = new ChromeDriverService.Builder().usingDriverExecutable(driver().orElseThrow())
			.build();
		this.driver = new ChromeDriver(service, options);
	}

	/**
	 * Whether there is what it takes. If not, it says so, for a report hides why tests
	 * were skipped.
	 * @return {@code true} if there is
	 */
	static boolean isInstalled() {
		boolean installed = browser().isPresent() && driver().isPresent();
		if (!installed) {
			System.out.println(
					"There is no chromium with a chromedriver on the PATH: " + "nothing is tested in a real browser");
		}
		return installed;
	}

	private static Optional<File> browser() {
		return find("chromium", "chromium-browser", "google-chrome");
	}

	private static Optional<File> driver() {
		return find("chromedriver");
	}

	private static Optional<File> find(String... names) {
		return Stream.of(names)
			.flatMap((name) -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
				.map((directory) -> new File(directory, name)))
			.filter(File::canExecute)
			.findFirst();
	}

	@Override
	public void open(String url) {
		this.driver.get(url);
	}

	// The next page is there when the mark of this one is gone. Between the two the
	// driver
	// may fail in any way
	@Override
	public void click(String label) {
		this.driver.executeScript("window.clicked = true");
		this.driver.findElement(By.xpath("//*[self::a or self::button][normalize-space() = '%s']".formatted(label)))
			.click();
		new WebDriverWait(this.driver, TIMEOUT).ignoring(WebDriverException.class)
			.until((driver) -> Boolean.TRUE
				.equals(this.driver.executeScript("return !window.clicked && document.readyState === 'complete'")));
	}

	@Override
	public void type(String field, String text) {
		WebElement element = this.driver.findElement(By.name(field));
		element.clear();
		element.sendKeys(text);
	}

	@Override
	public String url() {
		return this.driver.getCurrentUrl();
	}

	@Override
	public String text() {
		return this.driver.findElement(By.tagName("body")).getText();
	}

	@Override
	public List<String> visited() {
		for (LogEntry entry : this.driver.manage().logs().get(LogType.PERFORMANCE)) {
			JsonNode event = JSON.readTree(entry.getMessage()).path("message");
			if (event.path("method").asString("").equals("Network.requestWillBeSent")
					&& event.at("/params/type").asString("").equals("Document")) {
				this.visited.add(event.at("/params/request/url").asString());
			}
		}
		return this.visited;
	}

	/**
	 * Return what the browser complains of, such as a page that breaks its own policy.
	 * @return the messages since the last call
	 */
	List<String> complaints() {
		return this.driver.manage().logs().get(LogType.BROWSER).getAll().stream().map(LogEntry::getMessage).toList();
	}

	/**
	 * Forget who is signed in where.
	 */
	void forget() {
		this.driver.executeCdpCommand("Network.clearBrowserCookies", Map.of());
		this.driver.get("about:blank");
		visited();
		this.visited.clear();
		complaints();
	}

	@Override
	public void close() {
		this.driver.quit();
	}

}
