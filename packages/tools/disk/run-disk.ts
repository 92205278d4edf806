import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type LoadAttempt, until } from '../crash/start-load.ts'
import { withLoadedServer } from '../crash/with-loaded-server.ts'
import type { Harness } from '../harness/harness.ts'
import { checkAnswers, type Gap } from '../history/check-answers.ts'
import { breachesIn, checkHistory } from '../history/check-history.ts'
import { historyOf, integrityOf, openWork } from '../history/read-file.ts'
import { diskFailed } from '../launcher/keep-running.mjs'
import type { Numbers } from '../long-tests/define-long-test.ts'
import { buildShim } from './build-shim.ts'
import { startLauncher } from './start-launcher.ts'

/** Time limit of each wait, in milliseconds. Long enough for a slow machine. */
const withinMs = 30_000

/** Time limit for accepting deliveries again after disk space was freed, in milliseconds. */
const resumesMs = 10_000

/**
 * Injects disk failures under load and checks the server after each. First, single writes and syncs fail:
 * after a failed write the server is killed, and after a failed sync it must end by itself. Then the disk is
 * full for a while, several times. Finally, syncs fail under a launcher, which must restart the server.
 * Nothing acknowledged may be lost. While the server runs, each request must get a 2xx or 503 response. The
 * server must recover each time.
 *
 * @param given.errors number of single failures: the first write or sync fails, then the second, and so on
 * @param given.full number of times that the disk is full
 * @param given.restarts number of failed syncs under a launcher
 * @returns the exit code
 */
