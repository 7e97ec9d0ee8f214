export { type Connection, connectRedis, type RedisSettings } from './connection.js';
export { clusterEngine } from './engine.js';
export { type RunningWorker, startWorker, type WorkerSettings } from './worker.js';
