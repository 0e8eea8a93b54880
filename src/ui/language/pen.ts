// What every view writes with: the chosen language and the frames of this terminal.

import { inLanguage, type Language, type Text } from '../../domain/language.ts';
import type { FrameStyle } from '../text/frames.ts';

export interface Pen {
  readonly language: Language;
  readonly frames: FrameStyle;
  readonly say: (text: Text) => string;
}

export function penFor(language: Language, frames: FrameStyle): Pen {
  return { language, frames, say: (text) => inLanguage(text, language) };
}
