import { spawnSync } from 'node:child_process';
import { describe } from 'vitest';

function ip(...args: readonly string[]): void {
  const { status, stderr } = spawnSync('ip', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`ip ${args.join(' ')}: ${stderr}`);
}

function canMakeHosts(): boolean {
  const name = `jatdae-try-${process.pid}`;
  const made = spawnSync('ip', ['netns', 'add', name]).status === 0;
  if (made) ip('netns', 'del', name);
  return made;
}

/** `describe` for tests that need network namespaces; without them they are skipped, and their name says how to have them run. */
export function describeWithHosts(name: string, body: () => void): void {
  const possible = canMakeHosts();
  describe.skipIf(!possible)(
    possible ? name : `${name} (needs iproute2, and root in a system that may make network namespaces)`,
    body,
  );
}

/** Hosts with addresses of their own, joined by a bridge that this machine has an address on, too. */
export interface Hosts {
  /** this machine's address among them */
  readonly address: string;
  /** What a command is begun with, so that it runs on a host. */
  on(host: number): readonly string[];
  cutOff(host: number): void;
  bringBack(host: number): void;
  remove(): void;
}

export function makeHosts(count: number): Hosts {
  const tag = process.pid % 10_000;
  const net = `10.213.${process.pid % 250}`;
  const bridge = `jtd${tag}`;
  const space = (host: number): string => `jatdae-${tag}-${host}`;
  const link = (host: number): string => `jtd${tag}h${host}`;
  ip('link', 'add', bridge, 'type', 'bridge');
  ip('addr', 'add', `${net}.1/24`, 'dev', bridge);
  ip('link', 'set', bridge, 'up');
  for (let host = 0; host < count; host++) {
    ip('netns', 'add', space(host));
    ip('link', 'add', link(host), 'type', 'veth', 'peer', 'name', 'eth0', 'netns', space(host));
    ip('link', 'set', link(host), 'master', bridge, 'up');
    ip('-n', space(host), 'addr', 'add', `${net}.${host + 2}/24`, 'dev', 'eth0');
    ip('-n', space(host), 'link', 'set', 'eth0', 'up');
    ip('-n', space(host), 'link', 'set', 'lo', 'up');
  }
  return {
    address: `${net}.1`,
    on: (host) => ['ip', 'netns', 'exec', space(host)],
    cutOff: (host) => ip('link', 'set', link(host), 'down'),
    bringBack: (host) => ip('link', 'set', link(host), 'up'),
    remove() {
      for (let host = 0; host < count; host++) ip('netns', 'del', space(host));
      ip('link', 'del', bridge);
    },
  };
}
