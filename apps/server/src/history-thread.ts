import { setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import { answerHistory } from '@hookwright/store/sqlite'

/** Nice value of the thread, so that Event URLs are answered first. Only Linux has one per thread. */
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
