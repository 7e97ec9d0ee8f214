/** What a worker thread of the bundle starts from. */
import { loadEntry } from './bundle.js';

loadEntry('worker');
