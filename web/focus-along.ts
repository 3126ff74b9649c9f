import { useEffect, useRef } from 'preact/hooks';
import { addressOf, openEntry } from './place.ts';

/** Takes the focus along when another entry is opened, or the one that was open is left. */
export function useFocusAlong(): void {
  const open = openEntry.value;
  const before = useRef(open);
  useEffect(() => {
    const left = before.current;
    before.current = open;
    if (left !== open) takeFocusTo(open ?? left);
  }, [open]);
}

/**
 * Puts the focus on an entry's line, which keys are about from then on; on a narrow screen, where the conversation lies over
 * the queue, on its title. Where it stands in something else, such as a text being written, it stays.
 */
function takeFocusTo(entry: string | null): void {
  const { activeElement } = document;
  const stays = activeElement && activeElement !== document.body && !activeElement.closest('.queue li');
  if (stays) return;
  const title = document.getElementById('conversation-title');
  const line = document.querySelector<HTMLElement>(`.queue li a[href="${addressOf(entry)}"]`);
  const place = document.querySelector('.queue')?.checkVisibility() ? line : title;
  if (place) place.focus();
  // A line that is yet to come takes it then; until then no other one has it, and keys are about what is open.
  else if (activeElement instanceof HTMLElement) activeElement.blur();
}
