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

import java.util.List;

/**
 * Names of companies that might exist.
 */
final class BusinessNames {

	private static final List<String> BEGINNINGS = List.of("Fjellheim", "Nordlys", "Hansen & Lund", "Solbakken",
			"Bryggen", "Lille Havn", "Aurland", "Berg & Dahl", "Grønn Gren", "Østkanten", "Vestre", "Møllerens",
			"Ishavet", "Kråkevik", "Tante Sofie", "Storgata", "Ekeberg", "Skogly", "Lofotens", "Blåbær", "Sjøboden",
			"Torshov", "Midnattsol", "Elvebredden", "Gamlebyen", "Polarnatt", "Rørosmeierens", "Sørlandets",
			"Hav & Hei", "Trondhjems", "Villmark", "Ytterst", "Åsgårds", "Frøya", "Rosenborg", "Kaptein Dahl",
			"Fyrtårnet", "Bjørk", "Grünerløkka", "Nesodden");

	private static final List<String> TRADES = List.of("Bakeri", "Sykkelverksted", "Kaffebrenneri", "Bokhandel",
			"Blomster", "Sport", "Fiskemat", "Garn & Ull", "Keramikk", "Møbler", "Gårdsbutikk", "Briller", "Leketøy",
			"Ysteri", "Musikk", "Interiør", "Sjokolade", "Tannklinikk", "Hagesenter", "Elektro", "Vinbar", "Hudpleie",
			"Ski & Brett", "Papir", "Dyreklinikk");

	private BusinessNames() {
	}

	/**
	 * Return a name.
	 * @param index the number of the name; the first thousand are all different
	 * @return the name
	 */
	static String get(int index) {
		String beginning = BEGINNINGS.get(index % BEGINNINGS.size());
		String trade = TRADES.get((index * 7 + index / BEGINNINGS.size()) % TRADES.size());
		return beginning + " " + trade + ((index % 3 != 2) ? " AS" : "");
	}

}
