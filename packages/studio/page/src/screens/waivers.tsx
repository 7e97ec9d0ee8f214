import type { ReviewWaiver } from '../../../src/api.js';
import { useLoad } from '../load.js';
import { Problem } from '../parts/problem.js';
import { WaiverForm } from '../parts/waiver-form.js';
import { hrefOf } from '../route.js';
import { useText } from '../text.js';

interface WaiversScreenProps {
  readonly reviewer: string;
}

/** What was waived here, by whom and why. */
export function WaiversScreen({ reviewer }: WaiversScreenProps) {
  const t = useText();
  const { value: waivers, error } = useLoad<ReviewWaiver[]>('/api/waivers');
  return (
    <>
      <h1>{t('면제', 'Waivers')}</h1>
      <Problem error={error} />
      {waivers !== null && waivers.length === 0 && (
        <p>
          {t('면제한 지적이 없습니다. ', 'No finding is waived. ')}
          <a href={hrefOf('findings')}>{t('보고서에서 지적을 고르십시오.', 'Choose one in the report.')}</a>
        </p>
      )}
      {waivers !== null && waivers.length > 0 && (
        <>
          <p>
            <a class="button primary" href="/api/waivers.yaml" download="waivers.yaml">
              {t('면제 파일 받기 (YAML)', 'The file of waivers (YAML)')}
            </a>
          </p>
          <pre>
            <code>jatdae validate DELIVERY --waivers waivers.yaml</code>
          </pre>
          <ul class="waiver-list">
            {waivers.map((waiver) => (
              <li key={waiver.id} class="card">
                <h2>
                  <a href={hrefOf('findings', waiver.fingerprint)}>
                    {waiver.rule} <code>{waiver.fingerprint}</code>
                  </a>
                </h2>
                <WaiverForm {...{ rule: waiver.rule, fingerprint: waiver.fingerprint, reviewer, waiver }} />
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
