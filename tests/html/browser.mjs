// A browser driven by its DevTools protocol over a pipe, and one page in it. No packages are needed.

import { spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";

// Nothing is resolved and nothing is fetched behind our back: the tests look at files and at loopback.
const FLAGS = [
    "--headless=new", "--remote-debugging-pipe", "--no-first-run", "--no-default-browser-check", "--disable-gpu",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions",
    "--disable-dev-shm-usage", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

export class Browser {
    #child;
    #waiting = new Map();
    #listeners = [];
    #last = 0;

    constructor(program, profile) {
        const flags = [...FLAGS, `--user-data-dir=${profile}`];
        // The sandbox of Chromium refuses to start as root.
        if (process.getuid?.() === 0) flags.push("--no-sandbox");
        this.#child = spawn(program, [...flags, "about:blank"], { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] });
        this.#child.on("exit", (code) => this.#fail(new Error(`the browser ended with ${code}`)));
        this.#child.on("error", (error) => this.#fail(error));
        let rest = Buffer.alloc(0);
        this.#child.stdio[4].on("data", (chunk) => {
            rest = Buffer.concat([rest, chunk]);
            for (let end; (end = rest.indexOf(0)) >= 0; rest = rest.subarray(end + 1)) {
                this.#hear(JSON.parse(rest.subarray(0, end).toString()));
            }
        });
    }

    #fail(error) {
        for (const { reject } of this.#waiting.values()) reject(error);
        this.#waiting.clear();
    }

    #hear(message) {
        if (!message.id) {
            for (const listener of this.#listeners) listener(message);
            return;
        }
        const waiting = this.#waiting.get(message.id);
        this.#waiting.delete(message.id);
        if (message.error) waiting?.reject(new Error(`${waiting.method}: ${message.error.message}`));
        else waiting?.resolve(message.result);
    }

    send(method, params = {}, sessionId = undefined) {
        const id = ++this.#last;
        return new Promise((resolve, reject) => {
            this.#waiting.set(id, { resolve, reject, method });
            this.#child.stdio[3].write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
        });
    }

    listen(listener) {
        this.#listeners.push(listener);
    }

    async page() {
        const { targetId } = await this.send("Target.createTarget", { url: "about:blank" });
        const { sessionId } = await this.send("Target.attachToTarget", { targetId, flatten: true });
        const page = new Page(this, sessionId);
        for (const domain of ["Page", "Runtime", "Log", "Network"]) await page.send(`${domain}.enable`);
        return page;
    }

    async close() {
        await this.send("Browser.close").catch(() => {});
        for (let i = 0; i < 50 && this.#child.exitCode === null; i++) await sleep(100);
        this.#child.kill("SIGKILL");
    }
}

export class Page {
    // What the console said, and what was asked of the network.
    complaints = [];
    requests = [];
    #browser;
    #session;
    #loaded = () => {};

    constructor(browser, session) {
        this.#browser = browser;
        this.#session = session;
        browser.listen(({ method, params, sessionId }) => {
            if (sessionId !== session) return;
            if (method === "Page.loadEventFired") this.#loaded();
            if (method === "Network.requestWillBeSent") this.requests.push(params.request.url);
            if (method === "Runtime.exceptionThrown") this.complaints.push(params.exceptionDetails.exception?.description);
            if (method === "Runtime.consoleAPICalled") this.complaints.push(JSON.stringify(params.args));
            if (method === "Log.entryAdded") this.complaints.push(`${params.entry.text} ${params.entry.url ?? ""}`);
        });
    }

    send(method, params) {
        return this.#browser.send(method, params, this.#session);
    }

    async open(url) {
        const loaded = new Promise((resolve) => { this.#loaded = resolve; });
        const { errorText } = await this.send("Page.navigate", { url });
        if (errorText) throw new Error(`${url}: ${errorText}`);
        await loaded;
    }

    // The value of an expression in the page; promises are awaited.
    async run(expression) {
        const answer = await this.send("Runtime.evaluate", { expression, returnByValue: true, awaitPromise: true });
        if (answer.exceptionDetails) throw new Error(answer.exceptionDetails.exception.description);
        return answer.result.value;
    }

    async until(expression) {
        for (let i = 0; i < 100; i++) {
            if (await this.run(expression)) return;
            await sleep(50);
        }
        throw new Error(`never true: ${expression}`);
    }

    // A click of the mouse in the middle of the first line of the element.
    async click(selector) {
        const place = await this.run(`(async () => {
            const node = document.querySelector(${JSON.stringify(selector)});
            // What comes into view is laid out only then, and moves what is below.
            for (let i = 0; i < 3; i++) {
                node.scrollIntoView({ block: "center" });
                await new Promise(requestAnimationFrame);
            }
            const box = node.getClientRects()[0];
            return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
        })()`);
        for (const type of ["mousePressed", "mouseReleased"]) {
            await this.send("Input.dispatchMouseEvent", { type, ...place, button: "left", clickCount: 1 });
        }
    }

    async type(selector, text) {
        await this.run(`(() => { const node = document.querySelector(${JSON.stringify(selector)}); node.focus(); node.select(); })()`);
        await this.send("Input.insertText", { text });
    }

    async press(key) {
        const named = { Tab: 9, Enter: 13, " ": 32 };
        const event = { key, code: key === " " ? "Space" : key, windowsVirtualKeyCode: named[key], text: key === "Enter" ? "\r" : key === " " ? " " : undefined };
        await this.send("Input.dispatchKeyEvent", { type: event.text ? "keyDown" : "rawKeyDown", ...event });
        await this.send("Input.dispatchKeyEvent", { type: "keyUp", ...event });
    }
}
