// The laws of the house (ARCHITECTURE.md), as dependency rules. `npm run check` holds them.
// Type-only imports count: knowing another room's shapes is knowing the room.

const room = (name) => `^src/${name}/`;
const rooms = ['domain', 'policy', 'center', 'hospital', 'training', 'receipt', 'ui', 'cli'];

/** A room may look only at the rooms named here (and at itself). Arrows point down. */
const mayLookAt = {
  domain: [],
  policy: ['domain'],
  center: ['domain', 'policy'],
  hospital: ['domain'],
  receipt: ['domain'],
  training: ['domain', 'policy', 'center', 'hospital', 'receipt'],
  ui: ['domain', 'hospital', 'receipt', 'training'],
  cli: ['domain', 'policy', 'center', 'hospital', 'receipt', 'training', 'ui'],
};

/**
 * The thin shell: what touches files, processes, sockets, databases, ports and screens, each named for what it touches.
 * Everything else decides, and is pure. A new file of the shell is added here, where it is seen.
 */
const worldly = [
  room('cli'),
  '^src/policy/(load-pack|check-pack|worked-cases|rules-folder)\\.ts$',
  '^src/policy/review/(load-review|check-review)\\.ts$',
  '^src/center/store/(database|copy-before|sha256)\\.ts$',
  '^src/center/(city-files|pin)\\.ts$',
  '^src/center/server/(serve-center|metrics|documentation|sm3)\\.ts$',
  '^src/hospital/(hospital-fixtures|operators/password|http-carrier|sm3|store/(open-file|copy-before|sha256|open-store|taken|session-lock|disk-failure))\\.ts$',
  '^src/receipt/write-receipt\\.ts$',
  '^src/training/(city|backup|data-folder|given-numbers|patients-beside|print|restore|session/content-hash|class/(serve-class|class-line|class-file)|scenario/(shelf|restore-copy)|records/(records|signature)|report/gather|exam/bank)\\.ts$',
  '^src/ui/.*\\.tsx$',
  '^src/ui/(hooks|terminal)/',
  '^drivers/(list-ports|load-serialport|serial-line|tcp-line)\\.ts$',
  '^drivers/(pcsc|transcript|virtual)/(load|file|binding|mock-binding|outlet-[a-z]+)\\.ts$',
];

const arrowsPointDown = rooms.map((name) => ({
  name: `${name} looks only at ${mayLookAt[name].join(', ') || 'itself'}`,
  severity: 'error',
  from: { path: room(name) },
  to: { path: '^src/', pathNot: [name, ...mayLookAt[name]].map(room) },
}));

export default {
  forbidden: [
    ...arrowsPointDown,
    {
      name: 'drivers import nothing of the program',
      severity: 'error',
      from: { path: '^drivers/' },
      to: { path: '^(src|rules|fixtures|test)/' },
    },
    {
      name: 'the program knows of drivers only the reader, the opening and the card application',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^drivers/', pathNot: '^drivers/(reader|open|card/social-security-card)\\.ts$' },
    },
    {
      name: 'domain imports nothing, not even a package',
      severity: 'error',
      from: { path: room('domain') },
      to: { pathNot: room('domain') },
    },
    {
      name: 'what decides is pure: only these files touch the world',
      severity: 'error',
      from: { path: '^(src|drivers)/', pathNot: worldly },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'what decides is pure: only these files know databases, ports and screens',
      severity: 'error',
      from: { path: '^(src|drivers)/', pathNot: worldly },
      to: {
        path: 'node_modules/(better-sqlite3|serialport|@serialport|@lydell|pcsc-mini|ink|react|fastify|@fastify|prom-client)/',
      },
    },
    { name: 'no cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'nothing unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
    { name: 'nothing from test', severity: 'error', from: { path: '^(src|drivers)/' }, to: { path: '^test/' } },
    {
      name: 'no development package at run time',
      severity: 'error',
      from: { path: '^(src|drivers)/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg'] },
    },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js'],
      conditionNames: ['import', 'require', 'node', 'default'],
      // Packages without a `main` (Ink) are found only through their exports.
      exportsFields: ['exports'],
    },
  },
};
