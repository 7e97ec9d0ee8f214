import { useEffect, useRef } from 'preact/hooks';
import type { ReviewItem, ReviewMedium } from '../../../src/api.js';
import { useLocalized, useText } from '../text.js';
import { SEVERITIES, SIDES } from '../words.js';
import { HostileText } from './hostile-text.js';

interface ItemViewProps {
  readonly item: ReviewItem;
}

/** All that a reviewer has to see of an item to judge it. */
export function ItemView({ item }: ItemViewProps) {
  const t = useText();
  const say = useLocalized();
  const heading = useRef<HTMLHeadingElement>(null);
  // Who listens rather than sees is told of the next item; Enter then belongs to no link or button.
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    window.scrollTo({ top: 0 });
  }, [item.item]);
  return (
    <article class="item" aria-labelledby="item-title">
      <header class="item-head">
        <h2 id="item-title" ref={heading} tabIndex={-1}>
          {t(`표본 ${item.item}번`, `Sample item ${item.item}`)}
        </h2>
        <p class="tags">
          <span class="tag">{item.subMetricTitle}</span>
          <span class={`tag side-${item.side}`}>{say(SIDES[item.side])}</span>
          {item.double && <span class="tag">{t('이중 심사', 'double review')}</span>}
          {item.category !== null && <span class="tag quiet-tag">{item.category}</span>}
          {item.difficulty !== null && <span class="tag quiet-tag">{item.difficulty}</span>}
        </p>
        <p class="where">
          {item.id !== null && <code>{item.id}</code>}{' '}
          {t(`${item.path} ${item.record}번째 레코드`, `${item.path}, record ${item.record}`)}
        </p>
      </header>
      {item.context !== null && (
        <section class="context" aria-label={t('지문', 'Passage')}>
          <HostileText text={item.context} />
        </section>
      )}
      <Turns turns={item.turns} />
      <Media media={item.media} />
      {item.question !== null && (
        <section class="question" aria-label={t('질문', 'Question')}>
          <HostileText text={item.question} />
        </section>
      )}
      <Choices item={item} />
      <Answer item={item} />
      {item.explanation !== null && (
        <section class="explanation">
          <h3>{t('해설', 'Explanation')}</h3>
          <HostileText text={item.explanation} />
        </section>
      )}
      {item.findings.length > 0 && (
        <section class="findings-of-item">
          <h3>{t(`이 문항의 지적 ${item.findings.length}건`, `Findings of this item: ${item.findings.length}`)}</h3>
          <ul>
            {item.findings.map(({ fingerprint, code, severity, message, waived }) => (
              <li key={fingerprint}>
                <span class={`severity ${severity}`}>
                  {code} {say(SEVERITIES[severity])}
                </span>{' '}
                {message} {waived && <span class="tag">{t('면제됨', 'waived')}</span>}
              </li>
            ))}
          </ul>
        </section>
      )}
    </article>
  );
}

function Turns({ turns }: Pick<ReviewItem, 'turns'>) {
  const t = useText();
  if (turns.length === 0) return null;
  return (
    <ol class="turns" aria-label={t('대화', 'Dialogue')}>
      {turns.map(({ role, content }, k) => (
        <li key={k}>
          <span class="role">{role ?? '·'}</span>
          <HostileText text={content} />
        </li>
      ))}
    </ol>
  );
}

function Choices({ item: { choices } }: ItemViewProps) {
  const t = useText();
  if (choices.length === 0) return null;
  return (
    <ol class="choices" aria-label={t('선택지', 'Choices')}>
      {choices.map(({ label, text, key }) => (
        <li key={label} class={key ? 'key' : ''}>
          <span class="label">{label}</span>
          <HostileText text={text} />
          {key && <strong class="key-mark">{t('정답', 'key')}</strong>}
        </li>
      ))}
    </ol>
  );
}

/** The key where no choice carries it, or why none is shown. */
function Answer({ item: { answer, key, labels } }: ItemViewProps) {
  const t = useText();
  const absent = {
    shown: null,
    withheld: t('정답을 뺀 납품물이라 정답이 없습니다.', 'The deliverable withholds the key.'),
    sealed: t(
      '정답이 봉인되어 있습니다. jatdae unseal로 연 납품물을 심사하십시오.',
      'The key is sealed. Review the deliverable that `jatdae unseal` opened.',
    ),
    none: t('이 문항에는 정답이 없습니다.', 'This item has no key.'),
  }[key];
  return (
    <>
      {labels.length > 0 && (
        <p class="muted">
          {t('레이블', 'Labels')}: {labels.join(' · ')}
        </p>
      )}
      {answer !== null && (
        <section class="answer">
          <h3>{t('정답', 'Key')}</h3>
          <HostileText text={answer} />
        </section>
      )}
      {absent !== null && <p class="notice">{absent}</p>}
    </>
  );
}

function Media({ media }: Pick<ReviewItem, 'media'>) {
  if (media.length === 0) return null;
  return (
    <div class="media">
      {media.map((medium, k) => (
        <figure key={k}>
          <Medium medium={medium} />
          <figcaption>
            <bdi>{medium.reference}</bdi> · {formatBytes(medium.bytes)}
          </figcaption>
        </figure>
      ))}
    </div>
  );
}

function Medium({ medium: { kind, url, reference } }: { readonly medium: ReviewMedium }) {
  const t = useText();
  if (url === null || kind === 'other')
    return (
      <p class="notice">
        {t('파일이 없거나 화면에서 보일 수 없는 형식입니다.', 'The file is missing, or of a kind that a page cannot show.')}
      </p>
    );
  if (kind === 'image') return <img src={url} alt={reference} />;
  // biome-ignore lint/a11y/useMediaCaption: deliverables bring no captions
  if (kind === 'audio') return <audio controls preload="metadata" src={url} />;
  // biome-ignore lint/a11y/useMediaCaption: likewise
  return <video controls preload="metadata" src={url} />;
}

function formatBytes(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB'];
  const power = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log2(bytes) / 10));
  return `${(bytes / 1024 ** power).toFixed(power === 0 ? 0 : 1)} ${units[power]}`;
}
