/**
 * Makes a list show these items, each with an `id`: new ones are rendered and put in their place, gone ones removed,
 * and the others only refreshed, so that nothing that is being read or selected jumps. Returns whether any was new.
 */
export function showItems(list, items, render, refresh = () => {}) {
  const known = new Map([...list.children].map(element => [element.dataset.id, element]));
  let grew = false;
  let previous = null;
  for (const item of items) {
    let element = known.get(item.id);
    known.delete(item.id);
    if (element === undefined) {
      element = document.createElement('li');
      element.dataset.id = item.id;
      render(element, item);
      grew = true;
    }
    refresh(element, item);
    const place = previous === null ? list.firstElementChild : previous.nextElementSibling;
    if (place !== element) list.insertBefore(element, place);
    previous = element;
  }
  for (const element of known.values()) element.remove();
  return grew;
}

export function scrollToEnd(list) {
  list.scrollTop = list.scrollHeight;
}

/** To the end, but never past the beginning of the newest item. */
export function scrollToNewest(list) {
  const newest = list.lastElementChild;
  if (newest !== null) list.scrollTop = newest.offsetTop - list.offsetTop - 10;
}

/** Puts text into an element, with its links made clickable. */
export function fillWithLinks(element, text) {
  for (const part of text.split(/(https?:\/\/[^\s]+[^\s.,;:!?)])/)) {
    if (!/^https?:\/\//.test(part)) {
      element.append(part);
      continue;
    }
    const link = document.createElement('a');
    link.href = part;
    link.textContent = part;
    link.target = '_blank';
    link.rel = 'noreferrer';
    element.append(link);
  }
}
