import { faultPoints } from '@hookwright/backend'
import { z } from 'zod'
import { readEnvironment } from '../env.ts'
import { openLog } from '../log.ts'
import { startServer } from '../start-server.ts'

/*
 * The server, to be started as a process of its own with a labelled point and a number: when it passes that point for
 * the so-manieth time it is killed on the spot, as by a power cut. When it listens it prints one line, `{ "url": … }`.
 */

const Arguments = z.tuple([z.enum(faultPoints), z.coerce.number().int().positive()])
const [point, pass] = Arguments.parse(process.argv.slice(2))

let passed = 0
const environment = readEnvironment()
const server = await startServer({
  environment,
  log: openLog({ level: environment.logLevel }),
  passing: at => {
    if (at === point && ++passed === pass) process.kill(process.pid, 'SIGKILL')
  }
})
process.stdout.write(`${JSON.stringify({ url: server.url })}\n`)
