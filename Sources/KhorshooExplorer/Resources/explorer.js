'use strict';
// The page of khorshoo explore. What is set stands in the part of the address behind '#'; the server is asked for news.

const byId = (name) => document.getElementById(name);
const page = Array.from(crypto.getRandomValues(new Uint8Array(8)), (b) => b.toString(16).padStart(2, '0')).join('');
let setup = null;
let language = 'en';
let values = new Map();
let arms = [];
let version = -1;
let wish = 0;
let asking = null;
let isOver = false;
let spokenWish = 0;

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function say(text) { return text[language]; }

function word(name, parts = {}) {
  return say(setup.words[name]).replace(/\{(\w+)\}/g, (all, key) => (key in parts ? parts[key] : all));
}

function make(name, properties = {}, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}

// Readable, without the noise of binary fractions.
function number(value) { return String(Number(value.toPrecision(10))); }

async function post(place, message) {
  return fetch(place, {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ page, ...message }),
  });
}

// What is set, in the address.

function readLink() {
  const parts = new URLSearchParams(location.hash.slice(1));
  language = parts.get('lang') === 'zh' ? 'zh' : parts.get('lang') === 'en' ? 'en' : language;
  values = new Map();
  for (const slider of setup.sliders) {
    const stated = parts.get(slider.key);
    const value = Number(stated);
    if (stated !== null && stated !== '' && value >= slider.low && value <= slider.high) values.set(slider.key, value);
  }
  const known = setup.arms.map((arm) => arm.name);
  const named = (parts.get('arms') || '').split(',').filter((name) => known.includes(name));
  arms = known.filter((name) => named.includes(name) || name === setup.reference || name === setup.main);
}

function writeLink() {
  const parts = new URLSearchParams();
  for (const [key, value] of values) parts.set(key, number(value));
  const further = arms.filter((name) => name !== setup.reference && name !== setup.main);
  if (further.length > 0) parts.set('arms', arms.join(','));
  parts.set('lang', language);
  history.replaceState(null, '', '#' + parts.toString().replace(/%2C/g, ','));
  byId('report').href = `report?page=${page}&lang=${language}`;
}

// The controls.

function drawArms() {
  byId('arms').replaceChildren(...setup.arms.map((arm) => {
    const isFixed = arm.name === setup.reference || arm.name === setup.main;
    const box = make('input', { type: 'checkbox', checked: arms.includes(arm.name), disabled: isFixed });
    box.addEventListener('change', () => {
      arms = setup.arms.map((other) => other.name)
        .filter((name) => (name === arm.name ? box.checked : arms.includes(name)));
      changed();
    });
    return make('label', { className: 'arm' }, box, ' ' + say(arm.label));
  }));
}

function drawSlider(slider, index) {
  const id = `slider-${index}`;
  const input = make('input', { type: 'range', id });
  // Ends before the value, which is cut to them.
  Object.assign(input, { min: slider.low, max: slider.high, step: slider.step });
  input.dataset.key = slider.key;
  // Hidden from screen readers, which have it from the slider.
  const output = make('span', { className: 'value' });
  output.setAttribute('aria-hidden', 'true');
  const meaning = say(slider.meaning);
  const reset = make('button', { type: 'button', textContent: '↺', title: word('resetOne', { x: meaning }) });
  reset.setAttribute('aria-label', word('resetOne', { x: meaning }));
  const unit = say(slider.unit);
  const limits = word('limits', { n: number(slider.low), m: number(slider.high) }) + (unit ? ` · ${unit}` : '');
  const hint = make('p', { className: 'unit', id: id + '-hint', textContent: limits });
  input.setAttribute('aria-describedby', hint.id);
  const row = make('div', { className: 'slider' },
    make('label', { htmlFor: id, textContent: meaning }), output, input, reset, hint);
  const show = () => {
    const isMoved = values.has(slider.key);
    const value = isMoved ? values.get(slider.key) : slider.value;
    input.value = value;
    const text = !isMoved && slider.isDrawn ? word('drawn') : number(value);
    output.textContent = text;
    input.setAttribute('aria-valuetext', !isMoved && slider.isDrawn ? text : unit ? `${text} ${unit}` : text);
    row.classList.toggle('moved', isMoved);
  };
  input.addEventListener('input', () => {
    values.set(slider.key, Number(input.value));
    show();
    changed();
  });
  reset.addEventListener('click', () => {
    values.delete(slider.key);
    show();
    input.focus();
    changed();
  });
  show();
  return row;
}

