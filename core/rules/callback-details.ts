/** What a reply after a callback request says about the call: each part in the person's own words, or null. */
export interface CallbackDetails {
  readonly bestTime: string | null;
  /** E.164. A note for staff; never texted, since we cannot know whose it is. */
  readonly number: string | null;
  readonly name: string | null;
}

export function readCallbackDetails(_body: string, _country: string): CallbackDetails {
  return { bestTime: null, number: null, name: null };
}
