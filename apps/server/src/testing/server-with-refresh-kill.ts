import { z } from 'zod'
import { thisMachine } from '../effects/machine.ts'
import { readEnvironment } from '../env.ts'
import { openLog } from '../log.ts'
import { startServer } from '../start-server.ts'
import { cheapPasswordHash } from './cheap-password-hash.ts'

/*
 * The server, to be started as a process of its own with the number of a write and an offset of its clock in
 * milliseconds: when it is about to write the tokens of a sign-in or a refresh for the so-manieth time it is killed on the spot. When it listens it prints one line, `{ "url": … }`.
 */

const Arguments = z.tuple([z.coerce.number().int().positive(), z.coerce.number().int()])
const [pass, offset] = Arguments.parse(process.argv.slice(2))

let passed = 0
/** Counts a token write and kills the process at the write with the configured number. */
const countWrite = (): void => {
  if (++passed === pass) process.kill(process.pid, 'SIGKILL')
}

const environment = readEnvironment()
const server = await startServer({
  environment,
  log: openLog({ level: environment.logLevel }),
  passwordHash: cheapPasswordHash,
  machine: { ...thisMachine, clock: () => Date.now() + offset },
  aroundStore: store => ({
    ...store,
    connections: {
      ...store.connections,
      keepAuthorization: async (...kept) => {
        countWrite()
        await store.connections.keepAuthorization(...kept)
      },
      keepRefreshed: (...kept) => {
        countWrite()
        return store.connections.keepRefreshed(...kept)
      }
    }
  })
})
process.stdout.write(`${JSON.stringify({ url: server.url })}\n`)
