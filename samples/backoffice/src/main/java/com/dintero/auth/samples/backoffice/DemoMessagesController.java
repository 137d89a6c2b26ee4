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

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

import com.dintero.auth.test.MockDintero;
import com.dintero.auth.test.MockSentCode;

/**
 * Shows the codes that the Dintero inside would have sent to users' phones and mailboxes.
 * With the real one there is no such page.
 */
@Controller
@ConditionalOnBean(MockDintero.class)
class DemoMessagesController {

	static final String PATH = "/demo/messages";

	private final MockDintero dintero;

	DemoMessagesController(MockDintero dintero) {
		this.dintero = dintero;
	}

	@GetMapping(PATH)
	String messages(Model model) {
		List<MockSentCode> messages = new ArrayList<>(this.dintero.sentCodes());
		Collections.reverse(messages);
		model.addAttribute("messages", messages);
		return "demo-messages";
	}

}
