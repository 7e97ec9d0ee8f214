#!/usr/bin/env node
import { loadEntry } from '../dist/bundle.js';

const { run } = loadEntry('main') ?? (await import('../dist/main.js'));
await run(process.argv.slice(2));
