import { setFlagsFromString } from 'node:v8'
import { Fault } from '@hookwright/model'
import { handleSigterm } from './handle-sigterm.ts'
import { startApp } from './start-app.ts'

// Nearly all that an event makes is dead by then: to share what is left among threads costs more than it saves (decision 062).
setFlagsFromString('--no-parallel-scavenge')
// V8 lets garbage grow to some three times what is used. Much less costs time under load (decision 062).
setFlagsFromString('--heap-growing-percent=150')

const say = (sentence: string): void => {
  process.stdout.write(`${sentence}\n`)
}

/** Starts the server, prints its address, and closes it on request. */
const main = async (): Promise<void> => {
  const { server, log } = await startApp()
  // A launcher and a terminal may both pass the same signal on, so it may come twice.
  const stop = (): void => {
    server.close().then(
      () => process.exit(0),
      thrown => {
        log.error({ err: thrown }, 'The server could not be shut down cleanly.')
        process.exit(1)
      }
    )
  }
  const sigterm = handleSigterm({
    close: stop,
    end: () => {
      log.warn('The server received a second stop signal and exits without waiting for runs in progress.')
      process.exit(1)
    },
    // A signal that came in time, while the server was busy, is read before what is due behind the timers.
    after: (delay, act) => {
      setTimeout(() => setImmediate(act), delay).unref()
    }
  })
  process.on('SIGTERM', sigterm)
  // No second one ends it: the launcher passes Ctrl+C on after a while to a server that may have heard it.
  process.on('SIGINT', stop)

  // Who reads this may end it at once.
  say(`Hookwright is running at ${server.url}`)
  const link = await server.firstAdminLink()
  if (link !== null) say(`Create the admin account at ${link}`)
}

main().catch(thrown => {
  const known = thrown instanceof Fault && thrown.code !== 'internal'
  process.stderr.write(known ? `${thrown.message}\n` : `${thrown instanceof Error ? thrown.stack : thrown}\n`)
  process.exit(1)
})
