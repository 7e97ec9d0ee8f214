import { useState } from 'preact/hooks';
import type { ReviewWaiver, WaiverRequest } from '../../../src/api.js';
import { post } from '../request.js';
import { sendUntilStored } from '../send.js';
import { useText } from '../text.js';
import { Problem } from './problem.js';
import { typedLine } from './visible-text.js';

interface WaiverFormProps {
  readonly rule: string;
  readonly fingerprint: string;
  readonly reviewer: string;
  /** that holds now */
  readonly waiver: ReviewWaiver | null;
}

/** Waives a finding with a reason, or takes that back. */
export function WaiverForm({ rule, fingerprint, reviewer, waiver }: WaiverFormProps) {
  const t = useText();
  const [reason, setReason] = useState('');
  const [until, setUntil] = useState('');
  const [sending, setSending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const send = async (more: Pick<WaiverRequest, 'reason' | 'until' | 'withdrawn'>): Promise<void> => {
    const request: WaiverRequest = { id: crypto.randomUUID(), rule, fingerprint, by: reviewer, ...more };
    setSending(true);
    setError(null);
    try {
      await sendUntilStored(() => post<ReviewWaiver>('/api/waivers', request), {
        signal: new AbortController().signal,
        onRetry: () => undefined,
      });
    } catch (failure) {
      setError(failure);
    } finally {
      setSending(false);
    }
  };
  if (waiver !== null)
    return (
      <div class="notice">
        <p>
          {t('면제함', 'Waived')}: <bdi>{waiver.reason}</bdi> – <bdi>{waiver.by}</bdi>
          {waiver.until !== null && t(` (${waiver.until}까지)`, ` (until ${waiver.until})`)}
        </p>
        <button type="button" disabled={sending} onClick={() => send({ reason: waiver.reason, until: null, withdrawn: true })}>
          {t('면제 취소', 'Take the waiver back')}
        </button>
        <Problem error={error} />
      </div>
    );
  return (
    <form
      class="waiver-form"
      onSubmit={(event) => {
        event.preventDefault();
        void send({ reason: typedLine(reason), until: until === '' ? null : until, withdrawn: false });
      }}
    >
      <h3>{t('이 지적을 면제', 'Waive this finding')}</h3>
      <p class="muted small">
        {t(
          '면제한 지적도 보고서에 사유와 함께 남습니다. 다음 납품에도 지문으로 알아봅니다.',
          'A waived finding stays in the report with its reason, and is known by its fingerprint in the next delivery.',
        )}
      </p>
      <label for="reason">{t('사유', 'Reason')}</label>
      <textarea
        id="reason"
        rows={2}
        required
        maxLength={2000}
        value={reason}
        onInput={(event) => setReason(event.currentTarget.value)}
      />
      <label for="until">{t('통하는 마지막 납품일 (선택)', 'Last delivery date that it holds for (optional)')}</label>
      <input id="until" type="date" value={until} onInput={(event) => setUntil(event.currentTarget.value)} />
      <button type="submit" class="primary" disabled={sending || typedLine(reason) === ''}>
        {t('면제', 'Waive')}
      </button>
      <Problem error={error} />
    </form>
  );
}
