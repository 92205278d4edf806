import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** Long suites of `npm run test:long`, by Vitest mode (`--mode=healing`). */
const suites = {
  /**
   * Tests all bad services, dialects of the practice service and GitHub payloads, a few at a time.
   *
   * `test` is Vitest's default mode.
   */
  test: {
    provide: { behaviours: 'all', histories: process.env.HOOKWRIGHT_HISTORIES ?? '' },
    maxConcurrency: 4,
    testTimeout: 120_000,
    hookTimeout: 60_000,
    include: [
      'src/bad-services/bad-services.long.test.ts',
      'src/dialects.integration.long.test.ts',
      'src/payloads.integration.long.test.ts'
    ]
  },
  /** Kills a server inside runs. */
  'killed-runs': {
    provide: { rounds: 10 },
    testTimeout: 120_000,
    hookTimeout: 60_000,
    include: ['src/killed-runs/killed-runs.long.ts']
  },
  /** Kills a server at every point of opening and closing a subscription. */
  'killed-switches': {
    provide: { behaviours: 'all' },
    testTimeout: 120_000,
    hookTimeout: 60_000,
    include: ['src/kill-points.integration.long.test.ts']
  },
  /** Kills a server while it refreshes tokens. */
  'killed-refreshes': {
    provide: { refreshKills: { kept: 200, rotated: 20 } },
    testTimeout: 3_600_000,
    hookTimeout: 60_000,
    include: ['src/killed-refreshes/killed-refreshes.long.ts']
  },
  /** Creates connectors from published OpenAPI documents, which are fetched with `npm pack`. */
  openapi: {
    testTimeout: 240_000,
    hookTimeout: 60_000,
    reporters: ['default'],
    include: ['src/real-documents/real-documents.long.ts']
  },
  /** Moves 100,000 deliveries to PostgreSQL and back, with a kill in each direction. */
  move: {
    globalSetup: fileURLToPath(import.meta.resolve('@hookwright/store/postgres/testing/serve')),
    testTimeout: 600_000,
    hookTimeout: 600_000,
    include: ['src/data-copies/move.long.ts']
  },
  /** Tests two servers behind PgBouncer in transaction mode. Requires the apt package `pgbouncer`. */
  pgbouncer: {
    globalSetup: fileURLToPath(import.meta.resolve('@hookwright/store/postgres/testing/serve')),
    testTimeout: 120_000,
    hookTimeout: 300_000,
    include: ['src/database/behind-pgbouncer.long.ts']
  },
  /** Kills a server while agents subscribe to events, and load-tests events for agents. */
  'agent-events': {
    provide: {
      eventCycles: {
        cycles: Number(process.env.HOOKWRIGHT_EVENT_CYCLES ?? 1_000),
        kills: Number(process.env.HOOKWRIGHT_EVENT_KILLS ?? 100)
      },
      aiSdk: JSON.parse(process.env.HOOKWRIGHT_AI_SDK ?? 'null')
    },
    testTimeout: 3_600_000,
    hookTimeout: 240_000,
    fileParallelism: false,
    reporters: ['default'],
    include: ['src/agent-events/*.long.ts']
  },
  /** Kills two chained servers. The first subscribes to events of the second. */
  'mcp-chain': {
    provide: { chainKills: Number(process.env.HOOKWRIGHT_CHAIN_KILLS ?? 20) },
    testTimeout: 1_800_000,
    hookTimeout: 240_000,
    reporters: ['default'],
    include: ['src/mcp-chain/mcp-chain.long.ts']
  },
  /** Tests the repair of registrations that were interrupted by a kill or lost by their service. */
  healing: {
    testTimeout: 1_200_000,
    hookTimeout: 120_000,
    reporters: ['default'],
    include: ['src/healing/healing.long.ts']
  }
}
type Suite = keyof typeof suites

const isSuite = (mode: string): mode is Suite => Object.hasOwn(suites, mode)

export default defineConfig(({ mode }) => {
  if (!isSuite(mode))
    throw new Error(`There is no long suite "${mode}". Name one of ${Object.keys(suites).join(', ')}.`)
  return { test: suites[mode] }
})
