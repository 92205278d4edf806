import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { binOf } from '../commands/bins.mjs'
import { root } from '../commands/root.mjs'
import { runCommand } from '../commands/run-command.mjs'
import type { Harness } from '../harness/harness.ts'
import { breachesIn, checkHistory } from './check-history.ts'
import type { History } from './history.ts'

/**
 * Runs the long tests of a workspace, which record one history per line of JSON, and checks all histories.
 *
 * @param workspace workspace such as `packages/backend`
 * @returns the exit code: 0 when the tests pass and no history has a breach
 */
export async function runWithHistories({ folder, say }: Harness, workspace: string): Promise<number> {
  const file = join(folder, 'histories.jsonl')
  const vitest = binOf(root, 'vitest', ['run', `--root=${workspace}`, '--config=vitest.long.config.ts'])
  const env = { ...process.env, HOOKWRIGHT_HISTORIES: file }
  const { code } = await runCommand({ ...vitest, cwd: root, env, aloud: true })
  const lines = existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : []
  const histories: History[] = lines.map(line => JSON.parse(line))
  const verdicts = histories.map(checkHistory)
  const breaches = verdicts.flatMap(breachesIn)
  for (const sentence of breaches.slice(0, 20)) say(sentence)
  const acked = verdicts.reduce((sum, verdict) => sum + verdict.acked, 0)
  say(`histories ${histories.length} acked ${acked} breaches ${breaches.length}`)
  return code === 0 && histories.length > 0 && breaches.length === 0 ? 0 : 1
}
