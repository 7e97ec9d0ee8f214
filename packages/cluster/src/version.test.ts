import { expect, it } from 'vitest';
import { fleetVersion } from './version.js';

it('tells builds of one version apart, and no two hosts that run the same one', () => {
  expect(fleetVersion('main-1a.js')).toBe(fleetVersion('main-1a.js'));
  expect(new Set(['main-1a.js', 'main-1b.js', null].map(fleetVersion)).size).toBe(3);
});
