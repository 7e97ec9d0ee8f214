import { type Command, Option } from 'commander';
import type { Context } from './context.js';

/** Adds what `validate --engine bullmq` and `worker` have in common. */
export function addRedisOptions(command: Command, { text }: Context): Command {
  const option = (flags: string, ko: string, en: string): Option => new Option(flags, text(ko, en));
  const options = [
    option(
      '--redis <url>',
      'Redis나 Valkey 서버의 주소: redis://[사용자:비밀번호@]호스트:포트/번호, TLS는 rediss:// (환경 변수 JATDAE_REDIS에 두면 비밀번호가 명령줄에 남지 않음)',
      'address of the Redis or Valkey server: redis://[user:password@]host:port/number, rediss:// for TLS (in JATDAE_REDIS, a password stays off the command line)',
    ).env('JATDAE_REDIS'),
    option(
      '--redis-ca <file>',
      '서버 인증서를 확인할 인증 기관 (PEM)',
      'authority that the server’s certificate is checked against (PEM)',
    ),
    option(
      '--redis-cert <file>',
      '서버가 요구하는 클라이언트 인증서 (PEM)',
      'certificate of the client, where the server asks for one (PEM)',
    ),
    option('--redis-key <file>', '클라이언트 인증서의 개인 키 (PEM)', 'private key of that certificate (PEM)'),
    option(
      '--redis-prefix <word>',
      'Redis 키의 앞머리, 같은 서버를 여러 무리가 쓸 때 (기본 jatdae)',
      'what keys in Redis begin with, where several fleets share a server (default jatdae)',
    ).default('jatdae'),
    option(
      '--store <dir>',
      '모든 호스트가 보는 폴더. 큰 중간 결과를 Redis 대신 여기에 둠',
      'a folder that all hosts see; large intermediate results go there instead of into Redis',
    ),
  ];
  for (const each of options) command.addOption(each);
  return command;
}
