/** What the contenders say to a caller: made once, which is the quickest way there is. */
export const FIXED_TWIML =
  '<?xml version="1.0" encoding="UTF-8"?><Response><Say>Sorry we missed your call.</Say><Record maxLength="180"/></Response>';
