// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What <details> and links cannot do: filter and sort the findings, keep that
 * in the address, open what the address names, and put the lines of code beside
 * the steps that stand at them (from #source, when a finding is opened).
 *
 * The part of the address after '#' is FIELD=VALUE&..., as the filter has
 * fields, and may end in the id of an element: &FINGERPRINT.
 */
"use strict";

(() => {
	const form = document.getElementById("filter");
	const list = document.getElementById("list");
	const findings = list ? Array.from(list.children) : [];
	const around = 3;

	document.documentElement.classList.add("js");

	/* ---- code beside steps ---------------------------------------------------- */

	function copyOfLine(line, isHit) {
		const copy = line.cloneNode(true);

		copy.removeAttribute("id");
		if (isHit)
			copy.className = "hit";
		return copy;
	}

	function excerpt(line) {
		const pre = document.createElement("pre");
		const box = pre.appendChild(document.createElement("span"));
		let first = line, last = line;

		pre.className = "code";
		pre.tabIndex = 0;
		for (let i = 0; i < around && first.previousElementSibling; i++)
			first = first.previousElementSibling;
		for (let i = 0; i < around && last.nextElementSibling; i++)
			last = last.nextElementSibling;
		for (let l = first; ; l = l.nextElementSibling) {
			box.append(copyOfLine(l, l === line));
			if (l === last)
				break;
		}
		return pre;
	}

	function quote(finding) {
		if (finding.dataset.quoted)
			return;
		finding.dataset.quoted = "1";
		for (const place of finding.querySelectorAll(".chain .at")) {
			const link = place.querySelector("a");
			const line = link && document.getElementById(link.hash.slice(1));

			if (line)
				place.after(excerpt(line));
		}
	}

	for (const finding of findings)
		finding.addEventListener("toggle", () => finding.open && quote(finding));

	/* ---- filter and order ------------------------------------------------------- */

	const fields = form ? Array.from(form.elements).filter((e) => e.name) : [];
	const levels = ["high", "medium", "low"];
	const texts = new Map();

	function textOf(finding) {
		if (!texts.has(finding))
			texts.set(finding, (finding.id + " " + finding.querySelector("summary").textContent + " " +
				finding.querySelector("dl").textContent + " " +
				Array.from(finding.querySelectorAll(".chain li"), (step) => step.textContent).join(" ")).toLowerCase());
		return texts.get(finding);
	}

	function matches(finding, wanted, words) {
		const d = finding.dataset;
		const status = wanted.status || "counts";

		return (!wanted.rule || d.rule === wanted.rule) && (!wanted.level || d.level === wanted.level) &&
			(!wanted.dir || d.dir === wanted.dir) &&
			(status === "all" || d.status.split(" ").includes(status)) &&
			words.every((word) => textOf(finding).includes(word));
	}

	const orders = {
		rule: (a, b) => a.dataset.rule < b.dataset.rule ? -1 : a.dataset.rule > b.dataset.rule ? 1 : 0,
		confidence: (a, b) => levels.indexOf(a.dataset.level) - levels.indexOf(b.dataset.level),
	};

	function values() {
		return Object.fromEntries(fields.map((f) => [f.name, f.value]));
	}

	let order = "";

	function apply() {
		const wanted = values();
		const words = wanted.q.toLowerCase().split(/\s+/).filter(Boolean);
		let shown = 0;

		for (const finding of findings) {
			finding.hidden = !matches(finding, wanted, words);
			shown += !finding.hidden;
		}
		if (wanted.sort !== order) {
			/* findings is in the order of places, and sorting keeps it among equals */
			order = wanted.sort;
			list.append(...(orders[order] ? findings.slice().sort(orders[order]) : findings));
		}
		document.getElementById("shown").textContent = shown === findings.length ?
			`${shown} shown` : `${shown} of ${findings.length} shown`;
	}

	/* ---- the address ---------------------------------------------------------------- */

	function remember() {
		const set = new URLSearchParams(fields.filter((f) => f.value).map((f) => [f.name, f.value]));

		history.replaceState(null, "", "#" + set);
	}

	function parts() {
		const all = location.hash.slice(1).split("&").filter(Boolean);

		return { filter: all.filter((p) => p.includes("=")), id: all.find((p) => !p.includes("=")) };
	}

	function elementOf(id) {
		if (!id)
			return null;
		/* reclint explain takes the beginning of a fingerprint, too */
		return document.getElementById(decodeURIComponent(id)) || (/^[0-9a-f]{6,32}$/.test(id) ?
			document.querySelector(`.finding[id^="${id}"]`) : null);
	}

	function open(element) {
		for (let e = element; e; e = e.parentElement)
			if (e.tagName === "DETAILS")
				e.open = true;
		if (element.classList.contains("finding")) {
			quote(element);
			if (element.hidden) {
				form.reset();
				form.elements.status.value = "all";
				apply();
			}
		}
		element.scrollIntoView();
	}

	function follow() {
		const { filter, id } = parts();
		const element = elementOf(id);

		if (form && filter.length) {
			const set = new URLSearchParams(filter.join("&"));

			for (const field of fields)
				field.value = set.get(field.name) || "";
			/* a value that there is not */
			for (const field of fields)
				if (field.tagName === "SELECT" && field.selectedIndex < 0)
					field.selectedIndex = 0;
			apply();
			if (!element)
				document.getElementById("findings").scrollIntoView();
		}
		if (element)
			open(element);
	}

	/* ---- buttons -------------------------------------------------------------------------- */

	function copyText(node) {
		const range = document.createRange();

		range.selectNodeContents(node);
		getSelection().removeAllRanges();
		getSelection().addRange(range);
		if (navigator.clipboard)
			navigator.clipboard.writeText(node.textContent).catch(() => {});	/* it is selected at least */
		else
			document.execCommand("copy");
	}

	for (const button of document.querySelectorAll(".copy")) {
		button.hidden = false;
		button.addEventListener("click", () => copyText(button.previousElementSibling));
	}

	if (form) {
		const unfold = document.getElementById("unfold");

		form.hidden = false;
		form.addEventListener("input", () => { apply(); remember(); });
		form.addEventListener("reset", () => setTimeout(() => { apply(); remember(); }));
		form.addEventListener("submit", (event) => event.preventDefault());
		unfold.addEventListener("click", () => {
			const shown = findings.filter((f) => !f.hidden);
			const isOpen = shown.some((f) => !f.open);

			for (const finding of shown)
				finding.open = isOpen;
			unfold.textContent = isOpen ? "Close all" : "Open all";
		});
		apply();
	}
	addEventListener("hashchange", follow);
	follow();
})();
