export type Language = 'ko' | 'en';

/** One text in every language that the tool speaks. */
export type Localized = Readonly<Record<Language, string>>;
