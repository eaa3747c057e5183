// Everything that is shown comes as text and is put in as text: a message or a span's tag cannot become markup.
const at = id => document.getElementById(id);
const ask = async path => {
  const answer = await fetch(path, { cache: 'no-store' });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
  return answer.json();
};
const make = (tag, text, attributes = {}) => {
  const element = document.createElement(tag);
  if (text !== undefined) element.textContent = text;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
};
const row = (...cells) => {
  const line = make('tr');
  line.append(...cells.map(cell => {
    if (cell instanceof HTMLTableCellElement) return cell;
    const box = make('td');
    box.append(cell);
    return box;
  }));
  return line;
};
const number = value => make('td', String(value), { class: 'number' });
/** What is meant comes after what is seen, for whoever hears the button and not its row. */
const button = (text, meant, act) => {
  const element = make('button', text, { type: 'button' });
  element.append(make('span', ` ${meant}`, { class: 'unseen' }));
  element.addEventListener('click', act);
  return element;
};
const took = milliseconds => milliseconds < 1000 ? `${milliseconds.toFixed(1)} ms` : `${(milliseconds / 1000).toFixed(2)} s`;

/** Puts rows in without moving the focus away from a button that is still there. */
const put = (body, rows) => {
  const name = body.contains(document.activeElement) ? document.activeElement.textContent : null;
  body.replaceChildren(...rows);
  if (name) [...body.querySelectorAll('button')].find(one => one.textContent === name)?.focus();
};

const showQueues = entities => {
  const held = one => one.active + one.locked + one.scheduled + one.deadLettered;
  const fullest = Math.max(1, ...entities.map(one => one.active));
  const empty = entities.filter(one => held(one) === 0);
  at('empty').textContent = empty.length === entities.length ? 'Nothing waits anywhere.' : `${empty.length} more hold nothing.`;
  at('queues-table').hidden = empty.length === entities.length;
  at('empty-list').textContent = empty.map(one => one.entity).join(', ');
  const sorted = entities.filter(one => held(one) > 0).toSorted((a, b) => b.deadLettered - a.deadLettered || held(b) - held(a) || a.entity.localeCompare(b.entity));
  put(at('queues'), sorted.map(one => row(
    one.entity,
    make('meter', `${one.active} of ${fullest}`, { min: 0, max: fullest, value: one.active, 'aria-label': `${one.entity}: ${one.active} waiting` }),
    number(one.active), number(one.locked), number(one.scheduled),
    one.deadLettered === 0 ? number(0) : button(`${one.deadLettered} – look`, `at the dead letters of ${one.entity}`, () => showLetters(one.entity)))));
  const dead = entities.reduce((sum, one) => sum + one.deadLettered, 0);
  const waiting = entities.reduce((sum, one) => sum + one.active + one.locked, 0);
  at('health').textContent = dead > 0 ? `Running. ${dead} dead ${dead === 1 ? 'letter' : 'letters'}.` : waiting > 0 ? `Running. ${waiting} in the queues.` : 'Running. All is done.';
  at('health').classList.toggle('bad', dead > 0);
};

let lettersOf = null;
const showLetters = async entity => {
  const opened = lettersOf !== entity;
  lettersOf = entity;
  const letters = await ask(`/admin/bus/${entity}/dead-letters`);
  at('letters-title').textContent = `Dead letters of ${entity}`;
  at('redrive-all').hidden = letters.length === 0;
  at('letters-list').replaceChildren(...letters.map(letter => {
    const item = make('li');
    const again = button('Send again', letter.messageId, () => redrive(entity, letter.sequenceNumber));
    item.append(
      make('strong', `${letter.subject ?? 'Message'} ${letter.messageId}`),
      make('p', `${letter.reason ?? ''} ${letter.description ?? ''} Delivered ${letter.deliveryCount} times; sent ${new Date(letter.enqueuedTime).toLocaleString()}.`),
      make('pre', letter.body));
    item.append(again);
    return item;
  }));
  if (letters.length === 0) at('letters-list').replaceChildren(make('li', 'None is left.'));
  at('letters').hidden = false;
  if (opened) at('letters-title').focus();
};
const redrive = async (entity, sequence) => {
  await fetch(`/admin/bus/${entity}/dead-letters${sequence === undefined ? '' : `?sequence=${sequence}`}`, { method: 'POST' });
  await showLetters(entity);
  at('letters-title').focus();
};

