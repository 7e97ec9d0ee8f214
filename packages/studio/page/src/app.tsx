import { useEffect, useState } from 'preact/hooks';
import { type Review, ReviewProvider, useReview, useServerEvents } from './review-state.js';
import { ReviewerForm, storedReviewer } from './reviewer.js';
import { hrefOf, type Place, type Route, usePlace } from './route.js';
import { ClosingScreen } from './screens/closing.js';
import { DisagreementsScreen } from './screens/disagreements.js';
import { FindingsScreen } from './screens/findings.js';
import { JudgeScreen } from './screens/judge.js';
import { PlanScreen } from './screens/plan.js';
import { ProgressScreen } from './screens/progress.js';
import { StartScreen } from './screens/start.js';
import { WaiversScreen } from './screens/waivers.js';
import { type Localized, SpeechProvider, useLocalized, useSpeech, useText } from './text.js';

export function App() {
  const review = useServerEvents();
  return (
    <SpeechProvider reported={review.state?.language ?? null}>
      <ReviewProvider review={review}>
        <Shell />
      </ReviewProvider>
    </SpeechProvider>
  );
}

const TITLES: Readonly<Record<Route, Localized>> = {
  start: { ko: '시작', en: 'Start' },
  findings: { ko: '보고서', en: 'Report' },
  plan: { ko: '표본 설계', en: 'Sample' },
  judge: { ko: '판정', en: 'Judge' },
  progress: { ko: '진척', en: 'Progress' },
  disagreements: { ko: '이견', en: 'Disagreements' },
  waivers: { ko: '면제', en: 'Waivers' },
  closing: { ko: '마감', en: 'Closing' },
};

function Shell() {
  const t = useText();
  const say = useLocalized();
  const place = usePlace();
  const review = useReview();
  const [reviewer, setReviewer] = useState(storedReviewer);
  const title = review.state?.title;
  const name = title === undefined || title === null ? (review.state?.target ?? '') : say(title);
  useEffect(() => {
    document.title = `${say(TITLES[place.route])} · ${name === '' ? t('잣대 심사', 'jatdae review') : name}`;
  });
  return (
    <>
      <a class="skip" href="#main">
        {t('본문으로', 'Skip to content')}
      </a>
      <header class="top">
        <p class="brand">
          <strong>{t('잣대 심사', 'jatdae review')}</strong> <bdi class="dataset">{name}</bdi>
        </p>
        <div class="row">
          {reviewer !== '' && (
            <button type="button" class="quiet" onClick={() => setReviewer('')}>
              {reviewer} · {t('바꾸기', 'change')}
            </button>
          )}
          <LanguageSwitch />
        </div>
        <nav aria-label={t('화면', 'Screens')}>
          <ul>
            {(Object.keys(TITLES) as Route[]).map((route) => (
              <li key={route}>
                <a href={hrefOf(route)} aria-current={route === place.route ? 'page' : undefined}>
                  {say(TITLES[route])}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </header>
      <Banner review={review} />
      <main id="main" tabIndex={-1}>
        <Screen place={place} reviewer={reviewer} onReviewer={setReviewer} />
      </main>
    </>
  );
}

function LanguageSwitch() {
  const { language, setLanguage } = useSpeech();
  const other = language === 'ko' ? 'en' : 'ko';
  return (
    <button type="button" class="quiet" lang={other} onClick={() => setLanguage(other)}>
      {other === 'ko' ? '한국어' : 'English'}
    </button>
  );
}

/** What is wrong with the connection. Judgements wait meanwhile; nothing is lost. */
function Banner({ review: { connection } }: { readonly review: Review }) {
  const t = useText();
  return (
    <div role="alert" class="banner-place">
      {connection === 'lost' && (
        <p class="banner">
          {t(
            '서버와 연결이 끊겼습니다. 판정은 저장될 때까지 이 탭이 가지고 있습니다. jatdae review가 돌고 있는지 확인하십시오.',
            'The server does not answer. This tab keeps what you judged until it is stored. Check that jatdae review is running.',
          )}
        </p>
      )}
      {connection === 'refused' && (
        <p class="banner">
          {t(
            '서버가 이 브라우저를 모릅니다. 터미널에 나온 주소를 이 탭에서 다시 여십시오. 보내지 못한 판정은 그때 보냅니다.',
            'The server does not know this browser. Open the address from the terminal in this tab again; what could not be sent is sent then.',
          )}
        </p>
      )}
    </div>
  );
}

interface ScreenProps {
  readonly place: Place;
  readonly reviewer: string;
  readonly onReviewer: (name: string) => void;
}

function Screen({ place: { route, rest }, reviewer, onReviewer }: ScreenProps) {
  const { state } = useReview();
  const t = useText();
  if (state === null) return <p class="muted">{t('서버에 연결하는 중…', 'Connecting…')}</p>;
  if (route === 'start' || state.phase !== 'ready') return <StartScreen state={state} />;
  if (route === 'plan') return <PlanScreen />;
  if (route === 'progress') return <ProgressScreen />;
  if (route === 'closing') return <ClosingScreen />;
  if (reviewer === '') return <ReviewerForm onChosen={onReviewer} />;
  if (route === 'findings') return <FindingsScreen open={rest} reviewer={reviewer} />;
  if (route === 'disagreements') return <DisagreementsScreen reviewer={reviewer} />;
  if (route === 'waivers') return <WaiversScreen reviewer={reviewer} />;
  return state.planned ? <JudgeScreen key={reviewer} reviewer={reviewer} /> : <PlanScreen />;
}
