// Chinese by default, English complete: texts for people are written in both, side by side.

export type Language = 'zh' | 'en';

export interface Text {
  readonly zh: string;
  readonly en: string;
}

export function inLanguage(text: Text, language: Language): string {
  return text[language];
}