const kind = span => span.failed ? 'failed'
  : span.source.startsWith('Microsoft.AspNetCore') ? 'server'
  : span.source.startsWith('Microsoft.Azure.Functions') ? 'function'
  : span.source.startsWith('Azure.Messaging') || span.kind === 'Consumer' ? 'bus'
  : span.source.startsWith('Azure.') ? 'storage'
  : span.kind === 'Client' ? 'outside' : 'other';

let lines = [];
const showTraces = () => {
  const wanted = at('filter').value.trim().toLowerCase();
  put(at('traces'), lines.filter(line => line.name.toLowerCase().includes(wanted)).slice(0, 50).map(line => row(
    new Date(line.start).toLocaleTimeString(),
    button(line.name, `trace ${line.traceId}`, () => showTrace(line.traceId)),
    number(took(line.milliseconds)), number(line.spans),
    make('td', line.failed ? 'Failed' : 'Done', line.failed ? { class: 'bad' } : {}))));
};

const showTrace = async id => {
  const spans = await ask(`/admin/traces/${id}`);
  const begin = Math.min(...spans.map(span => Date.parse(span.start)));
  const end = Math.max(...spans.map(span => Date.parse(span.start) + span.milliseconds), begin + 1);
  const parents = new Map(spans.map(span => [span.spanId, span.parentId]));
  const depth = span => { let steps = 0; for (let up = span.parentId; parents.has(up); up = parents.get(up)) steps++; return steps; };
  at('trace-title').textContent = `Trace ${id}`;
  at('spans').replaceChildren(...spans.map(span => {
    const from = 100 * (Date.parse(span.start) - begin) / (end - begin);
    const wide = Math.max(.3, 100 * span.milliseconds / (end - begin));
    const item = make('li', undefined, { class: kind(span) });
    const name = make('div', undefined, { class: 'name' });
    name.style.paddingInlineStart = `${Math.min(depth(span), 8) * .75}rem`;
    const tags = Object.entries(span.tags).map(([tag, value]) => `${tag}  ${value}`).join('\n');
    const heading = [make('span', span.name), ' ', make('small', `${took(span.milliseconds)}${span.failed ? ', failed' : ''}`)];
    if (tags) {
      const [more, summary] = [make('details'), make('summary')];
      summary.append(...heading);
      more.append(summary, make('pre', tags));
      name.append(more);
    } else {
      const plain = make('div', undefined, { class: 'plain' });
      plain.append(...heading);
      name.append(plain);
    }
    const picture = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    picture.setAttribute('role', 'img');
    picture.setAttribute('aria-label', `begins after ${took(Date.parse(span.start) - begin)}, takes ${took(span.milliseconds)}`);
    picture.setAttribute('viewBox', '0 0 100 10');
    picture.setAttribute('preserveAspectRatio', 'none');
    const bar = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
    for (const [key, value] of Object.entries({ x: Math.min(from, 99.7), y: 1, width: wide, height: 8 })) bar.setAttribute(key, value);
    picture.append(bar);
    item.append(name, picture);
    return item;
  }));
  at('trace').hidden = false;
  at('trace-title').focus();
};

const showFunctions = functions => at('functions').replaceChildren(...functions.map(one => row(
  one.name, one.trigger, one.on,
  one.trigger === 'Timer' ? button('Run now', one.name, async () => { await fetch(`/admin/functions/${one.name}`, { method: 'POST' }); }) : '')));

at('filter').addEventListener('input', showTraces);
at('redrive-all').addEventListener('click', () => redrive(lettersOf));
at('close-letters').addEventListener('click', () => { lettersOf = null; at('letters').hidden = true; at('queues-title').scrollIntoView(); });
at('close-trace').addEventListener('click', () => { at('trace').hidden = true; at('traces-title').scrollIntoView(); });

const refresh = async () => {
  try {
    const [queues, traces] = await Promise.all([ask('/admin/bus'), ask('/admin/traces')]);
    showQueues(queues);
    lines = traces;
    showTraces();
  } catch {
    at('health').textContent = 'The host does not answer.';
    at('health').classList.add('bad');
  }
};
showFunctions(await ask('/admin/functions'));
await refresh();
setInterval(() => { if (!document.hidden) refresh(); }, 2000);
