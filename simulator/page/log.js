import { showItems } from './lists.js';

const list = document.querySelector('#log');
const empty = document.querySelector('#log-empty');
const sides = {
  'to-practice': 'carrier to practice',
  'from-practice': 'practice to carrier',
  complaint: 'complaint',
};

// What scrolls must be reached by keyboard too.
list.tabIndex = 0;

/** What happened, newest first. */
export function showLog(lines) {
  empty.hidden = lines.length > 0;
  showItems(
    list,
    lines,
    (element, line) => {
      element.dataset.kind = line.kind;
      const time = document.createElement('time');
      time.dateTime = new Date(line.at).toISOString();
      time.textContent = new Date(line.at).toLocaleTimeString([], { hour12: false });
      const side = document.createElement('span');
      side.className = 'side';
      side.textContent = ` · ${sides[line.kind]}`;
      const words = document.createElement('div');
      words.textContent = line.words;
      const result = document.createElement('span');
      result.className = 'result';
      words.append(' ', result);
      element.append(time, side, words);
    },
    (element, line) => {
      element.querySelector('.result').textContent = line.result === null ? '' : `· ${line.result}`;
    },
  );
}
