import { UsageError } from '@jatdae/validator';

/** The address of an endpoint without a slash at its end. @throws UsageError for one that cannot be used, or that holds a secret */
export function baseUrlOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/u.test(url.protocol)) {
    throw new UsageError({
      ko: `--base-url에는 http://localhost:8000/v1 같은 주소를 씁니다: ${text}`,
      en: `--base-url takes an address such as http://localhost:8000/v1, not ${text}`,
    });
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw new UsageError({
      ko: '--base-url에는 사용자 이름, 암호, ? 뒤의 값을 넣을 수 없습니다. 주소는 실행 기록에 남습니다. 키는 환경 변수로만 줍니다.',
      en: '--base-url takes no user name, no password and nothing after a question mark: the address is kept in the record of the run. Keys come from the environment only.',
    });
  }
  return url.href.replace(/\/+$/u, '');
}
