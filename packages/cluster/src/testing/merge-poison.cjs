// Preloaded into worker processes of tests: what they are given to merge ends them while they are at it, or cannot be merged.
const { Worker } = require('node:worker_threads');

const { postMessage } = Worker.prototype;
const means = {
  ends: (task) => {
    setImmediate(() => process.kill(process.pid, 'SIGKILL'));
    return task;
  },
  fails: () => ({ kind: 'merge', runs: [null, null] }),
};

Worker.prototype.postMessage = function post(task, ...more) {
  postMessage.call(this, task?.kind === 'merge' ? means[process.env.JATDAE_POISON](task) : task, ...more);
};
