import type { Layers } from './check-folders.ts'

/**
 * Layers inside each package, from the lowest to the highest. `repository.test.ts` rejects upward imports and
 * cycles. A workspace that is missing here has only one layer.
 */
export const folderLayers: Readonly<Record<string, Layers>> = {
  model: [
    ['kernel'],
    ['access', 'fields'],
    ['flows'],
    ['connectors', 'deliveries'],
    ['receiving'],
    ['runs', 'subscriptions', 'drift', 'keeping', 'schedules', 'services', 'files'],
    ['alerts', 'live', 'why', 'mcp'],
    ['index']
  ],
  engine: [['card'], ['flow'], ['compare', 'run'], ['index']],
  store: [
    ['port'],
    ['store'],
    ['schema'],
    ['statements'],
    ['resources/alerts'],
    ['resources/agents'],
    ['resources/deliveries'],
    ['resources/runs'],
    ['resources/subscriptions'],
    ['resources/*'],
    ['resources'],
    ['postgres/schema'],
    ['postgres/history'],
    ['postgres'],
    ['sqlite/file'],
    ['sqlite/log', 'sqlite/rows', 'sqlite/convert'],
    ['sqlite/history'],
    ['sqlite/database'],
    ['sqlite/deliveries'],
    ['sqlite/runs'],
    ['sqlite/flows', 'sqlite/retention'],
    ['sqlite'],
    ['move'],
    ['suite', 'index']
  ],
  cards: [['kernel'], ['view'], ['*'], ['docs', 'templates', 'card-previews', 'card-views', 'index']],
  backend: [
    ['kernel', 'watch', 'built-in', 'outbound', 'foreign'],
    ['access'],
    ['breakers'],
    ['revisions'],
    ['authorization'],
    ['connectors', 'payloads'],
    ['alerts', 'subscription-cache'],
    ['retention'],
    ['starts'],
    ['intake'],
    ['execution'],
    ['registrations'],
    ['dispatch', 'polling'],
    ['flows', 'sharing', 'files'],
    ['openapi', 'deployment-plans'],
    ['read-models'],
    ['agents'],
    ['*'],
    ['backend'],
    ['index']
  ],
  connectors: [['runner'], ['gallery'], ['*'], ['index']],
  server: [
    ['clients'],
    ['env'],
    ['log', 'effects', 'sign-in', 'seed'],
    ['disk', 'data-copies', 'metrics', 'tracing'],
    ['http'],
    ['receiver', 'mcp'],
    ['start'],
    ['*']
  ],
  cli: [['kernel'], ['env', 'files'], ['server'], ['commands'], ['*']],
  web: [['kit/*'], ['features/*'], ['screens/*'], ['app/shell'], ['app/routes'], ['app', 'gallery'], ['main']]
}
