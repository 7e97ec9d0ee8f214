export { type Connection, connectRedis, type RedisSettings } from './connection.js';
export { type RunningWorker, startWorker, type WorkerSettings } from './worker.js';
export { type FleetWorkforce, fleetWorkforce } from './workforce.js';
