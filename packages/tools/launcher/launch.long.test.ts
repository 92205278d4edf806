import { createServer } from 'node:net'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { root } from '../commands/root.mjs'
import { type Running, running } from '../testing/running.ts'
import { tempFolder } from '../testing/temp-folder.ts'

test('the server gets the URLs and the key of the practice services, and may call them', async () => {
  const hookwright = launch({
    practice: listen,
    server: ['PRACTICE_URL', 'PRACTICE_KEY', 'PRACTICE_CHAT_URL', 'OUTBOUND_ALLOW'].map(show).join(';'),
    env: { HOOKWRIGHT_OUTBOUND_ALLOW: 'http://127.0.0.1:9, http://[::1]:7' }
  })
  expect(await hookwright.ended).toBe(0)
  const [, url = ''] =
    / at (http:\S+) \(Acme HR\) and http:\/\/127\.0\.0\.1:4999 \(Acme Chat\)/.exec(hookwright.output()) ?? []
  expect(hookwright.output()).toContain(`PRACTICE_URL=${url}\n`)
  expect(hookwright.output()).toContain('PRACTICE_KEY=abc\n')
  expect(hookwright.output()).toContain('PRACTICE_CHAT_URL=http://127.0.0.1:4999\n')
  const origins = `${new URL(url).origin},http://127.0.0.1:4999`
  expect(hookwright.output()).toContain(`OUTBOUND_ALLOW=http://127.0.0.1:9,http://[::1]:7,${origins}\n`)
})

test('the practice service gets its data folder and none of the other variables of the server', async () => {
  const practice = `${show('DATA')}; ${show('SECRET_KEY')}; ${listen}`
  const asked = { practice, server: '', env: { HOOKWRIGHT_SECRET_KEY: 'kept from strangers' } }
  const hookwright = launch({ ...asked, env: { ...asked.env, HOOKWRIGHT_DATA: 'kept/here' } })
  await hookwright.ended
  expect(hookwright.output()).toContain(`DATA=${join(hookwright.folder, 'kept/here')}\n`)
  expect(hookwright.output()).toContain('SECRET_KEY=undefined\n')
  const unset = launch(asked)
  await unset.ended
  expect(unset.output()).toContain(`DATA=${join(unset.folder, '.hookwright')}\n`)
})

test("the launcher ends with the server's exit code and stops the practice service", async () => {
  const hookwright = launch({
    practice: `process.on('SIGTERM', () => { console.error('practice closes'); process.exit() }); ${listen}`,
    server: 'process.exitCode = 7'
  })
  expect(await hookwright.ended).toBe(7)
  expect(hookwright.output()).toContain('practice closes')
})

test('a server stopped by a failed disk is started again, and the practice service continues', async () => {
  const hookwright = launch({
    practice: `process.on('SIGTERM', () => { console.error('practice closes'); process.exit() }); ${listen}`,
    server: `import { existsSync, writeFileSync } from 'node:fs'
      const isFirst = !existsSync('begun')
      writeFileSync('begun', '')
      console.log(isFirst ? 'begins' : 'begins again')
      process.exitCode = isFirst ? 74 : 0`
  })
  expect(await hookwright.ended).toBe(0)
  expect(hookwright.output()).toMatch(/begins\n.*starts again in 1 s\.\nbegins again\npractice closes/)
})

test('a launcher stopped during the pause for the disk starts no server', async () => {
  const hookwright = launch({ practice: listen, server: 'process.exitCode = 74' })
  await hookwright.printed('starts again in 2 s')
  hookwright.send('SIGTERM')
  expect(await hookwright.ended).toBe(0)
})

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s is passed on to the server and the practice service',
  async signal => {
    const heed = (name: string) =>
      `process.on('${signal}', () => { console.error('${name} heard ${signal}'); process.exit() })`
    const hookwright = launch({
      practice: `${heed('practice')}; ${listen}`,
      server: `${heed('server')}; setInterval(() => {}, 60_000); console.log('server listens')`
    })
    await hookwright.printed('server listens')
    hookwright.send(signal)
    expect(await hookwright.ended).toBe(0)
    expect(hookwright.output()).toContain(`server heard ${signal}`)
    expect(hookwright.output()).toContain(`practice heard ${signal}`)
    expect(hookwright.output()).not.toContain('stopped with code')
  }
)

