import { readEnvironment } from '../env.ts'
import { openLog } from '../log.ts'
import { startServer } from '../start-server.ts'
import { cheapPasswordHash } from './cheap-password-hash.ts'

/*
 * The server, to be started as a process of its own. When it listens it prints one line, `{ "url": …, "pid": …, "link": … }`,
 * where the link is that of the first admin, or null. Its argument is the maximum time for work in progress when it is
 * stopped, in milliseconds.
 */

const environment = readEnvironment()
const closingTime = process.argv[2]
const server = await startServer({
  environment,
  log: openLog({ level: environment.logLevel }),
  passwordHash: cheapPasswordHash,
  ...(closingTime !== undefined && { closingTime: Number(closingTime) })
})
process.on('SIGTERM', () => {
  server.close().then(() => process.exit(0))
})
const link = await server.firstAdminLink()
process.stdout.write(`${JSON.stringify({ url: server.url, pid: process.pid, link })}\n`)
