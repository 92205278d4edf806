import { z } from 'zod'
import { readEnvironment } from '../env.ts'
import { reportingStore, runPoints } from '../killed-runs/points.ts'
import { openLog } from '../log.ts'
import { startServer } from '../start-server.ts'

/*
 * The server, to be started as a process of its own with a labelled point inside runs and a number: when a run passes that
 * point for the so-manieth time the process is killed on the spot. When it listens it prints one line, `{ "url": … }`.
 */

const Arguments = z.tuple([z.enum([...runPoints, 'never']), z.coerce.number().int().positive()])
const [point, pass] = Arguments.parse(process.argv.slice(2))

let passed = 0
const environment = readEnvironment()
const server = await startServer({
  environment,
  log: openLog({ level: environment.logLevel }),
  aroundStore: store =>
    reportingStore(store, at => {
      if (at === point && ++passed === pass) process.kill(process.pid, 'SIGKILL')
    })
})
process.stdout.write(`${JSON.stringify({ url: server.url })}\n`)
