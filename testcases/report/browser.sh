#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# case:  the HTML page in a browser, wide and narrow, light and dark: see browser.js
# needs: python3
set -u
# shellcheck source=/dev/null
. "$RECLINT_ROOT/testcases/runner/lib.sh"
# shellcheck source=/dev/null
. "$RECLINT_ROOT/testcases/report/tree.inc"

if ! command -v chromium >/dev/null; then
	echo "skipped: $CASE: chromium is not installed"
	exit 0
fi
"$RECLINT" report --strict --format html --source tree "$RECLINT_ROOT/testcases/report/page.json" >page.html

# browse SCHEME PAGE: the document when all is done; what the console says is in browser.log.
browse() {
	case $1 in
	dark)	preferred=0 ;;
	*)	preferred=1 ;;
	esac
	HOME=$PWD timeout 150 chromium --headless --no-sandbox --disable-gpu --disable-dev-shm-usage \
		--user-data-dir="$PWD/profile" --window-size=1400,1000 --blink-settings=preferredColorScheme=$preferred \
		--virtual-time-budget=60000 --enable-logging=stderr --dump-dom "file://$PWD/$2" 2>browser.log
}

for scheme in light dark; do
	for width in 1280 400; do
		is_dark=false
		[ $scheme = light ] || is_dark=true
		python3 - page.html "$RECLINT_ROOT/testcases/report/browser.js" $width $is_dark >test.html <<'END'
import sys
page, script = (open(name).read() for name in sys.argv[1:3])
print(page.replace("</body>", f"<script>const expected = {{ width: {sys.argv[3]}, dark: {sys.argv[4]} }};</script>\n"
                   f"<script>{script}</script></body>"))
END
		# No window of a browser is as narrow as a phone's, but a frame is.
		cat >frame.html <<END
<meta name="color-scheme" content="light dark">
<script>addEventListener("message", (e) => { document.getElementById("results").textContent = "\n" + e.data + "\n"; });</script>
<iframe src="test.html" width="$width" height="900" style="border: 0"></iframe>
<pre id="results"></pre>
END
		browse $scheme frame.html >dom.html
		sed -n '/<pre id="results">/,/<\/pre>/p' dom.html | sed 's/&lt;/</g; s/&gt;/>/g; s/&amp;/\&/g' >results
		grep -E '^(not )?ok ' results | sed -E "s,^(not )?ok ,&$CASE: $scheme $width: ,"
		check "$scheme $width: all was done" grep -qx "done" results
		check_not "$scheme $width: the console is silent" grep CONSOLE browser.log
	done
done

# Nothing in the page may need the script that the test brings.
browse light page.html >dom.html
check_not "as it is, the console is silent, too" grep CONSOLE browser.log
check "and the filter is there" grep -q '<form id="filter">' dom.html
