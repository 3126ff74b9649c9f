import { asTyped } from '../core/rules/as-typed.ts';

/** Whether this runs in the image, where the Compose file is what the owner has. The Dockerfile says so. */
export function inContainers(): boolean {
  return process.env.SECOND_RING_LAYOUT === 'compose';
}

/** A sentence with the owner's commands as they are typed on this machine. */
export function typedHere(sentence: string): string {
  return asTyped(sentence, inContainers());
}
