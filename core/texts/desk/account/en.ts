/** What one's own page says in English. */
export const en = {
  this_browser: 'This browser',
  sessions: 'Where you are signed in',
  everywhere: 'Sign out everywhere',
  everywhere_how: 'Ends your sessions on every device, this one too.',
};
