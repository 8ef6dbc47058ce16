// The 'Try it from this page' panel. The page is complete without it: the cards and their curl
// lines are in the HTML, and this module adds the buttons and the results.

// Found from this file's own address, so the site also works below a prefix.
const root = new URL('../', import.meta.url);
const timeLimit = 8000;

// HTTP/2 and later send no reason phrase, and some servers leave it out.
const reasons = {
  200: 'OK',
  206: 'Partial Content',
  304: 'Not Modified',
  404: 'Not Found',
  416: 'Range Not Satisfiable',
};

// A result to show in the card: not a bug of the page, but not what was hoped for either.
class Odd extends Error {}

const element = (name, className, ...children) => {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
};

const bytes = (count) => `${count.toLocaleString('en')} ${count === 1 ? 'byte' : 'bytes'}`;

const statusOf = (response) =>
  `${response.status} ${response.statusText || reasons[response.status] || ''}`.trim();

// A list of [name, value] pairs, without those that have no value.
const pairs = (list) => {
  const rows = list.filter(([, value]) => value !== null && value !== undefined);
  return element('dl', '', ...rows.map(([name, value]) =>
    element('div', '', element('dt', '', name), element('dd', '', value))));
};

// One card's output: requests and answers in the order they happen.
class Report {
  constructor(box) {
    this.box = box;
    box.replaceChildren();
  }

  // Sends a request, shows it, and hands the response back with its body unread.
  async ask(path, { method = 'GET', headers = {}, show = [] } = {}) {
    const url = new URL(path, root);
    const line = element('p', '', element('strong', '', method), ` ${url.pathname}`);
    this.box.append(element('div', 'message ask', line, pairs(Object.entries(headers))));

    const started = performance.now();
    // 'no-store' keeps the browser's cache out of it: every answer shown here is the server's,
    // and a 304 comes through as a 304.
    const response = await fetch(url, {
      method,
      headers,
      cache: 'no-store',
      signal: AbortSignal.timeout?.(timeLimit),
    });
    const took = performance.now() - started;

    this.answer = element('div', 'message answer',
      element('p', '', element('strong', '', statusOf(response)), ` in ${took.toFixed(1)} ms`),
      pairs(show.map((name) => [name, response.headers.get(name)])));
    this.box.append(this.answer);
    return response;
  }

  // Adds what the headers do not say to the newest answer.
  note(name, value) {
    this.answer.append(pairs([[name, value]]));
  }

  body(text) {
    this.answer.append(element('p', 'body', text));
  }

  verdict(text, good) {
    this.box.append(element('p', good ? 'verdict' : 'verdict odd', text));
  }
}

// The unread rest of an answer would keep its connection busy.
const drop = (response) => response.body?.cancel().catch(() => {});

const expect = (response, status, otherwise) => {
  if (response.status === status) return;
  drop(response);
  throw new Odd(otherwise ?? `Expected ${status}, but the answer was ${statusOf(response)}.`);
};

