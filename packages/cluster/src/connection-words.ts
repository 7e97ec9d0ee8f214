import type { Localized } from '@jatdae/schema';

const REFUSED = /NOAUTH|WRONGPASS|invalid password|invalid username-password|without any password/u;
const ASKS_FOR_OURS = /certificate.required|handshake failure|bad certificate/iu;
const BAD_FILE = /PEM|key values mismatch|no start line|wrong tag|bad decrypt|unsupported/iu;

/** Why a server could not be reached. */
export function unreachedMessage(address: string, error: unknown): Localized {
  const detail = detailOf(error);
  if (REFUSED.test(detail))
    return {
      ko: `Redis 서버가 로그인을 거절했습니다(${address}). 주소에 사용자와 비밀번호가 맞는지 확인하십시오: ${detail}`,
      en: `The Redis server refused the login (${address}). Check the user and the password in the address: ${detail}`,
    };
  const code = error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? '') : '';
  // Who is refused for its certificate may hear of it, or only find the connection broken.
  const isBroken = address.startsWith('rediss:') && /^(?:ECONNRESET|EPIPE)$/u.test(code);
  if (isBroken || ASKS_FOR_OURS.test(detail) || code.includes('CERTIFICATE_REQUIRED'))
    return {
      ko: `Redis 서버가 TLS 연결을 끊었습니다(${address}). 클라이언트 인증서를 요구하는 서버라면 --redis-cert와 --redis-key를 확인하십시오: ${detail}`,
      en: `The Redis server broke off the TLS connection (${address}). Where it asks for a certificate of ours, check --redis-cert and --redis-key: ${detail}`,
    };
  if (/^ERR_OSSL/u.test(code) || (BAD_FILE.test(detail) && !/^E/u.test(code)))
    return {
      ko: `인증서나 열쇠 파일을 쓸 수 없습니다. --redis-ca, --redis-cert, --redis-key가 서로 맞는 PEM 파일인지 확인하십시오: ${detail}`,
      en: `A certificate or key file cannot be used. Check that --redis-ca, --redis-cert and --redis-key are PEM files that belong together: ${detail}`,
    };
  if (/CERT|SIGNED|SIGNATURE|ALTNAME/u.test(code))
    return {
      ko: `Redis 서버의 인증서를 믿을 수 없습니다(${address}). --redis-ca에 그 인증서를 발급한 기관을 적었는지, 인증서가 이 호스트의 것인지 확인하십시오: ${detail}`,
      en: `The certificate of the Redis server is not trusted (${address}). Check that --redis-ca names the authority that issued it, and that it is this host's: ${detail}`,
    };
  return {
    ko: `Redis 서버에 연결할 수 없습니다(${address}). 서버가 켜져 있는지, 주소와 TLS 여부가 맞는지 확인하십시오: ${detail}`,
    en: `The Redis server cannot be reached (${address}). Check that it runs, and the address and TLS: ${detail}`,
  };
}

function detailOf(error: unknown): string {
  return error instanceof Error ? error.message || ((error as NodeJS.ErrnoException).code ?? error.name) : String(error);
}

/** Why a server that was reached is of no use. */
export const unusableMessage = (address: string, error: unknown): Localized => ({
  ko: `Redis 서버가 필요한 일을 허락하지 않습니다(${address}). 사용자의 권한을 확인하십시오. 필요한 것은 docs/scale.ko.md에 있습니다: ${detailOf(error)}`,
  en: `The Redis server does not let us do what is needed (${address}). Check what its user may do; docs/scale.md says what that is: ${detailOf(error)}`,
});

export const lostMessage = (address: string): Localized => ({
  ko: `Redis 서버와 연결이 끊어졌습니다(${address}). 다시 연결될 때까지 기다립니다.`,
  en: `The connection to the Redis server is lost (${address}). Waiting until it is back.`,
});

export const backMessage = (address: string): Localized => ({
  ko: `Redis 서버와 다시 연결되었습니다(${address}).`,
  en: `The connection to the Redis server ${address} is back.`,
});

export const endedMessage = (address: string): Localized => ({
  ko: `Redis 서버가 대답하지 않아 기다리지 않고 끝냅니다(${address}). 그곳에 남은 것은 저절로 지워집니다.`,
  en: `The Redis server does not answer (${address}); ending without it. What is left there goes by itself.`,
});

export const pausedMessage = (address: string, message: string): Localized => ({
  ko: `Redis 서버(${address})가 지금은 받지 않습니다. 받을 때까지 거듭 시도합니다: ${message}`,
  en: `The Redis server ${address} refuses for now; trying until it does not: ${message}`,
});

/** @param word of the file system, which the message holds */
export function refusingFolderMessage(word: string, message: string): Localized {
  const isFull = word === 'ENOSPC' || word === 'EDQUOT';
  return {
    ko: `--store 폴더가 지금은 받지 않습니다. 받을 때까지 거듭 시도합니다. ${isFull ? '그곳의 공간을 비우십시오' : '폴더가 연결(마운트)되어 있는지 확인하십시오'}: ${message}`,
    en: `The folder of --store refuses for now; trying until it does not. ${isFull ? 'Free some space there' : 'Check that it is mounted'}: ${message}`,
  };
}

export const tooOldMessage = (version: string): Localized => ({
  ko: `Redis의 버전이 너무 낮습니다(${version}). 6.2 이상이나 Valkey를 쓰십시오.`,
  en: `Redis ${version} is too old: use 6.2 or newer, or Valkey.`,
});

export const evictingMessage = (address: string, policy: string): Localized => ({
  ko: `Redis 서버(${address})는 메모리가 차면 중간 결과를 지웁니다(maxmemory-policy ${policy}). 지운 것은 다시 만들어야 하니 noeviction으로 두십시오.`,
  en: `The Redis server ${address} removes results when its memory is full (maxmemory-policy ${policy}), and they have to be made again: set noeviction.`,
});
