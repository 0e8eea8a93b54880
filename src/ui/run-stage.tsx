// A stage on a terminal: one mount for all that a demonstration, a drill or an examination shows.

import { render } from 'ink';
import type { Language } from '../domain/language.ts';
import { StageScreen } from './components/stage-screen.tsx';
import type { Size } from './frame/layout.ts';
import { type Pen, penFor } from './language/pen.ts';
import type { StageStore } from './stage/stage.ts';
import { type HeldTerminal, holdTerminal } from './terminal/hold-terminal.ts';
import { framesFor } from './text/frames.ts';
import { coloursAllowed } from './theme.ts';

/** What a director is handed to put a stage together. */
export interface StageSurroundings {
  readonly pen: Pen;
  /** The terminal's size now. */
  readonly size: () => Size;
  readonly linear: boolean;
  /** Draws everything anew. */
  readonly repaint: () => void;
  /** Ends the stage. */
  readonly quit: () => void;
}

export interface StageOptions extends HeldTerminal {
  readonly language: Language;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly stage: (surroundings: StageSurroundings) => StageStore;
  readonly onFrame?: () => void;
}

/** Runs until the stage ends. */
export function runStage(options: StageOptions): Promise<void> {
  const { stdout, environment } = options;
  return holdTerminal(options, (ambiguous) => {
    const pen = penFor(options.language, framesFor(ambiguous));
    const linear = environment.INK_SCREEN_READER === 'true';
    let unmount = () => {};
    let clear = () => {};
    const stage = options.stage({
      pen,
      size: () => ({ columns: stdout.columns, rows: stdout.rows }),
      linear,
      repaint() {
        clear();
        stdout.write('\u001b[2J\u001b[H');
      },
      quit: () => unmount(),
    });
    const colour = coloursAllowed(environment);
    const instance = render(<StageScreen stage={stage} pen={pen} colour={colour} ambiguous={ambiguous} />, {
      stdout,
      alternateScreen: true,
      incrementalRendering: true,
      maxFps: 120,
      exitOnCtrlC: false,
      isScreenReaderEnabled: linear,
      interactive: true,
      patchConsole: false,
      ...(options.onFrame ? { onRender: options.onFrame } : {}),
    });
    unmount = () => instance.unmount();
    clear = () => instance.clear();
    return {
      press: (key) => stage.press(key),
      unmount,
      ended: () => instance.waitUntilExit(),
    };
  });
}