function draw() {
  document.documentElement.lang = language;
  document.title = say(setup.title);
  byId('title').textContent = say(setup.title);
  byId('question').textContent = say(setup.question);
  byId('language').textContent = word('language');
  byId('language').lang = language === 'en' ? 'zh' : 'en';
  for (const element of document.querySelectorAll('[data-word]')) element.textContent = word(element.dataset.word);
  byId('assumptions-hint').hidden = !setup.sliders.some((slider) => slider.isDrawn);
  const main = setup.arms.find((arm) => arm.name === setup.main);
  byId('levers-title').textContent = word('levers', { x: say(main.label) });
  const rows = setup.sliders.map((slider, index) => ({ slider, row: drawSlider(slider, index) }));
  const pick = (test) => rows.filter(({ slider }) => test(slider)).map(({ row }) => row);
  const further = pick((slider) => slider.kind === 'lever' && !slider.isFirst);
  byId('levers').replaceChildren(...pick((slider) => slider.kind === 'lever' && slider.isFirst));
  byId('more').replaceChildren(...further);
  byId('more').parentElement.hidden = further.length === 0;
  byId('more-title').textContent = word('moreLevers', { n: further.length });
  byId('assumptions').replaceChildren(...pick((slider) => slider.kind === 'assumption'));
  byId('assumptions').closest('fieldset').hidden = !setup.sliders.some((slider) => slider.kind === 'assumption');
  drawArms();
}

// Asking. A slider that is being pulled asks at most every tenth of a second.

let timer = null;
function changed() {
  writeLink();
  byId('said').textContent = '';
  clearTimeout(timer);
  timer = setTimeout(ask, 100);
}

async function ask() {
  try {
    const response = await post('wish', { values: Object.fromEntries(values), arms });
    if (response.status === 429) return over('tooMany');
    if (!response.ok) return;
    wish = (await response.json()).wish;
    isOver = false;
  } catch { over('gone'); }
}

function over(name) {
  isOver = true;
  byId('status-text').textContent = word(name);
  byId('progress').hidden = true;
}

async function listen() {
  for (;;) {
    if (isOver) { await pause(1000); await ask(); continue; }
    asking = new AbortController();
    try {
      const response = await fetch(`answer?page=${page}&after=${version}&lang=${language}`, { signal: asking.signal });
      if (response.status === 410) { version = -1; await pause(200); await ask(); continue; }
      const answer = await response.json();
      if (answer.version !== version) { version = answer.version; show(answer); }
    } catch (error) {
      if (error.name !== 'AbortError') over('gone');
    }
  }
}

function parsed(text, type) {
  return document.importNode(new DOMParser().parseFromString(text, type).querySelector('svg, table'), true);
}

function figure(picture) {
  const svg = parsed(picture, 'image/svg+xml');
  const title = svg.querySelector('text');
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', title ? title.textContent : '');
  return make('figure', {}, svg);
}