export async function run(
  { folder, say }: Harness,
  { errors, full, restarts }: Numbers<'errors' | 'full' | 'restarts'>
): Promise<number> {
  const fault = join(folder, 'fault')
  const env = { LD_PRELOAD: await buildShim(folder), SHIM_FAULT: fault }
  const integrity: string[] = []
  const wrong: string[] = []
  return withLoadedServer(folder, { env }, async server => {
    const { url, database, load, endedAt, data } = server
    const seesNew = (is: (sent: LoadAttempt) => boolean, ms = withinMs) => {
      const from = load.sent.length
      return until(() => load.sent.slice(from).some(is), ms)
    }
    const hasEnded = () => server.product.child.exitCode !== null || server.product.child.signalCode !== null
    /**
     * Waits for all requests to end. Each ends within the senders' timeout, so exceeding the limit here is a
     * breach.
     */
    const allAsked = () => {
      const all = [...load.sent]
      return until(() => all.every(({ end }) => end !== null), withinMs)
    }
    const gaps: Gap[] = []
    /**
     * Stops the server and starts it again under the launcher of `npm start`, which restarts it when it ends.
     */
    const launch = async () => {
      const from = performance.now()
      endedAt.push(Date.now())
      await server.product.stop()
      const launched = await startLauncher(data)
      if (!(await seesNew(({ acked }) => acked))) wrong.push('Below a launcher, nothing was taken.')
      gaps.push({ from, to: performance.now(), told: false })
      return launched
    }
    let slowestMs = 0
    let syncs = 0

    for (let number = 1; number <= errors; number += 1) {
      const failedFrom = performance.now()
      // A sync is seldom among what comes next, so each tenth time it is waited for.
      writeFileSync(fault, number % 10 === 0 ? 'sync' : `eio ${number}`)
      if (!(await until(() => !existsSync(fault), withinMs)))
        wrong.push(`Write or sync ${number} never came.`)
      const isSync = existsSync(`${fault}.sync`)
      for (const name of [fault, `${fault}.sync`, `${fault}.write`]) rmSync(name, { force: true })
      if (isSync) {
        syncs += 1
        await until(hasEnded, withinMs)
        const { exitCode } = server.product.child
        if (exitCode !== diskFailed) wrong.push(`After sync ${number} failed, it ended with ${exitCode}.`)
      }
      // Whoever asked until now is answered before the kill, which would hide that they never are.
      const goesOn = (await allAsked()) && (isSync || (await seesNew(({ acked }) => acked)))
      if (!goesOn) wrong.push(`After write or sync ${number} failed, nothing was taken any more.`)
      const from = hasEnded() ? failedFrom : performance.now()
      server.product.child.kill('SIGKILL')
      await server.product.ended
      endedAt.push(Date.now())
      await server.startAgain()
      gaps.push({ from, to: performance.now(), told: false })
      integrity.push(integrityOf(database))
      if (number % 10 === 0) say(`${number} of ${errors} writes and syncs have failed.`)
    }

    if (errors > 0 && !load.sent.some(({ status }) => status === 503))
      wrong.push('Whatever failed, nothing was refused with 503.')
    if (errors >= 10 && syncs === 0) wrong.push('No sync was among what failed.')

    for (let time = 1; time <= full; time += 1) {
      writeFileSync(fault, 'full')
      if (!(await seesNew(({ status }) => status === 503)))
        wrong.push(`Full for time ${time}, nothing was refused with 503.`)
      const whileFull = load.sent.length
      const refused = await statusOf(url, { method: 'POST', body: '{}' })
      if (refused !== '503, to try again') wrong.push(`Full, it answered ${refused}.`)
      const page = await statusOf(server.product.url)
      if (page !== '200') wrong.push(`Full, the page was answered with ${page}.`)
      if (!(await seesNew(({ end }) => end !== null)))
        wrong.push(`Full for time ${time}, nobody was answered.`)
      const taken = load.sent.slice(whileFull).filter(({ acked }) => acked)
      if (taken.length > 0) wrong.push(`Full for time ${time}, ${taken.length} were taken all the same.`)
      const freeFrom = performance.now()
      rmSync(fault)
      if (!(await seesNew(({ acked }) => acked, resumesMs)))
        wrong.push(`Free again for time ${time}, nothing was taken within ${resumesMs} ms.`)
      slowestMs = Math.max(slowestMs, performance.now() - freeFrom)
      integrity.push(integrityOf(database))
    }

    const launcher = restarts > 0 ? await launch() : null
    for (let time = 1; time <= restarts; time += 1) {
      const from = performance.now()
      writeFileSync(fault, 'sync')
      if (!(await until(() => existsSync(`${fault}.sync`), withinMs))) wrong.push(`Sync ${time} never came.`)
      for (const name of [fault, `${fault}.sync`]) rmSync(name, { force: true })
      endedAt.push(Date.now())
      if (!(await seesNew(({ acked }) => acked, withinMs)))
        wrong.push(`After sync ${time} failed, the launcher did not start the server again.`)
      gaps.push({ from, to: performance.now(), told: false })
      integrity.push(integrityOf(database))
    }

    await load.stop()
    await until(() => openWork(database) === 0, withinMs)
    const code = await (launcher ?? server.product).stop()
    if (launcher !== null && launcher.restarts() !== restarts)
      wrong.push(`The launcher started the server again ${launcher.restarts()} times.`)
    if (code !== 0) wrong.push(`Told to stop, it ended with code ${code}.`)
    integrity.push(integrityOf(database))
    const { sent } = load
    const verdict = checkHistory(historyOf(sent, database, endedAt, integrity))
    const { acked, lost, doubled, filtered } = verdict
    const breaches = [...wrong, ...checkAnswers(sent, gaps), ...breachesIn(verdict)]
    for (const sentence of breaches.slice(0, 20)) say(sentence)
    const refused = sent.filter(({ status }) => status === 503).length
    const odd = breaches.length - lost.length - doubled.length + filtered
    say(`${syncs} failed syncs ended the server, ${restarts} more were followed by a restart.`)
    say(`taken again within ${slowestMs.toFixed(0)} ms (bound ${resumesMs})`)
    say(`acked ${acked} refused ${refused} lost ${lost.length} doubled ${doubled.length} odd ${odd}`)
    return acked > 0 && breaches.length + filtered === 0 ? 0 : 1
  })
}

/**
 * Fetches a URL.
 *
 * @returns the status as text, and if the response has a `Retry-After` header
 */
async function statusOf(url: string, request?: RequestInit): Promise<string> {
  try {
    const answer = await fetch(url, { ...request, signal: AbortSignal.timeout(withinMs) })
    await answer.arrayBuffer()
    return answer.headers.has('retry-after') ? `${answer.status}, to try again` : `${answer.status}`
  } catch (thrown) {
    return `nothing (${thrown})`
  }
}
