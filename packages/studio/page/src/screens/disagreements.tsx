import { useEffect, useRef, useState } from 'preact/hooks';
import type { Adjudication, AdjudicationRequest, Disagreement, ReviewItem } from '../../../src/api.js';
import { KeysHelp } from '../judge/keys-help.js';
import { useVerdict } from '../judge/use-verdict.js';
import { VerdictBar } from '../judge/verdict-bar.js';
import { useLoad } from '../load.js';
import { ItemView } from '../parts/item-view.js';
import { Problem } from '../parts/problem.js';
import { post } from '../request.js';
import { sendUntilStored } from '../send.js';
import { useLocalized, useText } from '../text.js';
import { defectTitle } from '../words.js';

interface DisagreementsScreenProps {
  readonly reviewer: string;
}

/** Items that reviewers judged differently, settled one by one with the same keys as the judging. */
export function DisagreementsScreen({ reviewer }: DisagreementsScreenProps) {
  const t = useText();
  const { value: list, error } = useLoad<Disagreement[]>('/api/disagreements');
  const [chosen, setChosen] = useState<number | null>(null);
  const open = list?.filter(({ adjudication }) => adjudication === null) ?? [];
  const shown = list?.find(({ item }) => item === chosen) ?? open[0] ?? null;
  return (
    <>
      <h1>{t('이견', 'Disagreements')}</h1>
      <Problem error={error} />
      {list !== null && (
        <p role="status">
          {list.length === 0
            ? t('서로 다르게 판정한 문항이 없습니다.', 'No item was judged differently.')
            : t(
                `이견 ${list.length}건 가운데 ${open.length}건이 남았습니다.`,
                `${open.length} of ${list.length} disagreements are left.`,
              )}
        </p>
      )}
      {list !== null && list.length > 0 && (
        <nav class="disagreement-list" aria-label={t('이견 목록', 'List of disagreements')}>
          <ul>
            {list.map(({ item, id, adjudication }) => (
              <li key={item}>
                <button type="button" class="quiet" aria-pressed={shown?.item === item} onClick={() => setChosen(item)}>
                  {item}
                  {id !== null && <code> {id}</code>} {adjudication !== null && '✓'}
                </button>
              </li>
            ))}
          </ul>
        </nav>
      )}
      {shown !== null && (
        <Settle
          key={shown.item}
          disagreement={shown}
          reviewer={reviewer}
          onSettled={() => setChosen(null)}
          onMove={setChosen}
          list={list ?? []}
        />
      )}
    </>
  );
}

interface SettleProps {
  readonly disagreement: Disagreement;
  readonly list: readonly Disagreement[];
  readonly reviewer: string;
  readonly onSettled: () => void;
  readonly onMove: (item: number) => void;
}

function Settle({ disagreement, list, reviewer, onSettled, onMove }: SettleProps) {
  const t = useText();
  const { value: item, error: itemError } = useLoad<ReviewItem>(
    `/api/items/${disagreement.item}?reviewer=${encodeURIComponent(reviewer)}`,
  );
  const [help, setHelp] = useState(false);
  const [sending, setSending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const open = useRef(new AbortController());
  useEffect(() => () => open.current.abort(), []);
  const settle = async (request: AdjudicationRequest): Promise<void> => {
    setSending(true);
    setError(null);
    try {
      const { signal } = open.current;
      await sendUntilStored(() => post<Adjudication>('/api/adjudications', request), { signal, onRetry: setError });
      onSettled();
    } catch (failure) {
      setError(failure);
    } finally {
      setSending(false);
    }
  };
  const disabled = sending || item === null;
  const verdict = useVerdict({
    item: disagreement.item,
    startNote: disagreement.adjudication?.note ?? null,
    disabled,
    onVerdict: (word, defect, note) =>
      void settle({ id: crypto.randomUUID(), item: disagreement.item, by: reviewer, verdict: word, defect, note }),
    onOther: (kind) => {
      const at = list.findIndex((each) => each.item === disagreement.item);
      const beside = kind === 'previous' ? list[at - 1] : kind === 'next' ? list[at + 1] : undefined;
      if (kind === 'help') setHelp(true);
      else if (beside !== undefined) onMove(beside.item);
    },
  });
  return (
    <>
      <Problem error={itemError ?? error} />
      <Opinions disagreement={disagreement} />
      {item !== null && <ItemView item={item} />}
      <div class="dock">
        <VerdictBar
          {...{ disabled, note: verdict.note, noteField: verdict.noteField, needsNote: verdict.needsNote }}
          onNote={verdict.setNote}
          onPass={verdict.pass}
          onDefect={verdict.defect}
        >
          <p>{t('여기서 내린 판정이 이 문항의 판정이 됩니다.', 'What is judged here holds for this item.')}</p>
        </VerdictBar>
      </div>
      {help && <KeysHelp onClose={() => setHelp(false)} />}
    </>
  );
}

function Opinions({ disagreement: { judgements, adjudication, about } }: { readonly disagreement: Disagreement }) {
  const t = useText();
  const say = useLocalized();
  const said = ({ defect, verdict }: Pick<Adjudication, 'defect'> & { readonly verdict: string }): string =>
    defect !== null ? say(defectTitle(defect)) : verdict === 'pass' ? t('이상 없음', 'sound') : verdict;
  return (
    <section class="card opinions">
      <h2>
        {about === 'outcome'
          ? t('이상 없음인지 결함인지 갈렸습니다', 'They differ on whether it is sound')
          : t('결함의 유형이 갈렸습니다', 'They differ on the kind of defect')}
      </h2>
      <dl>
        {judgements.map((judgement) => (
          <div key={judgement.id}>
            <dt>
              <bdi>{judgement.reviewer}</bdi>
            </dt>
            <dd>
              <strong>{said(judgement)}</strong> <bdi>{judgement.note}</bdi>
            </dd>
          </div>
        ))}
        {adjudication !== null && (
          <div>
            <dt>
              {t('조정', 'Settled')} (<bdi>{adjudication.by}</bdi>)
            </dt>
            <dd>
              <strong>{said(adjudication)}</strong> <bdi>{adjudication.note}</bdi>
            </dd>
          </div>
        )}
      </dl>
    </section>
  );
}
