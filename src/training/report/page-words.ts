// What the printable report says, and how it is set: one A4 sheet a class, one a trainee.

import type { Text } from '../../domain/language.ts';

export const words = {
  title: { zh: '培训成绩单', en: 'Training report' },
  classTitle: { zh: '班级成绩', en: 'Report of the class' },
  trainee: { zh: '学员', en: 'Trainee' },
  number: { zh: '编号', en: 'Number' },
  class: { zh: '班级', en: 'Class' },
  noClass: { zh: '（没有写班级）', en: '(no class given)' },
  people: { zh: '人数', en: 'Trainees' },
  overall: { zh: '练习和实操', en: 'Drills and scenarios' },
  times: { zh: '次', en: 'times' },
  exam: { zh: '最近一次考试', en: 'Last examination' },
  exams: { zh: '考试及格', en: 'Examinations passed' },
  passed: { zh: '及格', en: 'passed' },
  failed: { zh: '不及格', en: 'not passed' },
  none: { zh: '没有', en: 'none' },
  scenarios: { zh: '道实操', en: 'scenarios' },
  questions: { zh: '道理论', en: 'questions' },
  minutes: { zh: '分钟', en: 'minutes' },
  passMark: { zh: '及格线', en: 'pass mark' },
  weak: { zh: '还需练习', en: 'Practise again' },
  lost: { zh: '近来为什么失分', en: 'Why points were lost of late' },
  course: { zh: '成绩变化', en: 'Over time' },
  byDay: { zh: '逐日', en: 'Day by day' },
  results: { zh: '最近的成绩', en: 'Latest results' },
  byPrompt: { zh: '各提示', en: 'Prompt by prompt' },
  prompt: { zh: '提示', en: 'Prompt' },
  latest: { zh: '近五次', en: 'Last five' },
  when: { zh: '时间', en: 'When' },
  what: { zh: '内容', en: 'What' },
  points: { zh: '得分', en: 'Points' },
  share: { zh: '得分率', en: 'Share' },
  seconds: { zh: '秒', en: 'Seconds' },
  hints: { zh: '看提示', en: 'Hints' },
  genuine: { zh: '签名有效', en: 'signature valid' },
  altered: { zh: '签名无效', en: 'signature not valid' },
  mayAct: { zh: '允许讲师干预，实际次数', en: 'the trainer was allowed to act, and did so this many times:' },
  attempt: { zh: '此卷考过的次数', en: 'times this paper was sat' },
  unchecked: { zh: '签名须在原机器上核对', en: 'signature to be checked on its own machine' },
  clock: { zh: '时间是做题那台机器的时钟', en: 'Times are those of the machine where it was done' },
} satisfies Record<string, Text>;

export const style = `
@page { size: A4; margin: 12mm 16mm; }
* { box-sizing: border-box; }
body { font: 10.5pt/1.45 "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif; color: #111; margin: 0; }
section { break-after: page; max-width: 178mm; margin: auto; }
section:last-child { break-after: auto; }
h1 { font-size: 17pt; margin: 0 0 4mm; border-bottom: 2px solid #111; padding-bottom: 2mm; }
h2 { font-size: 11.5pt; margin: 5mm 0 1.5mm; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 1mm 6mm; margin: 0; }
dt { color: #555; } dd { margin: 0; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: 1mm 2mm; border-bottom: 1px solid #ccc; vertical-align: top; }
tr { break-inside: avoid; } thead { display: table-header-group; }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
td.bar { width: 42mm; } td.bar i { display: block; height: 3mm; margin-top: 1.2mm; background: #555; }
section.class { font-size: 8.5pt; } section.class th, section.class td { padding: .2mm 2mm; line-height: 1.3; }
section.class dl { grid-template-columns: repeat(3, max-content 1fr); gap: 1mm 3mm; } section.class h2 { margin: 3mm 0 1mm; }
section.class h1 { font-size: 15pt; margin-bottom: 3mm; } section.class svg { max-height: 16mm; }
section.class td.bar i { height: 2.4mm; margin-top: .9mm; }
svg { display: block; width: 100%; } footer { margin-top: 4mm; color: #555; font-size: 8.5pt; }
@media screen { body { background: #eee; } section { background: #fff; margin: 8mm auto; padding: 14mm 16mm; max-width: 210mm; min-height: 297mm; } }
@media print { td.bar i, svg rect { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
`;
