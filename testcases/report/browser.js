// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Put by browser.sh at the end of a page that is made of page.json, with
 * `expected` defined before.  Uses the page as a reader does and prints
 * tells the page around it "ok TEXT" or "not ok TEXT: why".
 */
"use strict";

(async () => {
	const results = [];
	const all = Array.from(document.querySelectorAll(".finding"));
	const form = document.getElementById("filter");
	const first = "a1".repeat(16), odd = "b2".repeat(16), suppressed = "c1".repeat(16);

	const check = (text, ok, why) => results.push(ok ? `ok ${text}` : `not ok ${text}: ${why}`);
	const same = (text, got, wanted) => check(text, String(got) === String(wanted), `${got}, not ${wanted}`);
	const pause = () => new Promise((resolve) => setTimeout(resolve, 100));
	const shown = () => Array.from(document.querySelectorAll(".finding")).filter((f) => f.checkVisibility()).map((f) => f.id.slice(0, 2));
	const isInView = (e) => e.getBoundingClientRect().top < innerHeight && e.getBoundingClientRect().bottom > 0;

	async function set(name, value) {
		form.elements[name].value = value;
		form.elements[name].dispatchEvent(new Event("input", { bubbles: true }));
		await pause();
	}

	async function go(hash) {
		location.hash = hash;
		await pause();
	}

	async function reset() {
		form.querySelector("[type=reset]").click();
		await pause();
	}

	/* ---- colours ------------------------------------------------------------------ */

	function channels(colour) {
		const n = colour.match(/[\d.]+/g).map(Number);

		return { rgb: n.slice(0, 3), alpha: n.length > 3 ? n[3] : 1 };
	}

	function luminance(rgb) {
		const [r, g, b] = rgb.map((c) => c / 255).map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);

		return 0.2126 * r + 0.7152 * g + 0.0722 * b;
	}

	function contrast(a, b) {
		const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);

		return (light + 0.05) / (dark + 0.05);
	}

	function background(element) {
		for (let e = element; e; e = e.parentElement) {
			const shape = e.closest("g.node")?.querySelector("polygon, path");
			const colour = channels(shape ? getComputedStyle(shape).fill : getComputedStyle(e).backgroundColor);

			if (colour.alpha === 1)
				return colour.rgb;
		}
		return expected.dark ? [0, 0, 0] : [255, 255, 255];
	}

	/* Of every element with text of its own: those that are hard to read. */
	function faint() {
		return Array.from(document.body.querySelectorAll("*")).filter((e) =>
			!e.closest("script, option") && e.checkVisibility() &&
			Array.from(e.childNodes).some((n) => n.nodeType === Node.TEXT_NODE && n.data.trim())
		).map((e) => {
			const style = getComputedStyle(e);
			const colour = e instanceof SVGElement ? style.fill : style.color;

			return { e, ratio: contrast(channels(colour).rgb, background(e)) };
		}).filter((x) => x.ratio < 4.5).map((x) => `${x.e.tagName}.${x.e.className.baseVal ?? x.e.className} ${x.ratio.toFixed(1)}`);
	}

	/* ---- the page as it comes -------------------------------------------------------- */

	await pause();
	same("the window is as wide as asked for", innerWidth, expected.width);
	same("the scheme is the one asked for", matchMedia("(prefers-color-scheme: dark)").matches, expected.dark);
	same("dark is dark", luminance(background(document.body)) < 0.2, expected.dark);
	same("what counts is shown", shown(), "a1,b2,c0,c3");
	same("nothing strange ran", window.pwned, undefined);
	same("nothing was fetched", performance.getEntriesByType("resource").length, 0);
	same("and strange text is text", document.getElementById(odd).querySelector("h3").textContent.slice(0, 5), "<img ");

	/* ---- filters ------------------------------------------------------------------------- */

	await set("q", "a_INVALIDATE kmalloc");
	same("by text", shown(), "a1");
	same("which the address remembers", location.hash, "#q=a_INVALIDATE+kmalloc");
	same("and is counted", document.getElementById("shown").textContent, "1 of 6 shown");
	await reset();
	same("reset", shown(), "a1,b2,c0,c3");
	await set("rule", "atomic-sleep");
	same("by rule", shown(), "b2");
	await set("status", "all");
	same("whatever the status", shown(), "b2,c1");
	await set("level", "high");
	same("by confidence", shown(), "c1");
	await reset();
	await set("dir", "drivers/a");
	same("by directory", shown(), "a1");
	await reset();
	for (const [status, wanted] of [["new", "b2"], ["known", "c2"], ["suppressed", "c1"], ["judged", "a1,c3"], ["replayed", "a1"]]) {
		await set("status", status);
		same(`by status ${status}`, shown(), wanted);
	}
	await reset();
	await set("sort", "rule");
	same("sorted by rule", shown(), "b2,c3,c0,a1".split(",").sort((a, b) => {
		const rule = (id) => document.querySelector(`[id^="${id}"]`).dataset.rule;

		return rule(a) < rule(b) ? -1 : 1;
	}));
	await set("sort", "confidence");
	same("sorted by confidence", shown(), "a1,b2,c3,c0");
	await set("sort", "");
	same("sorted by place", shown(), "a1,b2,c0,c3");

	/* ---- the address ------------------------------------------------------------------------ */

	await go("rule=atomic-sleep&status=all&sort=confidence");
	same("an address filters and sorts", shown(), "c1,b2");
	same("and the form says so", form.elements.sort.value, "confidence");
	await go("rule=nonsense");
	same("an address with a rule that there is not", shown(), "a1,b2,c0,c3");
	const box = document.getElementById(first);
	await go(first);
	check("an address opens a finding", box.open && isInView(box.querySelector("summary")), `${box.open} at ${box.getBoundingClientRect().top}`);
	same("with its code, and the line marked", box.querySelector(".chain .code .hit").textContent.trim(), "mutex_lock(&a->lock);");
	same("once for each step", box.querySelectorAll(".chain .code").length, 4);
	box.open = false;
	await go("a1a1a1a1a1a1");
	check("so does the beginning of a fingerprint", box.open, "closed");
	await go(suppressed);
	check("also when it was filtered out", document.getElementById(suppressed).checkVisibility(), "hidden");
	await reset();
	await go("rule-notifier-lock-alloc");
	check("and a rule's page", document.getElementById("rule-notifier-lock-alloc").open, "closed");
	const step = box.querySelector(".chain .at a");
	step.click();
	await pause();
	check("a place leads to the source", isInView(document.querySelector(":target")) &&
		document.querySelector(":target").closest("#source"), "not there");
	check("for each finding, one link to it", all.every((f) => f.querySelector(`a[href="#${f.id}"]`)), "none");

	/* ---- keys ---------------------------------------------------------------------------------- */

	const summary = document.getElementById(odd).querySelector("summary");
	summary.focus();
	check("a finding can have the focus", document.activeElement === summary, document.activeElement.tagName);
	check("so can what scrolls", Array.from(document.querySelectorAll("pre, .scroll, figure")).every((e) => e.tabIndex === 0), "not all");
	check("each field has a label", Array.from(form.elements).every((e) => !e.name || e.labels.length), "not all");

	/* ---- everything open ------------------------------------------------------------------------ */

	await set("status", "all");
	document.getElementById("unfold").click();
	for (const d of document.querySelectorAll("details"))
		d.open = true;
	await pause();
	check("all open", all.every((f) => f.open), "not all");
	same("the page does not scroll sideways", Math.max(document.scrollingElement.scrollWidth, innerWidth), innerWidth);
	const wide = Array.from(document.querySelectorAll(".code")).filter((p) => p.scrollWidth > p.clientWidth);
	check("but long lines of code do", wide.length && wide.every((p) => getComputedStyle(p).overflowX === "auto"), wide.length);
	const hard = faint();
	check("all text can be read", !hard.length, `${hard.length}: ${hard.slice(0, 4).join(", ")}`);
	same("a picture, or a list, for each circle", box.querySelectorAll("figure svg, .circle").length, 1);
	document.querySelector(".copy").click();
	same("the command is selected to be copied", getSelection().toString(), "reclint explain a1a1a1a1a1a1");
	document.getElementById("unfold").click();
	await pause();
	check("all closed", all.every((f) => !f.open), "not all");

	parent.postMessage(results.concat("done").join("\n"), "*");
})();
