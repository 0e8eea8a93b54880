// Why the center could not be opened: values with a cause and a remedy, never thrown.

import type { CalendarDate } from '../domain/date.ts';
import type { Text } from '../domain/language.ts';

export interface CenterOpenProblem {
  readonly kind:
    | 'unusable-file'
    | 'not-a-center-file'
    | 'newer-file'
    | 'damaged-file'
    | 'not-durable'
    | 'earlier-date'
    | 'seed';
  readonly cause: Text;
  readonly remedy: Text;
}

const anotherFolder: Text = {
  zh: '请用 --data 指定另一个数据目录',
  en: 'use another data directory (--data)',
};

export function unusableFile(file: string, error: unknown): CenterOpenProblem {
  const why = error instanceof Error ? error.message : String(error);
  return {
    kind: 'unusable-file',
    cause: {
      zh: `医保中心的数据文件 ${file} 打不开：${why}`,
      en: `the center's file ${file} cannot be opened: ${why}`,
    },
    remedy: {
      zh: `请检查该目录是否可写、磁盘是否已满，或${anotherFolder.zh}`,
      en: `check that the directory is writable and the disk not full, or ${anotherFolder.en}`,
    },
  };
}

export function notACenterFile(file: string): CenterOpenProblem {
  return {
    kind: 'not-a-center-file',
    cause: { zh: `${file} 不是医保中心的数据文件`, en: `${file} is not a file of the insurance center` },
    remedy: anotherFolder,
  };
}

export function newerFile(file: string, found: number, known: number): CenterOpenProblem {
  return {
    kind: 'newer-file',
    cause: {
      zh: `${file} 由更新的版本写成（格式 ${found}，本程序认识 ${known}）`,
      en: `${file} was written by a newer version (format ${found}; this program knows ${known})`,
    },
    remedy: { zh: `请升级本程序，或${anotherFolder.zh}`, en: `upgrade this program, or ${anotherFolder.en}` },
  };
}

export function damagedFile(file: string, findings: string): CenterOpenProblem {
  return {
    kind: 'damaged-file',
    cause: { zh: `${file} 已损坏：${findings}`, en: `${file} is damaged: ${findings}` },
    remedy: { zh: `请从备份恢复，或${anotherFolder.zh}`, en: `restore a backup, or ${anotherFolder.en}` },
  };
}

export function notDurable(file: string, synchronous: unknown): CenterOpenProblem {
  return {
    kind: 'not-durable',
    cause: {
      zh: `${file}：SQLite 没有按要求落盘（synchronous = ${synchronous}）`,
      en: `${file}: SQLite does not sync as asked (synchronous = ${synchronous})`,
    },
    remedy: { zh: '请重新安装本程序 (npm ci)', en: 'install this program anew (npm ci)' },
  };
}

export function earlierDate(today: CalendarDate, latest: CalendarDate): CenterOpenProblem {
  return {
    kind: 'earlier-date',
    cause: {
      zh: `业务日期 ${today} 早于医保中心已到过的 ${latest}`,
      en: `the business date ${today} is before ${latest}, which the center has already seen`,
    },
    remedy: {
      zh: `请先核对本机的日期和时间；练习用 --date ${latest} 或更晚的日期，或${anotherFolder.zh}`,
      en: `check this machine's date and time; for practice use --date ${latest} or later, or ${anotherFolder.en}`,
    },
  };
}

export function unusableSeed(why: string): CenterOpenProblem {
  return {
    kind: 'seed',
    cause: { zh: `不能按给定的城市建立医保中心：${why}`, en: `the center cannot be founded with this city: ${why}` },
    remedy: { zh: '请改正 fixtures/ 里的城市数据', en: 'correct the city in fixtures/' },
  };
}
