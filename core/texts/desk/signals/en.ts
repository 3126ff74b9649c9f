/** What is said in English about how a browser draws attention. */
export const en = {
  signals: 'When something new comes',
  signals_how: 'For this browser. None of it says who it is.',
  sound: 'Play a short sound, another one for a crisis',
  notices: 'Show a notice when the desk is not in front',
  refused: 'The browser does not allow notices. Allow them for this page in its settings.',
  listen: 'Listen to them',
};