test('a launcher whose npm has ended stops the server and the practice service', async () => {
  const folder = launchFolder({
    practice: `process.on('SIGTERM', () => { console.error('practice closes'); process.exit() }); ${listen}`,
    server: `process.on('SIGTERM', () => { console.error('server closes'); process.exit() })
      setInterval(() => {}, 60_000)
      console.log('server listens')`
  })
  const npm = `
    import { spawn } from 'node:child_process'
    spawn(process.execPath, ['launch.mjs'], { stdio: 'inherit' })
    process.on('SIGTERM', () => process.exit(143))`
  const started = running(['--input-type=module', '--eval', npm], {
    cwd: folder,
    env: { PORT: '0', npm_lifecycle_event: 'start' }
  })
  await started.printed('server listens')
  started.send('SIGTERM')
  expect(await started.ended).toBe(143)
  expect(started.output()).toContain('server closes')
  expect(started.output()).toContain('practice closes')
})

test('the server starts without a practice service that ends before it listens', async () => {
  const hookwright = launch({ practice: 'process.exitCode = 3', server: show('PRACTICE_URL') })
  expect(await hookwright.ended).toBe(0)
  expect(hookwright.output()).toContain(
    'The practice service ended with code 3 before it listened, so Hookwright starts without it.'
  )
  expect(hookwright.output()).toContain('PRACTICE_URL=undefined')
})

test('the server starts without a practice service that never listens, which is stopped', async () => {
  const hookwright = launch({
    practice: 'setInterval(() => {}, 60_000)',
    server: show('PRACTICE_URL'),
    practiceWithinMs: 50
  })
  expect(await hookwright.ended).toBe(0)
  expect(hookwright.output()).toContain('The practice service did not listen within 0.05 s')
  expect(hookwright.output()).toContain('PRACTICE_URL=undefined')
})

test('a practice service that ends later is reported, and the server continues', async () => {
  const hookwright = launch({
    practice: `${listen}.then(server => server.on('request', () => process.exit(4)))`,
    server: `process.on('SIGTERM', () => process.exit(5))
      setInterval(() => {}, 60_000)
      fetch(process.env.HOOKWRIGHT_PRACTICE_URL).catch(() => {})`
  })
  await hookwright.printed('The practice service stopped with code 4. Hookwright keeps running')
  hookwright.send('SIGTERM')
  expect(await hookwright.ended).toBe(5)
})

test('the practice service can be turned off', async () => {
  const hookwright = launch({
    practice: "console.log('practice runs')",
    server: show('PRACTICE_URL'),
    env: { HOOKWRIGHT_PRACTICE_PORT: 'off' }
  })
  expect(await hookwright.ended).toBe(0)
  expect(hookwright.output()).toContain('without its practice service (HOOKWRIGHT_PRACTICE_PORT=off)')
  expect(hookwright.output()).not.toContain('practice runs')
  expect(hookwright.output()).toContain('PRACTICE_URL=undefined')
})

// review: security H4
test('the practice service is not started for a server with a public address', async () => {
  const hookwright = launch({
    practice: "console.log('practice runs')",
    server: show('PRACTICE_URL'),
    env: { HOOKWRIGHT_PUBLIC_URL: 'https://hooks.acme-hr.example' }
  })
  expect(await hookwright.ended).toBe(0)
  expect(hookwright.output()).toContain('HOOKWRIGHT_PUBLIC_URL is not a local address')
  expect(hookwright.output()).not.toContain('practice runs')
  expect(hookwright.output()).toContain('PRACTICE_URL=undefined')
})

// review: security H4
test('the practice service gets the address of the Event URLs it may call', async () => {
  const practice = `${show('PRACTICE_CALLS')}; ${listen}`
  const url = { HOOKWRIGHT_PUBLIC_URL: 'http://localhost:4711' }
  const named = launch({ practice, server: '', env: url })
  await named.ended
  expect(named.output()).toContain('PRACTICE_CALLS=http://localhost:4711\n')
  const port = await freePort()
  const unnamed = launch({ practice, server: '', env: { PORT: String(port) } })
  await unnamed.ended
  expect(unnamed.output()).toContain(`PRACTICE_CALLS=http://127.0.0.1:${port}\n`)
})

