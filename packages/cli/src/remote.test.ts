import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { main } from './main.js';
import { sampleManifest } from './testing/deliverable.js';
import { recorder } from './testing/recorder.js';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return `http://reviewer:hunter2@127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function call(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  const terminal = recorder();
  const code = await main(['validate', '--no-progress', ...argv], terminal);
  expect(terminal.written.out + terminal.written.err).not.toMatch(/hunter2|deadbeef/u);
  return { code, out: terminal.written.out, err: terminal.written.err };
}

it.each([
  [404, '서버에 그런 파일이 없습니다. 주소를 확인하십시오 (404)'],
  [403, '서버가 접근을 거부했습니다. 권한이나 주소의 유효 기간을 확인하십시오 (403)'],
])('a deliverable that the server does not give ends with status 2 and a sentence (%i)', async (status, sentence) => {
  const origin = await serve((_, response) => response.writeHead(status).end());
  const { code, out, err } = await call(`${origin}/납품.zip?X-Amz-Signature=deadbeef`, '--lang', 'ko');
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain(`/납품.zip?…: ${sentence}`);
});

it('notes about a server go to stderr, and only the report to stdout', async () => {
  const item = '{"id":1,"split":"public","question":"무엇입니까?","choices":["가","나"],"answer":0}\n';
  const files: Readonly<Record<string, string>> = {
    '/benchmark.yaml': sampleManifest.replace('자료/*.jsonl', 'a.jsonl'),
    '/a.jsonl': item,
  };
  // No ranges here.
  const origin = await serve((request, response) => response.end(files[request.url ?? ''] ?? ''));
  const { code, out, err } = await call(`${origin}/benchmark.yaml`, '--format', 'json', '--lang', 'ko');
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({ deliverable: { files: 2, items: 1 } });
  expect(err).toContain('/a.jsonl: 서버가 파일의 일부만 보내 주지 않아');
  expect(err).toContain('매니페스트에 적히지 않은 파일');
});
