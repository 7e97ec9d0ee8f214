import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe } from 'vitest';

const openssl = (cwd: string, ...args: readonly string[]) => spawnSync('openssl', args, { cwd, encoding: 'utf8' });

/** `describe` for tests that make certificates; without openssl they are skipped, and their name says how to have them run. */
export function describeWithCertificates(name: string, body: () => void): void {
  const possible = openssl(tmpdir(), 'version').status === 0;
  describe.skipIf(!possible)(possible ? name : `${name} (needs openssl: apt-get install openssl)`, body);
}

/** Files of an authority, of what it signed for a server of this machine and for a client, and of another authority. */
export interface Certificates {
  readonly ca: string;
  readonly otherCa: string;
  readonly server: KeyPair;
  readonly client: KeyPair;
  remove(): void;
}

interface KeyPair {
  readonly cert: string;
  readonly key: string;
}

const CURVE = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'] as const;

export function makeCertificates(): Certificates {
  const folder = mkdtempSync(join(tmpdir(), 'jatdae-certificates-'));
  const run = (...args: readonly string[]): void => {
    const { status, stderr } = openssl(folder, ...args);
    if (status !== 0) throw new Error(`openssl ${args.join(' ')}: ${stderr}`);
  };
  const authority = (name: string): string => {
    run('req', '-x509', ...CURVE, '-keyout', `${name}.key`, '-out', `${name}.pem`, '-days', '2', '-subj', `/CN=${name}`);
    return join(folder, `${name}.pem`);
  };
  const signed = (name: string): KeyPair => {
    writeFileSync(join(folder, `${name}.ext`), 'subjectAltName=IP:127.0.0.1,DNS:localhost\n');
    run('req', ...CURVE, '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${name}`);
    const issuer = ['-CA', 'authority.pem', '-CAkey', 'authority.key', '-CAcreateserial'];
    run('x509', '-req', '-in', `${name}.csr`, ...issuer, '-out', `${name}.pem`, '-days', '2', '-extfile', `${name}.ext`);
    return { cert: join(folder, `${name}.pem`), key: join(folder, `${name}.key`) };
  };
  const ca = authority('authority');
  return {
    ca,
    otherCa: authority('stranger'),
    server: signed('server'),
    client: signed('client'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
