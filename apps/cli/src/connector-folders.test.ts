import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { runInProcess } from './testing/run-in-process.ts'
import { makeTempFolder } from './testing/temp-folder.ts'

let temp: ReturnType<typeof makeTempFolder>
beforeEach(() => {
  temp = makeTempFolder()
})
afterEach(() => temp.remove())

const run = (...args: string[]) => runInProcess(args, { cwd: temp.folder })

const runJson = async (...args: string[]) => {
  const { code, output } = await run(...args, '--json')
  return { code, ...JSON.parse(output) }
}

const root = (): string => join(temp.folder, 'connectors/acme-crm')
const flow = (): string => join(root(), 'flows/event-received.yaml')

/** Changes a file of the connector. */
const edit = (file: string, change: (text: string) => string): void =>
  writeFileSync(file, change(readFileSync(file, 'utf8')))

describe('new connector', () => {
  test('writes a folder that is valid as it is', async () => {
    expect(await runJson('new', 'connector', 'Acme CRM')).toMatchObject({
      code: 0,
      folder: root(),
      key: expect.stringMatching(/^acme_crm_[a-z0-9]{6}$/)
    })
    expect(await run('validate', 'connectors/acme-crm')).toEqual({
      code: 0,
      output:
        'warning: Event received: When a user turns a flow on, no subscription is created in the service. The user must enter the Event URL there manually, and remove it afterwards.\n0 errors, 1 warning.\n',
      errors: ''
    })
  })

  test('writes nothing into a folder with files, and refuses a name that a server refuses', async () => {
    await run('new', 'connector', 'Acme CRM')
    expect(await runJson('new', 'connector', 'Acme CRM')).toMatchObject({
      code: 1,
      error: { code: 'folder-taken' }
    })
    expect(await runJson('new', 'connector', 'Acme/CRM')).toMatchObject({
      code: 2,
      error: { code: 'command.usage', message: expect.stringContaining('letters, digits, spaces') }
    })
  })
})

describe('validate', () => {
  beforeEach(async () => {
    await run('new', 'connector', 'Acme CRM')
  })
  const flaws = async () => {
    const { code, flaws: found, findings } = await runJson('validate', root())
    expect(code).toBe(1)
    return [...found, ...findings].map(({ file = null, line = null, message }) => ({ file, line, message }))
  }

  test('names file and line of what cannot be read', async () => {
    edit(flow(), text => text.replace('type: json-stringify', 'type: json-strinify'))
    expect(await flaws()).toEqual([
      { file: 'flows/event-received.yaml', line: 41, message: expect.stringContaining('json-strinify') }
    ])
  })

  test('finds problems of cards as the server does', async () => {
    edit(flow(), text => text.replace('pill: text.output', 'pill: text.outptu'))
    const { output } = await run('validate', root())
    expect(output).toMatch(/^error: Event received: /)
    expect(output).toContain('1 error, 1 warning.')
  })

  test('refuses secrets, links, large files, and folders without a connector', async () => {
    edit(flow(), text => `${text}# ghp_${'a'.repeat(36)}\n`)
    expect(await flaws()).toMatchObject([
      { line: expect.any(Number), message: expect.stringContaining('GitHub') }
    ])
    edit(flow(), text => text.replace(/# ghp_.*\n/, ''))

    symlinkSync('/etc/hostname', join(root(), 'flows/link.yaml'))
    expect(await flaws()).toMatchObject([
      { file: 'flows/link.yaml', message: expect.stringContaining('symbolic') }
    ])

    const large = join(temp.folder, 'large')
    mkdirSync(large)
    writeFileSync(join(large, 'connector.yaml'), Buffer.alloc(6_000_000))
    expect(await runJson('validate', large)).toMatchObject({
      flaws: [{ file: null, message: expect.stringContaining('the limits are') }]
    })
    expect(await runJson('validate', join(temp.folder, 'connectors'))).toMatchObject({
      flaws: [{ message: expect.stringContaining('There is no connector in') }]
    })
    expect(await runJson('validate', 'nowhere')).toMatchObject({
      code: 1,
      error: { code: 'file-unreadable' }
    })
  })
})
