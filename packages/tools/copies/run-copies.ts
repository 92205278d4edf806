import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Product, startProduct } from '../bench/product/start-product.ts'
import { root } from '../commands/root.mjs'
import { runCommand } from '../commands/run-command.mjs'
import { until } from '../crash/start-load.ts'
import { withLoadedServer } from '../crash/with-loaded-server.ts'
import type { Harness } from '../harness/harness.ts'
import { integrityOf, keptAndRun, openWork } from '../history/read-file.ts'

/** Number of deliveries acked between two steps, and the time limit of each step in milliseconds. */
const acksBetween = 400
const withinMs = 120_000

/** Delay before the server is killed in the middle of a key rotation, in milliseconds. */
const killAfterMs = 1_200

/**
 * Backs up a server under load, rotates its key, kills it during another rotation, and restores both backups
 * to new folders. The server must contain all acked deliveries. Each backup must contain the deliveries acked
 * before it began.
 *
 * @returns the exit code
 */
export async function run({ folder, say }: Harness): Promise<number> {
  const wrong: string[] = []
  const copies: Product[] = []
  try {
    return await withLoadedServer(folder, {}, async server => {
      const {
        url,
        database,
        cookie,
        load,
        endedAt,
        data: { folder: data }
      } = server
      const ackedIds = () => load.sent.filter(({ acked }) => acked).map(({ id }) => id)
      const more = async () => {
        const from = ackedIds().length
        if (!(await until(() => ackedIds().length >= from + acksBetween, withinMs)))
          wrong.push('Too little was acked between two steps.')
      }

      const command = async (name: string, args: string[]) => {
        const ended = await runCommand({
          command: process.execPath,
          args: [join(root, 'packages/tools', `${name}.mjs`), ...args],
          cwd: folder,
          env: { HOOKWRIGHT_DATA: data },
          withinMs
        })
        return { code: ended.code, output: ended.output.trim() }
      }
      const backUp = async (name: string) => {
        const before = ackedIds()
        const began = performance.now()
        const { code, output } = await command('backup', ['--to', join(folder, name), '--with-key'])
        if (code !== 0) wrong.push(`The backup ${name} failed: ${output}`)
        say(`Backed up in ${(performance.now() - began).toFixed(0)} ms, ${before.length} acked before.`)
        return before
      }

      await more()
      const first = await backUp('first')
      await more()
      const exchanged = await command('rotate-key', [])
      if (exchanged.code !== 0) wrong.push(`The key was not exchanged: ${exchanged.output}`)
      await more()

      const exchanging = spawn(process.execPath, [join(root, 'packages/tools/rotate-key.mjs')], {
        cwd: folder,
        env: { ...process.env, HOOKWRIGHT_DATA: data },
        stdio: 'ignore'
      })
      await sleep(killAfterMs)
      server.product.child.kill('SIGKILL')
      endedAt.push(Date.now())
      await server.product.ended
      await server.startAgain()
      if (!(await until(() => !existsSync(join(data, 'secret.key.next')), withinMs)))
        wrong.push('The exchange of the key did not go on after a kill.')
      exchanging.kill()
      await more()
      const second = await backUp('second')
      const taken = await command('restore', ['--from', join(folder, 'second'), '--to', data])
      if (taken.code !== 1 || !taken.output.includes('is used by a running server'))
        wrong.push(`Restoring over a running server ended with ${taken.code}: ${taken.output}`)
      await more()
      await load.stop()
      if (!(await until(() => openWork(database) === 0, withinMs)))
        wrong.push('Some deliveries were not run.')

      const all = ackedIds()
      const lost = missingIn(database, all)
      for (const [name, acked] of [
        ['first', first],
        ['second', second]
      ] as const) {
        const to = join(folder, `restored-${name}`)
        const { code, output } = await command('restore', ['--from', join(folder, name), '--to', to])
        if (code !== 0) {
          wrong.push(`The backup ${name} was not restored: ${output}`)
          continue
        }
        const copy = await startProduct({ folder: to, port: 0, isNew: false })
        copies.push(copy)
        lost.push(...missingIn(copy.database, acked).map(id => `${id} (in the copy ${name})`))
        const integrity = integrityOf(copy.database)
        if (integrity !== 'ok') wrong.push(`The copy ${name} is damaged: ${integrity}`)
        wrong.push(...(await refusalsOf(copy.url, new URL(url).pathname, cookie, name)))
      }
      const integrity = integrityOf(database)
      if (integrity !== 'ok') wrong.push(`The database is damaged: ${integrity}`)
      for (const sentence of [...wrong, ...lost.map(id => `${id} is missing.`)].slice(0, 20)) say(sentence)
      say(`acked ${all.length} lost ${lost.length} odd ${wrong.length}`)
      return lost.length + wrong.length === 0 && all.length > 0 ? 0 : 1
    })
  } finally {
    for (const { child, ended } of copies) {
      child.kill('SIGKILL')
      await ended
    }
  }
}

/** Returns the acked delivery ids that are missing in the database. */
function missingIn(database: string, ids: string[]): string[] {
  const kept = new Set(keptAndRun(database, []).kept.map(({ id }) => id))
  return ids.filter(id => !kept.has(id))
}

/**
 * Checks a restored server, which must be ready, accept events, and reject old sessions.
 *
 * @param path path of the Event URL
 * @param cookie session cookie of the server that was backed up
 * @returns a sentence for each failure
 */
async function refusalsOf(origin: string, path: string, cookie: string, name: string) {
  const [ready, event, session] = await Promise.all([
    fetch(`${origin}/readyz`),
    fetch(`${origin}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"id":"copy"}'
    }),
    fetch(`${origin}/trpc/flows.list`, { headers: { cookie } })
  ])
  return [
    ready.status === 200 ? '' : `The copy ${name} is not ready: ${await ready.text()}`,
    event.status === 202 ? '' : `The copy ${name} answered an event with ${event.status}.`,
    session.status === 401 ? '' : `The copy ${name} answered an old session with ${session.status}.`
  ].filter(sentence => sentence !== '')
}
