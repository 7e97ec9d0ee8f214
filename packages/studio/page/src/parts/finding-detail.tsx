import type { Finding } from '@jatdae/schema';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ExcerptsReply, FindingExcerpt, ReviewWaiver } from '../../../src/api.js';
import { post, Refusal } from '../request.js';
import { hrefOf } from '../route.js';
import { useLocalized, useText } from '../text.js';
import { SEVERITIES } from '../words.js';
import { HostileText } from './hostile-text.js';
import { formatPlace } from './place.js';
import { Problem } from './problem.js';
import { WaiverForm } from './waiver-form.js';

interface FindingDetailProps {
  readonly finding: Finding;
  readonly waiver: ReviewWaiver | null;
  readonly reviewer: string;
}

/** A finding with the record that it stands in, and what a reviewer may do about it. */
export function FindingDetail({ finding, waiver, reviewer }: FindingDetailProps) {
  const t = useText();
  const say = useLocalized();
  const { code, severity, message, place, fingerprint } = finding;
  const heading = useRef<HTMLHeadingElement>(null);
  const [excerpt, setExcerpt] = useState<FindingExcerpt | null>(null);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    heading.current?.focus();
    post<ExcerptsReply>('/api/excerpts', { fingerprints: [fingerprint] }).then(
      ({ excerpts: [first] }) => setExcerpt(first ?? null),
      (failure: unknown) => setError(failure instanceof Refusal && failure.status === 404 ? null : failure),
    );
  }, [fingerprint]);
  return (
    <section class="card" aria-labelledby="finding-title">
      <h2 id="finding-title" ref={heading} tabIndex={-1}>
        <span class={`severity ${severity}`}>
          {code} {say(SEVERITIES[severity])}
        </span>{' '}
        {message}
      </h2>
      <p class="where">
        <bdi>{formatPlace(place, t)}</bdi> · <code>{fingerprint}</code>
      </p>
      <Problem error={error} />
      {excerpt !== null && <Excerpt excerpt={excerpt} />}
      {finding.waiver !== undefined && waiver === null && (
        <p class="notice">
          {t('보고서에서 이미 면제됨', 'Waived in the report')}: {finding.waiver.reason} – {finding.waiver.by}
        </p>
      )}
      <WaiverForm rule={code} fingerprint={fingerprint} reviewer={reviewer} waiver={waiver} />
      <p>
        <a href={hrefOf('findings')}>{t('닫기', 'Close')}</a>
      </p>
    </section>
  );
}

function Excerpt({ excerpt: { text, mark } }: { readonly excerpt: FindingExcerpt }) {
  const t = useText();
  if (text === null) return <p class="muted">{t('레코드를 읽을 수 없습니다.', 'The record cannot be read.')}</p>;
  const [start, end] = mark === null ? [0, 0] : [mark.start, mark.end];
  return (
    <pre class="excerpt">
      <HostileText text={text.slice(0, start)} />
      {end > start && (
        <mark>
          <HostileText text={text.slice(start, end)} />
        </mark>
      )}
      <HostileText text={text.slice(end)} />
    </pre>
  );
}
