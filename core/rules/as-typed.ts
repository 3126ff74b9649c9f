/** Needed also while nothing runs, or while what runs does not start: `exec` finds no container then. */
const WITHOUT_SERVER = /^(?:config check|key (?:rotate|sheet)|restore)\b/;

/**
 * How the owner's commands are typed here, in sentences that name them as `second-ring doctor`: a person copies what they see,
 * and on a server with Compose there is no `npx`, as there is no container elsewhere.
 *
 * @param compose whether this runs in the containers of the Compose file
 */
export function asTyped(sentence: string, compose: boolean): string {
  return sentence.replaceAll(
    /(?<![\w/.-])(?:npx --no )?second-ring ([a-z][\w-]*(?: [a-z-]+)?)/g,
    (whole, command: string) => {
      if (command.startsWith('command')) return whole;
      if (!compose) return `npx --no second-ring ${command}`;
      const way = WITHOUT_SERVER.test(command) ? 'run --rm --no-deps' : 'exec';
      return `docker compose ${way} worker second-ring ${command}`;
    },
  );
}
