// Loaded before the program (`node --import`): its wall clock is ahead by `?by=` milliseconds, as after a wrong time was
// set. Timers go on as they do, since systems keep those apart.
const by = Number(new URL(import.meta.url).searchParams.get('by'));
const { now } = Date;
Date.now = () => now() + by;
const { instant } = Temporal.Now;
Temporal.Now.instant = () => instant().add({ milliseconds: by });
