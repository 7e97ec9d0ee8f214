import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked {
  readonly model: string;
  readonly messages: readonly { readonly role: string; readonly content: unknown }[];
  readonly stream?: boolean;
  readonly [parameter: string]: unknown;
}

/** What the server does with a request. */
export type Reaction =
  | { readonly text: string | null; readonly delay?: number }
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: unknown }
  | 'hang'
  | 'cut'
  | 'endless'
  | 'malformed'
  | 'html';

export interface ModelServer {
  /** ends in /v1 */
  readonly url: string;
  readonly requests: readonly { readonly asked: Asked; readonly authorization: string | undefined }[];
  close(): Promise<void>;
}

/** An HTTP server on the loopback that speaks the protocol of chat completions; `react` is told how often the same was asked before. */
export async function startModelServer(react: (asked: Asked, before: number) => Reaction): Promise<ModelServer> {
  const requests: { asked: Asked; authorization: string | undefined }[] = [];
  const seen = new Map<string, number>();
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const asked = JSON.parse(body) as Asked;
      const question = JSON.stringify(asked.messages);
      const before = seen.get(question) ?? 0;
      seen.set(question, before + 1);
      requests.push({ asked, authorization: request.headers.authorization });
      respond(react(asked, before), asked, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The last words that a server was asked. */
export const lastWords = ({ messages }: Asked): string => {
  const content = messages.at(-1)?.content;
  return typeof content === 'string' ? content : JSON.stringify(content);
};

async function bodyOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString('utf8');
}

const JSON_TYPE = { 'content-type': 'application/json' };

function respond(reaction: Reaction, asked: Asked, response: ServerResponse): void {
  if (reaction === 'hang') return;
  if (reaction === 'malformed') {
    response.writeHead(200, JSON_TYPE).end('{"choices": [{"message": ');
    return;
  }
  if (reaction === 'html') {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Welcome</title>');
    return;
  }
  if (reaction === 'endless') {
    response.writeHead(200, JSON_TYPE);
    const piece = Buffer.alloc(1 << 20, ' ');
    const send = (): void => {
      while (!response.destroyed && response.write(piece));
    };
    response.on('drain', send);
    send();
    return;
  }
  if (reaction === 'cut') {
    response.writeHead(200, { ...JSON_TYPE, 'content-length': '5000' }).write('{"choices": [');
    setTimeout(() => response.destroy(), 5);
    return;
  }
  if ('status' in reaction) {
    response.writeHead(reaction.status, { ...JSON_TYPE, ...reaction.headers }).end(JSON.stringify(reaction.body ?? {}));
    return;
  }
  const { text, delay = 0 } = reaction;
  setTimeout(() => (asked.stream === true ? stream(text, asked, response) : complete(text, asked, response)), delay);
}

const head = ({ model }: Asked) => ({ id: 'c-1', created: 0, model: `${model}-0125`, system_fingerprint: 'fp_1' });
const USAGE = { prompt_tokens: 20, completion_tokens: 2, total_tokens: 22 };

function complete(text: string | null, asked: Asked, response: ServerResponse): void {
  const choices = [{ index: 0, message: { role: 'assistant', content: text }, finish_reason: 'stop' }];
  const body = { ...head(asked), object: 'chat.completion', choices, usage: USAGE };
  response.writeHead(200, JSON_TYPE).end(JSON.stringify(body));
}

function stream(text: string | null, asked: Asked, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const send = (piece: object): void => {
    response.write(`data: ${JSON.stringify({ ...head(asked), object: 'chat.completion.chunk', ...piece })}\n\n`);
  };
  for (const content of [...(text ?? '')]) send({ choices: [{ index: 0, delta: { content }, finish_reason: null }] });
  if (text?.includes('[cut]') === true) {
    response.destroy();
    return;
  }
  send({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] });
  send({ choices: [], usage: USAGE });
  response.end('data: [DONE]\n\n');
}