// Each probe returns the sentence to show when all went as it should.
const probes = {
  async conditional(report) {
    const path = 'img/photo.png';
    const first = await report.ask(path, { show: ['ETag', 'Content-Length'] });
    expect(first, 200);
    const size = (await first.arrayBuffer()).byteLength;
    const tag = first.headers.get('ETag');
    if (!tag) throw new Odd('This server sent no ETag, so there is nothing to compare.');

    const headers = { 'If-None-Match': tag };
    const second = await report.ask(path, { headers, show: ['ETag'] });
    expect(second, 304, 'The ETag was the same, but this server sent the file again.');
    return `Not changed, so ${bytes(size)} did not have to be sent again.`;
  },

  async range(report) {
    const response = await report.ask('text/large.txt', {
      headers: { Range: 'bytes=0-99' },
      show: ['Content-Range', 'Content-Length', 'Content-Type'],
    });
    expect(response, 206, response.status === 200
      ? 'This server does not do ranges: it began to send the whole file.' : undefined);
    const text = await response.text();
    report.body(text);
    if (!response.headers.get('Content-Range')) throw new Odd('The Content-Range is missing.');
    if (text.length !== 100) throw new Odd(`Asked for 100 bytes, and got ${text.length}.`);
    return 'Those are the first 100 bytes: exactly the heading line of the table.';
  },

  async head(report) {
    const response = await report.ask('text/large.txt', {
      method: 'HEAD',
      show: ['Content-Type', 'Content-Length', 'Last-Modified', 'ETag', 'Accept-Ranges', 'Server'],
    });
    expect(response, 200);
    const size = (await response.arrayBuffer()).byteLength;
    report.note('Body', bytes(size));
    return 'All about the file, and nothing of it.';
  },

  async missing(report) {
    const response = await report.ask('no/such/file', {
      show: ['Content-Type', 'Content-Length'],
    });
    expect(response, 404);
    drop(response);
    return 'No such file, said clearly.';
  },

  async redirect(report) {
    const response = await report.ask('about', { show: ['Content-Type'] });
    expect(response, 200);
    drop(response);
    const end = new URL(response.url).pathname;
    report.note('Ended at', end);
    // Scripts never see the redirect itself, only where it led.
    if (!response.redirected) throw new Odd('The page came at once, without a redirect.');
    if (!end.endsWith('/about/')) throw new Odd('The redirect led somewhere else.');
    return 'The browser followed the redirect by itself; curl shows it.';
  },

  async wasm(report, card) {
    if (typeof WebAssembly !== 'object' || !WebAssembly.instantiateStreaming) {
      throw new Odd('This browser cannot compile WebAssembly from a stream.');
    }
    const response = await report.ask('bin/add.wasm', { show: ['Content-Type', 'Content-Length'] });
    expect(response, 200);
    const type = response.headers.get('Content-Type');
    if (type !== 'application/wasm') {
      drop(response);
      throw new Odd(`Browsers want application/wasm, and this server says ${type ?? 'nothing'}.`);
    }
    const { instance } = await WebAssembly.instantiateStreaming(response);
    // '| 0' is what the module does with its arguments: 32 bits, wrapping around.
    const [a, b] = [...card.querySelectorAll('input')].map((input) => Number(input.value) | 0);
    const sum = instance.exports.add(a, b);
    report.body(`add(${a}, ${b}) = ${sum}`);
    return 'Compiled from the stream, and run.';
  },
};

// What to tell the reader when a probe did not finish.
const explain = (error) => {
  if (error instanceof Odd) return error.message;
  if (error?.name === 'TimeoutError') return `No answer within ${timeLimit / 1000} seconds.`;
  if (error instanceof TypeError) return 'No usable answer. Is the server still running?';
  return `That did not work: ${error?.message ?? error}`;
};

const run = async (card) => {
  // A second click while the first is under way would mix two reports.
  if (card.getAttribute('aria-busy') === 'true') return;
  card.setAttribute('aria-busy', 'true');
  const report = new Report(card.querySelector('.result'));
  try {
    report.verdict(await probes[card.dataset.probe](report, card), true);
  } catch (error) {
    report.verdict(explain(error), false);
  } finally {
    card.removeAttribute('aria-busy');
  }
};

const button = (label, action) => {
  const made = element('button', 'button', label);
  made.type = 'button';
  made.addEventListener('click', action);
  return made;
};

const numberInput = (name, value) => {
  const input = element('input');
  Object.assign(input, { type: 'number', value, min: -(2 ** 31), max: 2 ** 31 - 1 });
  return element('label', '', name, input);
};

const setUp = (card) => {
  const send = button('Send', () => run(card));
  // Six buttons called 'Send' need the card's heading to tell them apart.
  send.setAttribute('aria-label', `Send: ${card.querySelector('h3').textContent}`);
  const controls = element('div', 'controls', send);
  if (card.dataset.probe === 'wasm') controls.prepend(numberInput('a', 19), numberInput('b', 23));
  const result = element('div', 'result');
  result.setAttribute('role', 'status');
  card.append(controls, result);

  const line = card.querySelector('pre code');
  line.textContent = line.textContent.replace('http://127.0.0.1:8080/', root.href);
};

const cards = [...document.querySelectorAll('.probe')]
  .filter((card) => card.dataset.probe in probes);
cards.forEach(setUp);
document.querySelector('.head')?.append(
  button('Send all six at once', () => cards.forEach(run)));
document.querySelector('#plain')?.remove();
