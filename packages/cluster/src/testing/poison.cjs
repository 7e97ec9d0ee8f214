// Preloaded into worker processes of tests: whoever opens a file whose name holds a word ends, as if what it holds had ended it, or
// never comes to its end.
const { isMainThread } = require('node:worker_threads');
const files = require('node:fs');

const { openSync } = files;
const ends = {
  thread: () => process.exit(1),
  process: () => process.kill(process.pid, 'SIGKILL'),
  never: () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0),
};

if (!isMainThread)
  files.openSync = (path, ...more) => {
    if (String(path).includes('poison')) ends[process.env.JATDAE_POISON]();
    return openSync(path, ...more);
  };