function show(answer) {
  if (answer.wish < wish) return;
  const problem = byId('problem');
  problem.hidden = answer.stage !== 'failed';
  problem.textContent = answer.stage === 'failed' ? `${word('failed')}\n${answer.problem}` : '';
  const isNew = answer.answerWish === answer.wish;
  const has = answer.sentence !== undefined;
  const parts = { n: isNew ? answer.worlds : 0, m: setup.worlds };
  const kind = (name) => word(setup.drawsWorlds ? name : name + 'Runs', parts);
  byId('status-text').textContent =
    answer.stage === 'failed' ? '' : answer.stage === 'done' ? kind('done') : isNew ? kind('computing')
      : word(answer.stage === 'waiting' ? 'waiting' : 'starting') + (has ? ' ' + word('older') : '');
  const progress = byId('progress');
  progress.hidden = answer.stage === 'done' || answer.stage === 'failed';
  progress.value = parts.n / parts.m;
  byId('findings').classList.toggle('older', has && !isNew);
  byId('report').setAttribute('aria-disabled', String(!isNew));
  document.body.dataset.stage = answer.stage;
  document.body.dataset.worlds = parts.n;
  if (!has) return;
  byId('sentence').textContent = answer.sentence;
  byId('lines').replaceChildren(...answer.lines.map((line) => make('li', { textContent: line })));
  byId('pictures').replaceChildren(...answer.pictures.map(figure));
  byId('table').replaceChildren(parsed(answer.table, 'text/html'));
  // Spoken when it is first there and when it is final, not with every world.
  const moment = answer.wish * 2 + (answer.stage === 'done' ? 1 : 0);
  if (isNew && moment > spokenWish) {
    spokenWish = moment;
    byId('spoken').textContent = answer.sentence;
  }
}

// Households.

async function tell(household) {
  const buttons = ['typical', 'random', 'tell'].map(byId);
  for (const button of buttons) button.disabled = true;
  byId('told').textContent = word('telling');
  try {
    const response = await post('household', { language, household });
    const answer = await response.json();
    byId('told').textContent = response.ok ? '' : word('noHousehold');
    if (response.ok) byId('story').replaceChildren(...answer.stories.map(story));
    if (response.ok && answer.stories.length === 1) byId('household').value = answer.stories[0].number;
  } catch { byId('told').textContent = ''; }
  for (const button of buttons) button.disabled = false;
}

function story(found) {
  return make('article', { className: 'story' }, make('h3', { textContent: found.title }),
    make('ul', {}, ...found.sentences.map((sentence) => make('li', { textContent: sentence }))),
    make('div', { className: 'figures' }, ...found.pictures.map(figure)));
}

byId('typical').addEventListener('click', () => tell(-1));
byId('random').addEventListener('click', () => tell(0));
byId('tell').addEventListener('click', () => {
  const household = byId('household').valueAsNumber;
  if (Number.isInteger(household) && household > 0) tell(household);
});

// Further buttons.

byId('language').addEventListener('click', () => {
  language = language === 'en' ? 'zh' : 'en';
  version = -1;
  spokenWish = 0;
  draw();
  byId('story').replaceChildren();
  writeLink();
  if (asking) asking.abort();
});

byId('reset').addEventListener('click', () => {
  values.clear();
  draw();
  changed();
});

byId('save').addEventListener('click', async () => {
  const response = await post('scenario', { language });
  const answer = await response.json();
  byId('said').textContent = answer.file ? word('saved', { file: answer.file }) : answer.error;
});

byId('report').addEventListener('click', (event) => {
  if (byId('report').getAttribute('aria-disabled') === 'true') event.preventDefault();
});

byId('link').addEventListener('click', async () => {
  try { await navigator.clipboard.writeText(location.href); } catch { return; }
  byId('said').textContent = word('linked');
});

byId('controls').addEventListener('submit', (event) => event.preventDefault());

addEventListener('hashchange', () => {
  readLink();
  draw();
  writeLink();
  version = -1;
  ask();
  if (asking) asking.abort();
});

addEventListener('pagehide', () => {
  fetch('close', {
    method: 'POST', keepalive: true, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ page }),
  });
});

addEventListener('pageshow', (event) => { if (event.persisted) { version = -1; ask(); } });

(async () => {
  setup = await (await fetch('setup')).json();
  language = (navigator.language || '').startsWith('zh') ? 'zh' : 'en';
  readLink();
  draw();
  writeLink();
  await ask();
  listen();
})();
