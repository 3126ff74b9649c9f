/** Asks the carrier for something. Resolves to null, or to the sentence that says why it cannot be. */
export async function ask(path, body, type = 'application/json') {
  try {
    const response = await fetch(path, { method: 'POST', headers: { 'content-type': type }, body });
    const answer = await response.json();
    return response.ok ? null : answer.problem;
  } catch {
    return 'The carrier does not answer.';
  }
}

export function act(action) {
  return ask('/page/do', JSON.stringify(action));
}
