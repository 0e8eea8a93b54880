// The commands by name, each loaded only when it is asked for.

import type { Command } from 'commander';

export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  /** Adds the command with its options and its action to the program. */
  register(program: Command): Promise<void>;
}

export const commands: readonly CommandEntry[] = [
  {
    name: 'counter',
    summary: 'the counter: register, consult, pay / 收费窗口',
    register: async (program) => (await import('./counter.ts')).registerCounterCommand(program),
  },
  {
    name: 'run',
    summary: 'a scenario without a screen / 无屏幕运行一个场景',
    register: async (program) => (await import('./run.ts')).registerRunCommand(program),
  },
  {
    name: 'scenario',
    summary: 'write scenarios: check, list, new, from a log / 编写情景',
    register: async (program) => (await import('./scenario.ts')).registerScenarioCommand(program),
  },
  {
    name: 'demo',
    summary: 'the ten prompts and the ordinary visit, played by themselves / 演示',
    register: async (program) => (await import('./demo.ts')).registerDemoCommand(program),
  },
  {
    name: 'drill',
    summary: 'work a scenario at the real counter and be scored / 练习',
    register: async (program) => (await import('./drill.ts')).registerDrillCommand(program),
  },
  {
    name: 'exam',
    summary: 'scenarios and theory drawn by a seed, with a signed result / 考试',
    register: async (program) => (await import('./exam.ts')).registerExamCommand(program),
  },
  {
    name: 'report',
    summary: 'results by trainee, by prompt, over time / 成绩报告',
    register: async (program) => (await import('./report.ts')).registerReportCommand(program),
  },
  {
    name: 'instructor',
    summary: 'the counters of a class, live / 讲师',
    register: async (program) => (await import('./instructor.ts')).registerInstructorCommand(program),
  },
  {
    name: 'replay',
    summary: 'play a recorded session again, and film it / 重放',
    register: async (program) => (await import('./replay.ts')).registerReplayCommand(program),
  },
  {
    name: 'settle',
    summary: 'settle one bill against a rule pack / 按规则包结算一张账单',
    register: async (program) => (await import('./settle.ts')).registerSettleCommand(program),
  },
  {
    name: 'rules',
    summary: 'the rule packs: list, check, show / 规则包',
    register: async (program) => (await import('./rules.ts')).registerRulesCommand(program),
  },
  {
    name: 'prompts',
    summary: 'the ten documented prompts / 十种提示',
    register: async (program) => (await import('./prompts.ts')).registerPromptsCommand(program),
  },
  {
    name: 'cards',
    summary: 'the cards of the invented city / 练习卡',
    register: async (program) => (await import('./cards.ts')).registerCardsCommand(program),
  },
  {
    name: 'reader',
    summary: 'card readers: list, read, apdu, emulate / 读卡器',
    register: async (program) => (await import('./reader.ts')).registerReaderCommand(program),
  },
  {
    name: 'center',
    summary: 'the insurance center for many counters / 医保中心',
    register: async (program) => (await import('./center.ts')).registerCenterCommand(program),
  },
  {
    name: 'reconcile',
    summary: "what is in flight, then the day's end / 对账",
    register: async (program) => (await import('./reconcile.ts')).registerReconcileCommand(program),
  },
  {
    name: 'refund',
    summary: 'gives back drugs, or a registration / 退费、退号',
    register: async (program) => (await import('./refund.ts')).registerRefundCommand(program),
  },
  {
    name: 'ledger',
    summary: "a person's year at the center: ledgers, settlements, refunds, account / 个人台账",
    register: async (program) => (await import('./ledger.ts')).registerLedgerCommand(program),
  },
  {
    name: 'operator',
    summary: 'who works here, and their passwords / 操作员和密码',
    register: async (program) => (await import('./operator.ts')).registerOperatorCommand(program),
  },
  {
    name: 'audit',
    summary: 'who did what, and that nobody has touched it / 审计记录',
    register: async (program) => (await import('./audit.ts')).registerAuditCommand(program),
  },
  {
    name: 'backup',
    summary: 'copies the data files while counters work / 备份数据',
    register: async (program) => (await import('./backup.ts')).registerBackupCommand(program),
  },
  {
    name: 'restore',
    summary: 'puts a backup in the place of a data file / 恢复备份',
    register: async (program) => (await import('./backup.ts')).registerRestoreCommand(program),
  },
  {
    name: 'doctor',
    summary: 'is the machine able, is the data sound / 检查环境和数据',
    register: async (program) => (await import('./doctor.ts')).registerDoctorCommand(program),
  },
];
