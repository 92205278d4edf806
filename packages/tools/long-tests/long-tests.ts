import { binOf } from '../commands/bins.mjs'
import { root } from '../commands/root.mjs'
import { runCommand } from '../commands/run-command.mjs'
import { defineLongTest, type LongTest } from './define-long-test.ts'

/** Option for the seed of random choices. The default differs each time. */
const seed = { usual: Date.now() % 1_000_000, least: 0, most: 999_999_999 }

/** Long tests that `npm run test:long` runs, in this order. */
export const longTests: readonly LongTest[] = [
  defineLongTest({
    name: 'crash',
    proves: 'nothing answered is lost, doubled or left unrun when the server is killed under load',
    options: { kills: { usual: 25, most: 9_999 }, seed },
    inAll: { kills: 200 },
    load: () => import('../crash/run-crash.ts')
  }),
  defineLongTest({
    name: 'postgres',
    proves:
      'nothing answered is lost, doubled or left unrun when processes on one PostgreSQL are killed or stalled, or it is stopped or fails over',
    options: {
      kills: { usual: 40, least: 0, most: 9_999 },
      stops: { usual: 6, least: 0, most: 999 },
      stalls: { usual: 6, least: 0, most: 999 },
      failovers: { usual: 2, least: 0, most: 999 },
      minutes: { usual: 3, least: 0, most: 999 },
      seed
    },
    inFull: { kills: 200, stops: 20, stalls: 20, failovers: 5, minutes: 40 },
    load: () => import('../postgres/run-postgres.ts')
  }),
  defineLongTest({
    name: 'fsync',
    proves: 'each delivery is on the disk before its answer',
    options: { acks: { usual: 1_000, most: 999_999 } },
    load: () => import('../disk/run-fsync.ts')
  }),
  defineLongTest({
    name: 'disk',
    proves: 'nothing answered is lost while writes and syncs fail or the disk is full',
    options: {
      errors: { usual: 60, least: 0, most: 999 },
      full: { usual: 20, least: 0, most: 999 },
      restarts: { usual: 4, least: 0, most: 999 }
    },
    load: () => import('../disk/run-disk.ts')
  }),
  defineLongTest({
    name: 'full-start',
    proves: 'a start on a full disk is refused with a sentence, and works once there is space',
    load: () => import('../disk/run-full-start.ts')
  }),
  defineLongTest({
    name: 'stops',
    proves: 'a server that is stopped under load answers what it had before and keeps what it answered',
    options: { stops: { usual: 50, most: 999 }, seed },
    load: () => import('../stops/run-stops.ts')
  }),
  defineLongTest({
    name: 'backup',
    proves: 'backups, restores and key rotations under load lose nothing',
    load: () => import('../copies/run-copies.ts')
  }),
  defineLongTest({
    name: 'checker',
    proves: 'the checker of histories finds bugs planted in a real server',
    load: () => import('../checker/run-checker.ts')
  }),
  vitest('rules', 'signatures hold in many more generated cases', 'packages/model'),
  defineLongTest({
    name: 'nodes',
    proves: 'the fast path answers as node:http does on Node 20, 22 and 24',
    needs: [],
    load: () => import('../package/run-on-nodes.ts')
  }),
  defineLongTest({
    name: 'package',
    proves:
      'the npm package installs, starts and runs the sample on Node 20, 22 and 24, and says why it cannot start',
    options: { node: { usual: 0, least: 0, most: 24 } },
    load: () => import('../package/run-package.ts')
  }),
  defineLongTest({
    name: 'image',
    proves: 'the steps of the Dockerfile make an image that works without root on a read-only root',
    load: () => import('../image/run-image.ts')
  }),
  defineLongTest({
    name: 'suites',
    proves: 'the suites named *.long.test.ts pass',
    needs: [],
    load: async () => {
      const { build, longSuites } = await import('../checks/parts.mjs')
      const { runParts } = await import('../checks/run-parts.mjs')
      return { run: ({ say }) => runParts({ parts: [build, longSuites], root, say }) }
    }
  }),
  defineLongTest({
    name: 'browser',
    proves: 'the browser tests tagged @full or @long pass',
    needs: [],
    load: async () => {
      const { build, longBrowser } = await import('../checks/parts.mjs')
      const { runParts } = await import('../checks/run-parts.mjs')
      return { run: ({ say }) => runParts({ parts: [build, longBrowser], root, say }) }
    }
  }),
  defineLongTest({
    name: 'two-servers',
    proves:
      'all browser tests pass on two servers of one PostgreSQL, behind a proxy that sends each request to the next',
    needs: [],
    load: async () => {
      const args = ['packages/tools/e2e.mjs', '--postgres', '--workers=2']
      const command = { command: process.execPath, args, cwd: root, aloud: true }
      return { run: async () => (await runCommand(command)).code }
    }
  }),
  defineLongTest({
    name: 'scroll',
    proves: 'a page of 100,000 deliveries scrolls without blanks',
    needs: ['apps', 'browser'],
    load: async () => ({ run: (await import('../bench/scroll/scroll-bench.ts')).bench })
  }),
  defineLongTest({
    name: 'drain',
    proves: 'a flow with a long backlog is resumed within bounds of memory and of the response of lists',
    needs: ['apps', 'wrk'],
    options: { count: { usual: 100_000, most: 9_999_999 } },
    load: () => import('../drain/run-drain.ts')
  }),
  defineLongTest({
    name: 'hostile',
    proves: 'signed events are answered beside attackers',
    load: () => import('../hostile/run-hostile.ts')
  }),
  defineLongTest({
    name: 'slow',
    proves: 'events are answered beside a thousand slow senders and bodies that are too large',
    needs: ['apps', 'wrk'],
    load: () => import('../slow/run-slow.ts')
  }),
  defineLongTest({
    name: 'soak',
    proves: 'memory and handles do not grow under a steady load',
    needs: ['apps', 'wrk'],
    options: { minutes: { usual: 10, most: 999 } },
    inFull: { minutes: 60 },
    load: () => import('../soak/run-soak.ts')
  }),
  defineLongTest({
    name: 'mcp',
    proves: 'the MCP endpoint passes the conformance suite of the protocol wherever it applies',
    load: () => import('../mcp/run-conformance.ts')
  }),
  histories('subscriptions', 'acts on subscriptions may come in any order', 'packages/backend'),
  histories('services', 'the server stands some seventy ways to be a bad service', 'apps/server'),
  vitest('runs', 'a server killed inside a run goes on with it', 'apps/server', 'killed-runs'),
  vitest(
    'switches',
    'a server killed while a flow is turned on or off ends it',
    'apps/server',
    'killed-switches'
  ),
  vitest('schedules', '400 days of schedules survive a thousand kills', 'packages/backend', 'schedules'),
  vitest('plans', 'applying a plan does exactly what it announced', 'packages/backend', 'plans'),
  vitest(
    'folders',
    'folders of files make the installation that they describe',
    'packages/backend',
    'folders'
  ),
  vitest(
    'refreshes',
    'a kill between a token refresh and its write loses no token',
    'apps/server',
    'killed-refreshes'
  ),
  vitest('move', '100,000 deliveries move to PostgreSQL and back, killed on each way', 'apps/server', 'move'),
  defineLongTest({
    name: 'pgbouncer',
    proves:
      'the store passes its tests behind PgBouncer in transaction mode, where two servers work together',
    needs: [],
    load: async () => ({
      run: async () => (await runSuite('packages/store')) || (await runSuite('apps/server', 'pgbouncer'))
    })
  }),
  vitest('heal', 'a kill between a hook and its answer leaves no hook behind', 'apps/server', 'healing'),
  defineLongTest({
    name: 'mcp-events',
    proves:
      'agents get every event while the server is killed and leave no registration behind, the AI SDK among them',
    needs: [],
    load: () => import('../agents/run-mcp-events.ts')
  }),
  vitest(
    'mcp-chain',
    'events pass a chain of two servers over MCP while each of them is killed',
    'apps/server',
    'mcp-chain'
  ),
  vitest(
    'openapi',
    'large OpenAPI documents make connectors without blocking the event loop',
    'apps/server',
    'openapi'
  ),
  vitest('outputs', "GitHub's 161 events make outputs", 'packages/cards')
]

/** Defines a long test that is a Vitest suite of a workspace. */
function vitest(name: string, proves: string, workspace: string, mode?: string): LongTest {
  return defineLongTest({
    name,
    proves,
    needs: [],
    load: async () => ({ run: () => runSuite(workspace, mode) })
  })
}

async function runSuite(workspace: string, mode?: string): Promise<number> {
  const args = ['run', `--root=${workspace}`, '--config=vitest.long.config.ts']
  const command = binOf(root, 'vitest', mode === undefined ? args : [...args, `--mode=${mode}`])
  return (await runCommand({ ...command, aloud: true })).code
}

/**
 * Defines a long test that is a Vitest suite of a workspace and records histories, which are then checked.
 */
function histories(name: string, proves: string, workspace: string): LongTest {
  return defineLongTest({
    name,
    proves,
    needs: [],
    load: async () => {
      const { runWithHistories } = await import('../history/run-with-histories.ts')
      return { run: harness => runWithHistories(harness, workspace) }
    }
  })
}
