import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import type { Language, Localized } from '@jatdae/schema';
import { UsageError } from '@jatdae/validator';
import { type Session, startSession } from './review/session.js';
import { createApp } from './server/app.js';
import { readPage } from './server/page-files.js';
import { isNewFolder, openDatabase } from './store/open-database.js';
import { keepToken } from './store/token.js';

export interface ReviewOptions {
  readonly target: string;
  readonly language: Language;
  /** a folder, or the address of a PostgreSQL server */
  readonly database: string;
  /** 0: any that is free */
  readonly port: number;
  /** of the sample, where the reviewer names none; random where absent, so that nobody can know the sample before */
  readonly seed?: string;
  readonly profile?: string;
  readonly jobs?: number;
  readonly temp?: string;
  readonly onNote: (note: Localized) => void;
}

export interface RunningReview {
  /** with the token */
  readonly url: string;
  readonly session: Session;
  /** Ends what is open. What was acknowledged is stored already. */
  close(): Promise<void>;
}

/**
 * Serves the review of a deliverable on this machine alone, and validates it meanwhile.
 * @throws UsageError where the database or the port cannot be used
 */
export async function startReview(options: ReviewOptions): Promise<RunningReview> {
  const { target, language, port, seed = randomBytes(8).toString('hex'), onNote } = options;
  if (await isNewFolder(options.database)) onNote(MAKING);
  const database = await openDatabase(options.database);
  const stop = new AbortController();
  const { signal } = stop;
  const { profile, jobs, temp } = options;
  const named = {
    ...(profile === undefined ? {} : { profile }),
    ...(jobs === undefined ? {} : { jobs }),
    ...(temp === undefined ? {} : { temp }),
  };
  const session = startSession({ target, language, database, signal, onNote, ...named });
  const token = await keepToken(options.database);
  let listening = 0;
  const app = createApp({ session, database, page: await readPage(), token, language, seed, port: () => listening, signal });
  const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port });

  async function close(): Promise<void> {
    stop.abort();
    // Connections that the browser keeps open would hold the server for seconds.
    if ('closeAllConnections' in server) server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
    await session.done;
    await session.close();
    await database.close();
  }

  try {
    await once(server, 'listening');
  } catch (error) {
    await close();
    throw portTaken(port, error);
  }
  listening = (server.address() as AddressInfo).port;
  return { url: `http://127.0.0.1:${listening}/?token=${token}`, session, close };
}

const MAKING: Localized = {
  ko: '데이터베이스를 처음 만듭니다. 몇 초 걸립니다.',
  en: 'Making the database, which takes a few seconds the first time.',
};

function portTaken(port: number, error: unknown): UsageError {
  const reason = error instanceof Error ? error.message : String(error);
  return new UsageError({
    ko: `포트 ${port}에서 시작할 수 없습니다(${reason}). --port로 다른 번호를 지정하거나, --port 0으로 비어 있는 포트를 쓰십시오.`,
    en: `The server cannot start on port ${port} (${reason}). Name another one with --port, or use --port 0 for a free one.`,
  });
}
