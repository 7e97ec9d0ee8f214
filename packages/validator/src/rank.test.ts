import { expect, it } from 'vitest';
import { rankOf } from './rank.js';

// printf '["id","q-17"]' | openssl dgst -sha256 -hmac seed
it('is what anyone can compute with openssl', () => {
  const { high, low } = rankOf('seed', ['id', 'q-17']);
  expect(high.toString(16).padStart(12, '0') + low.toString(16).padStart(8, '0')).toBe('fb86dc40235843a30ac5');
});
