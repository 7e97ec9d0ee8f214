export type TextFormat = 'text' | 'json';

export const TEXT_FORMATS: readonly TextFormat[] = ['text', 'json'];

export const toJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
