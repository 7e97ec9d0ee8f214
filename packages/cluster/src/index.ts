export type { RedisSettings } from './address.js';
export { type Connection, connectRedis } from './connection.js';
export { fleetVersion } from './version.js';
export { type RunningWorker, startWorker, type WorkerSettings } from './worker.js';
export { type FleetWorkforce, fleetWorkforce } from './workforce.js';
