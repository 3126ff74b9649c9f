// Most of their time they wait: for a hold to run out, for a carrier that hangs. As one file they wait side by side.
import './kill-9-of-the-worker.ts';
import './kill-9-of-the-server.ts';
import './the-carrier-misbehaves.ts';
import './redis-flushed-stopped-and-back.ts';
import './redis-takes-nothing.ts';
import './the-database-is-locked.ts';
import './the-disk-is-full.ts';
import './the-clock-is-moved.ts';
import './an-hour-without-us.ts';
import './two-on-one-database.ts';
