import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { conditionOf } from '../../core/store/quick-check.ts';

// Looking at every page keeps a thread busy: the checks that wait for others go on meanwhile.
const { path, key } = (workerData ?? {}) as { path?: string; key?: string };
if (!isMainThread && path !== undefined && key !== undefined) parentPort?.postMessage(conditionOf(path, key));
