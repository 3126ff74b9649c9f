import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

// Node.js keeps what it made of our TypeScript: later starts are quicker and hold some 25 MB less each.
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/second-ring', import.meta.url)));
const { run } = await import('./program.ts');

// `second-ring queue | head` closes the pipe early; that is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

process.exitCode = await run(process.argv.slice(2));
