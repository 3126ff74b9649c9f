// Plain JavaScript, so that nothing of ours is TypeScript before the cache is on: taking types away loads some 25 MB
// into each process and costs a tenth of a second, and what the cache holds needs it no more.
import { enableCompileCache, flushCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/second-ring', import.meta.url)));
// Else it is written when the process ends, and one that is killed leaves the next one nothing.
setTimeout(flushCompileCache, 2_000).unref();
const { keepLastWords } = await import('./last-words.ts');
keepLastWords();
const { run } = await import('./program.ts');

// `second-ring queue | head` closes the pipe early; that is no error.
process.stdout.on('error', error => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

process.exitCode = await run(process.argv.slice(2));
