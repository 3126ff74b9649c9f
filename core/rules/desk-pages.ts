/** The desk's pages beside the queue, each with who may open it; each is at `/desk/NAME`. */
export const DESK_PAGES = {
  closing: ['owner', 'staff', 'clinician'],
  numbers: ['owner', 'staff'],
  health: ['owner', 'staff'],
  team: ['owner'],
  'audit-log': ['owner'],
  account: ['owner', 'staff', 'clinician'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type DeskPage = keyof typeof DESK_PAGES;

export function isDeskPage(name: string): name is DeskPage {
  return Object.hasOwn(DESK_PAGES, name);
}
