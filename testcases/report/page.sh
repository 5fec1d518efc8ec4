#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# case:  the HTML page as a text: complete, alone, the same each time, and everything in it quoted
# needs: python3
set -u
# shellcheck source=/dev/null
. "$RECLINT_ROOT/testcases/runner/lib.sh"
# shellcheck source=/dev/null
. "$RECLINT_ROOT/testcases/report/tree.inc"

findings=$RECLINT_ROOT/testcases/report/page.json
page() {
	"$RECLINT" report --strict --format html "$@" "$findings"
}
page --source tree >page.html
cat >look.py <<'END'
# Elements nest, ids are unique, links arrive, and nothing is fetched.  Prints the text.
import html.parser, sys

VOID = {"meta", "link", "br", "input", "img", "hr"}

class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.ids, self.links, self.text = [], set(), [], []

    def handle_starttag(self, tag, attributes):
        if tag not in VOID:
            self.open.append(tag)
        if tag in ("img", "iframe", "object", "embed"):
            sys.exit(f"<{tag}> at {self.getpos()}")
        for name, value in attributes:
            if name == "id":
                if value in self.ids:
                    sys.exit(f"two of id {value}")
                self.ids.add(value)
            elif name in ("href", "src", "action") and value.startswith("#"):
                self.links.append(value[1:])
            elif name in ("href", "src", "action") and value != "data:,":
                sys.exit(f"{name}={value} at {self.getpos()}")
            elif name.startswith("on"):
                sys.exit(f"{name} at {self.getpos()}")

    handle_startendtag = lambda self, tag, attributes: None

    def handle_endtag(self, tag):
        if tag not in VOID and self.open.pop() != tag:
            sys.exit(f"</{tag}> at {self.getpos()}")

    def handle_data(self, data):
        if self.open and self.open[-1] not in ("script", "style"):
            self.text.append(data)

page = Page()
page.feed(open(sys.argv[1], encoding="utf-8").read())
page.close()
if page.open:
    sys.exit(f"open: {page.open}")
for link in page.links:
    if "=" not in link and link not in page.ids:
        sys.exit(f"nothing has the id {link}")
print("".join(page.text))
END
python3 look.py page.html >page.txt 2>page.err
verdict $? "elements nest, ids are unique, links arrive, nothing is fetched" page.err

# says TEXT...: the reader sees it, as it stands.
says() {
	for wanted; do
		grep -qF -- "$wanted" page.txt || { echo "no $wanted"; return 1; }
	done
}
check "the message" says "'kmalloc' with GFP_KERNEL may enter direct reclaim while holding 'struct a.lock', which"
check "strange text, as it is" says "<img src=x onerror=\"window.pwned=1\"></summary></script>" "& 'it<s>' isn't &amp; \"q\"" \
	"drivers/b/<&\"'>.c:3" "struct <b>.\"lock\"" "b_<scan>" "seen <b>twice</b>" "the <lock> is another one" "drivers/c/<c>.c"
check "the steps' code" says "kmalloc(8 << 1, GFP_KERNEL);" "a_invalidate(struct mmu_interval_notifier *n)"
check "what is no UTF-8 is told as such" says 'if (a < b && c > "d") /* </pre> ?? ? */'
check "guards, fixes, limits, places" says "range->flags & 0x1" "allocate before the lock is taken" "the bound 'depth' was hit" \
	"a->q = kmalloc(8, GFP_KERNEL);"
check "the splat" says "WARNING: possible circular locking dependency detected" " *** DEADLOCK ***" \
	"BUG: sleeping function called from invalid context"
check "the command to go on with" says "reclint explain a1a1a1a1a1a1"
check "the rule's page" says "There is no page about it." "A trylock in the callback is a fix for non-blockable invocations only"
check "contexts of one way are one line" says "mm, reclaim"
check "each line of code is once" sh -c 'grep -o "id=\"s[0-9]*-[0-9]*\"" page.html | sort | uniq -d | grep -c . | grep -qx 0'
check "a line that is not there is no link" sh -c '! grep -q "href=\"#s[0-9]*-7\">drivers/b/a_" page.html'
page --source tree | cmp -s - page.html
verdict $? "the same each time"
check_not "without paths of this machine" grep -qF "$PWD" page.html

page >bare.html
python3 look.py bare.html >page.txt
check "without the source it says so, once" sh -c 'grep -c "No code is quoted" page.txt | grep -qx 1'
mkdir bin
for program in sh python3; do
	ln -s "$(command -v $program)" bin/
done
PATH=$PWD/bin page >lists.html
python3 look.py lists.html >page.txt
check "without graphviz circles are lists, and it says so" says "Circles are lists, not pictures: graphviz's dot is not installed" \
	"mmu_notifier_invalidate_range_start → struct a.lock"

"$RECLINT" report --format html "$findings" >medium.html
python3 look.py medium.html >page.txt
check "what is not shown is counted" says "1 of lower confidence not shown" "1 suppressed" "1 in the baseline" "1 of the baseline gone" "'<gone>' waits"
printf '{"version": 1, "stats": {}, "findings": []}' >none.json
"$RECLINT" report --format html none.json >none.html
python3 look.py none.html >page.txt
check "nothing is a page, too" says "Nothing was found."

python3 - "$findings" <<'END'
import json, sys
page = json.load(open(sys.argv[1]))
link = lambda a, b: {"held": a, "taken": b, "chain": None, "detail": None}
page["findings"] = [dict(page["findings"][0], fingerprint=f"{i:032x}", cycle=[link("fs_reclaim", f"l{i}"), link(f"l{i}", "fs_reclaim")])
                    for i in range(151)]
json.dump(page, open("maze.json", "w"))
END
"$RECLINT" report --format html maze.json >maze.html
check "a graph that nobody can read is not drawn, and it says so" grep -q "have 302 arrows, too many for a picture" maze.html
check_not "or is it" grep -q "Lock graph of all findings" maze.html

# A hundred times as much: what a wide scan may have, and more.
python3 - "$findings" <<'END'
import json, sys
page = json.load(open(sys.argv[1]))
page["findings"] = [dict(f, fingerprint=f"{i:08x}" + f["fingerprint"][8:]) for f in page["findings"] for i in range(100)]
json.dump(page, open("many.json", "w"))
END
"$RECLINT" report --strict --format html --source tree many.json >many.html
# shellcheck disable=SC2016 # that shell's
check "600 findings are less than 4 MB" sh -c '[ "$(wc -c <many.html)" -lt 4000000 ]'
# shellcheck disable=SC2016
check "and quote no line twice" sh -c '[ "$(grep -o "data-n=" many.html | wc -l)" -eq "$(grep -o "data-n=" page.html | wc -l)" ]'
