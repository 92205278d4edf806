import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Passes a runner a temporary file for its JSON report, and reads it afterwards.
 *
 * @template T
 * @param {(file: string) => Promise<number>} run gives the runner's exit code
 * @param {(report: T) => import('./count.mjs').Count} count
 * @returns {Promise<{ code: number, count: import('./count.mjs').Count | undefined }>} no count without a whole report
 */
export async function withReport(run, count) {
  const folder = await mkdtemp(join(tmpdir(), 'hookwright-report-'))
  try {
    const file = join(folder, 'report.json')
    const code = await run(file)
    return { code, count: await counted(file, count) }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/**
 * @template T
 * @param {string} file
 * @param {(report: T) => import('./count.mjs').Count} count
 */
async function counted(file, count) {
  try {
    return count(JSON.parse(await readFile(file, 'utf8')))
  } catch {
    return undefined
  }
}
