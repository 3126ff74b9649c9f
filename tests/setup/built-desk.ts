import { buildDesk } from '../../scripts/build-desk.ts';

/** The desk as it is in this checkout, for every test that asks the server for it. */
export async function setup(): Promise<void> {
  await buildDesk();
}
