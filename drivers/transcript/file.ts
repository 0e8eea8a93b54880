// A transcript as a file, written line by line while it happens, so that what was said is there even after a crash.

import { closeSync, constants, fchmodSync, fstatSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import type { ReaderError, Result } from '../reader.ts';
import { done, failed } from '../reader-error.ts';
import { systemTimers } from '../timers.ts';
import { createRecorder, type Recorder } from './recorder.ts';
import { entryLine, TITLE } from './transcript.ts';

export interface TranscriptFile {
  readonly recorder: Recorder;
  close(): void;
}

/**
 * A new file; what stood there is gone. Readable by its owner only, also where a file with other rights stood.
 * Error: port-not-found (it cannot be written, or not be kept to its owner).
 */
export function createTranscriptFile(path: string): Result<TranscriptFile, ReaderError> {
  let file: number;
  try {
    file = openForOwner(path);
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

/** Emptied only once it is the owner's alone, so that a file of somebody else's that is refused keeps what it holds. */
function openForOwner(path: string): number {
  const file = openSync(path, constants.O_WRONLY | constants.O_CREAT, 0o600);
  try {
    // The rights of a device (/dev/null, a terminal) or a pipe are not ours to change.
    if (fstatSync(file).isFile()) {
      fchmodSync(file, 0o600);
      ftruncateSync(file);
    }
    return file;
  } catch (error) {
    closeSync(file);
    throw error;
  }
}
