// A transcript as a file, written line by line while it happens, so that what was said is there even after a crash.

import { closeSync, openSync, writeSync } from 'node:fs';
import type { ReaderError, Result } from '../reader.ts';
import { done, failed } from '../reader-error.ts';
import { systemTimers } from '../timers.ts';
import { createRecorder, type Recorder } from './recorder.ts';
import { entryLine, TITLE } from './transcript.ts';

export interface TranscriptFile {
  readonly recorder: Recorder;
  close(): void;
}

/** A new file; what stood there is gone. Readable by its owner only. Error: port-not-found (it cannot be written). */
export function createTranscriptFile(path: string): Result<TranscriptFile, ReaderError> {
  let file: number;
  try {
    file = openSync(path, 'w', 0o600);
  } catch (error) {
    return failed('port-not-found', error instanceof Error ? error.message : String(error), {
      zh: '换一个可以写入的文件名',
      en: 'Name a file that can be written',
    });
  }
  writeSync(file, `${TITLE}\n`);
  const recorder = createRecorder(systemTimers, (entry) => void writeSync(file, `${entryLine(entry)}\n`));
  return done({
    recorder,
    close() {
      recorder.finish();
      closeSync(file);
    },
  });
}
