/** Run by tests as a process that can be killed: validates with a fleet in small pieces, goes on from an earlier run, and prints the report. */
import { ONE_FILE } from './deliverable.js';
import { validateWithFleet } from './fleet.js';

const [url = '', root = '', temp = '', store = ''] = process.argv.slice(2);
const { report } = await validateWithFleet(
  url,
  root,
  { store: store === '' ? null : store, shape: { runBytes: 0, fanIn: 2 } },
  {
    splitBytes: ONE_FILE,
    temp,
    resume: true,
    onNote: ({ en }) => console.error(en),
  },
);
console.log(JSON.stringify(report));
