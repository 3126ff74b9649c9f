import { showLog } from './log.js';
import { PhoneCard } from './phone.js';
import { ring, setMuted, wakeSound } from './sound.js';
import { showTrouble, startTrouble } from './trouble.js';

const caller = new PhoneCard(
  'caller',
  "Caller's phone",
  'Call the practice, and read or hear what its line says.',
  'Write to the practice',
);
const staff = new PhoneCard(
  'staff',
  'Staff phone',
  'It rings here when the practice lets a call through, and alerts arrive here.',
  'Such as TAKE',
);
const offline = document.querySelector('#offline');
const links = document.querySelector('#links');
const sound = document.querySelector('#sound');
const buttons = [...document.querySelectorAll('.switch button')];
let latest = null;
let lastTexts = null;

startTrouble(caller, staff);
document.addEventListener('pointerdown', wakeSound);
document.addEventListener('keydown', wakeSound);
document.addEventListener('chosen', () => show(latest));
sound.addEventListener('click', () => {
  const on = sound.getAttribute('aria-pressed') !== 'true';
  sound.setAttribute('aria-pressed', String(on));
  sound.textContent = on ? 'Sound on' : 'Sound off';
  setMuted(!on);
});
for (const button of buttons) {
  button.addEventListener('click', () => {
    document.body.dataset.show = button.dataset.to;
    for (const other of buttons) other.setAttribute('aria-pressed', String(other === button));
    markSwitch();
  });
}

const events = new EventSource('/page/events');
events.addEventListener('open', () => {
  offline.hidden = true;
});
events.addEventListener('error', () => {
  offline.hidden = false;
});
events.addEventListener('message', event => {
  latest = JSON.parse(event.data);
  show(latest);
});

function show(view) {
  if (view === null) return;
  showLinks(view.links);
  turnToNews(view);
  caller.show(view);
  staff.show(view);
  showLog(view.log);
  showTrouble(view, caller, staff);
  ring(staff.rings ? 'bell' : caller.waits ? 'ringback' : null);
  markSwitch();
}

/** A staff phone that begins to ring, or gets a text, comes to the front, unless the one in front is in use. */
function turnToNews(view) {
  const texts = new Map(view.phones.map(phone => [phone.number, phone.texts.length]));
  const news = view.phones.filter(phone => {
    const more = (texts.get(phone.number) ?? 0) > (lastTexts?.get(phone.number) ?? 0);
    return phone.role === 'staff' && (phone.call?.can === 'lift' || (more && lastTexts !== null));
  });
  lastTexts = texts;
  const first = news.find(phone => phone.call?.can === 'lift') ?? news[0];
  if (first !== undefined && !staff.busy) staff.choose(first.number);
}

/** On a small screen only one phone is seen: the switch says when the other one rings. */
function markSwitch() {
  const [one, other] = buttons;
  one.textContent = 'Caller';
  other.textContent = staff.rings && document.body.dataset.show !== 'staff' ? 'Staff: rings' : 'Staff';
}

function showLinks(all) {
  if (links.childElementCount === all.length) return;
  links.hidden = all.length === 0;
  links.replaceChildren(
    ...all.map(({ label, href }) => {
      const link = document.createElement('a');
      link.href = href;
      link.textContent = label;
      link.target = '_blank';
      link.rel = 'noreferrer';
      return link;
    }),
  );
}
