"use strict";

const INTERVAL = 2000;

const counters = document.querySelectorAll("[data-counter]");
const live = document.getElementById("live");

function show(alive) {
	const text = alive ? "Live" : "Not live: no answer";
	live.hidden = false;
	live.classList.toggle("lost", !alive);
	// It is read out when it changes, and only then
	if (live.textContent !== text) {
		live.textContent = text;
	}
}

async function update() {
	if (!document.hidden) {
		try {
			const response = await fetch("/counters", { signal: AbortSignal.timeout(5000) });
			if (!response.ok) {
				throw new Error(`Status ${response.status}`);
			}
			const values = await response.json();
			for (const counter of counters) {
				counter.textContent = values[counter.dataset.counter].toLocaleString("en");
			}
			show(true);
		}
		catch {
			show(false);
		}
	}
	setTimeout(update, INTERVAL);
}

update();