test('a port in use is reported in a sentence, and nothing is started', async () => {
  const port = await takenPort()
  const hookwright = launch({
    practice: "console.log('practice runs')",
    server: "console.log('server runs')",
    env: { PORT: String(port) }
  })
  expect(await hookwright.ended).toBe(1)
  expect(hookwright.output()).toBe(
    `Port ${port} on 127.0.0.1 is already in use, so Hookwright was not started. ` +
      'End the program that uses it, or set PORT to another number.\n'
  )
})

test('a data folder that is not writable is reported in a sentence, and nothing is started', async () => {
  const hookwright = launch({
    practice: "console.log('practice runs')",
    server: "console.log('server runs')",
    env: { HOOKWRIGHT_DATA: 'package.json/data' }
  })
  expect(await hookwright.ended).toBe(1)
  expect(hookwright.output()).toBe(
    `The data folder ${join(hookwright.folder, 'package.json/data')} is not writable (ENOTDIR), so Hookwright was not ` +
      'started. Make it writable, or set HOOKWRIGHT_DATA to another folder.\n'
  )
})

test('the processes run, and keep their data, in the folder of the command', async () => {
  const elsewhere = tempFolder()
  const hookwright = launch({
    practice: `${show('DATA')}; ${listen}`,
    server: "console.log('in ' + process.cwd())",
    folder: elsewhere
  })
  expect(await hookwright.ended).toBe(0)
  expect(hookwright.output()).toContain(`DATA=${join(elsewhere, '.hookwright')}\n`)
  expect(hookwright.output()).toContain(`in ${elsewhere}\n`)
})

test('a server that is not built is reported in a sentence', async () => {
  const hookwright = launch({ practice: listen, server: undefined })
  expect(await hookwright.ended).toBe(1)
  expect(hookwright.output()).toMatch(/^The server is not built: .* Run "npm run build" and start again\.\n$/)
})

/**
 * Script that replaces the practice service in these tests. It listens and prints a line of JSON, like the
 * real service.
 */
const listen = `import('node:http').then(({ createServer }) => new Promise(resolve => {
  const server = createServer().listen(Number(process.env.PORT), '127.0.0.1', () => {
    const url = 'http://127.0.0.1:' + server.address().port
    console.log(JSON.stringify({ practice: { url, apiKey: 'abc', chatUrl: 'http://127.0.0.1:4999' } }))
    resolve(server)
  })
}))`

/** Returns code for a small program that prints one of Hookwright's environment variables. */
function show(name: string): string {
  return `console.log('${name}=' + process.env.HOOKWRIGHT_${name})`
}

interface Programs {
  practice: string
  server: string | undefined
  practiceWithinMs?: number
  /** Working directory. By default, the folder of the programs. */
  folder?: string
}

/** Launches two small programs in place of the apps. */
function launch(params: Programs & { env?: Record<string, string> }): Running & { folder: string } {
  const folder = launchFolder(params)
  return { ...running(['launch.mjs'], { cwd: folder, env: { PORT: '0', ...params.env } }), folder }
}

/**
 * Creates a folder like the repository, with these programs instead of the apps and a script to launch them.
 */
function launchFolder({ practice, server, practiceWithinMs, folder }: Programs): string {
  const module = pathToFileURL(join(root, 'packages/tools/launcher/launch.mjs')).href
  return tempFolder({
    'package.json': '{ "type": "module" }',
    'launch.mjs': `
      import { launch } from '${module}'
      const given = { root: process.cwd(), env: process.env, say: console.log }
      const folder = ${JSON.stringify(folder)}
      process.exitCode = await launch({ ...given, folder, practiceWithinMs: ${practiceWithinMs} })`,
    'apps/practice/dist/main.js': practice,
    ...(server === undefined ? {} : { 'apps/server/dist/main.js': server })
  })
}

async function freePort(): Promise<number> {
  const { port, close } = await listenAnywhere()
  await close()
  return port
}

async function takenPort(): Promise<number> {
  const { port, close } = await listenAnywhere()
  onTestFinished(close)
  return port
}

async function listenAnywhere(): Promise<{ port: number; close: () => Promise<void> }> {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('A TCP server has a port.')
  return { port: address.port, close: () => new Promise(resolve => server.close(() => resolve())) }
}
