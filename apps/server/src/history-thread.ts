import { setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import { answerHistory } from '@hookwright/store'

/** How much the thread gives way to what answers Event URLs, where a thread by itself can. */
const NICENESS = 2

if (process.platform === 'linux') setPriority(NICENESS)
if (parentPort !== null) {
  answerHistory({
    port: parentPort,
    database: String(workerData),
    clock: () => performance.now(),
    after: (wait, run) => void setTimeout(run, wait)
  })
}
