import { type ComponentChildren, createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';

export type Language = 'ko' | 'en';
export interface Localized {
  readonly ko: string;
  readonly en: string;
}
export type Text = (ko: string, en: string) => string;

interface Spoken {
  readonly language: Language;
  readonly setLanguage: (language: Language) => void;
}

const Speech = createContext<Spoken>({ language: 'ko', setLanguage: () => undefined });

const STORED = 'jatdae-language';

function storedLanguage(): Language | null {
  const stored = localStorage.getItem(STORED);
  return stored === 'ko' || stored === 'en' ? stored : null;
}

/** The language is the one that was chosen here, else the report's. */
export function SpeechProvider({ reported, children }: { reported: Language | null; children: ComponentChildren }) {
  const [chosen, setChosen] = useState(storedLanguage);
  const language = chosen ?? reported ?? 'ko';
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const setLanguage = (next: Language): void => {
    localStorage.setItem(STORED, next);
    setChosen(next);
  };
  return <Speech.Provider value={{ language, setLanguage }}>{children}</Speech.Provider>;
}

export const useSpeech = (): Spoken => useContext(Speech);

export function useText(): Text {
  const { language } = useContext(Speech);
  return (ko, en) => (language === 'ko' ? ko : en);
}

/** Of what comes in both languages; a text of the manifest may come in one. */
export function useLocalized(): (text: Localized) => string {
  const { language } = useContext(Speech);
  return (text) => text[language];
}
