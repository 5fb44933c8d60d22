// The transcripts that the browser test needs and no demo run gives: a hostile one and a large one.
//
//     node reports.mjs hostile|large IN OUT

import { readFileSync, writeFileSync } from "node:fs";

const EVIL = "</script></style></title></pre></mark><img src=x onerror=\"window.hacked=1\"><script>window.hacked=1</script><!-- \u202e \u0007 ]]>";

const [kind, from, to] = process.argv.slice(2);
const lines = readFileSync(from, "utf8").trim().split("\n").map((line) => JSON.parse(line));
const steps = lines.filter((line) => line.step).map((line) => line.step);

// The tenant says it wherever it may say something.
function hostile() {
    const header = lines[0].header;
    header.suite.app.name = EVIL;
    header.tenant += `/${EVIL}`;
    header.run = EVIL;
    const footer = lines.at(-1).footer;
    footer.left_behind = [{ type: "User", id: EVIL, name: EVIL, state: "active" }];
    for (const exchange of steps.flatMap((step) => step.exchanges)) {
        const response = exchange.outcome.response;
        if (!response) continue;
        response.headers.push(["X-Evil", EVIL]);
        const body = response.body.startsWith("{") ? JSON.parse(response.body) : undefined;
        if (!body) continue;
        if (body.displayName) body.displayName = EVIL;
        if (body.phoneNumbers) body.phoneNumbers = [{ type: "work", value: EVIL, [EVIL]: EVIL }];
        if (body.detail) body.detail = EVIL;
        response.body = JSON.stringify(body);
    }
    steps.at(-1).step = EVIL;
    steps.at(-1).state = { "not-sent": { kind: "suite", reason: EVIL } };
    steps.at(-1).exchanges = [];
}

// Two thousand exchanges: every storyline is told again until there are so many.
function large() {
    const count = () => lines.reduce((sum, line) => sum + (line.step?.exchanges.length ?? 0), 0);
    for (let round = 1; count() < 2000; round++) {
        for (const step of steps) {
            if (count() >= 2000) break;
            lines.splice(-1, 0, { step: { ...step, step: `again-${round}-${step.step}` } });
        }
    }
}

({ hostile, large })[kind]();
writeFileSync(to, lines.map((line) => JSON.stringify(line)).join("\n") + "\n");
