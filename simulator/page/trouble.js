import { act } from './api.js';

const textError = document.querySelector('#text-error');
const voicemail = document.querySelector('#voicemail');
const robot = document.querySelector('#robot');
const fault = document.querySelector('#fault');
const armed = document.querySelector('#armed');

/** The panel that makes things go wrong: for the two phones that are shown, and for the next request. */
export function startTrouble(caller, staff) {
  textError.addEventListener('change', () =>
    act({
      type: 'set-phone',
      number: caller.number,
      textError: textError.value === '' ? null : Number(textError.value),
    }),
  );
  voicemail.addEventListener('change', () =>
    act({ type: 'set-phone', number: staff.number, voicemail: voicemail.checked }),
  );
  robot.addEventListener('change', () =>
    act({ type: 'set-phone', number: staff.number, robot: robot.checked }),
  );
  document
    .querySelector('#add-fault')
    .addEventListener('click', () => act({ type: 'fault', trouble: fault.value }));
}

export function showTrouble(view, caller, staff) {
  const one = view.phones.find(phone => phone.number === caller.number);
  const other = view.phones.find(phone => phone.number === staff.number);
  if (one !== undefined) textError.value = one.textError === null ? '' : String(one.textError);
  if (other !== undefined) {
    voicemail.checked = other.voicemail;
    robot.checked = other.robot;
  }
  const words = view.faults === 1 ? 'One trouble is armed.' : `${view.faults} troubles are armed.`;
  const said = view.faults === 0 ? '' : words;
  if (armed.textContent !== said) armed.textContent = said;
}
