import { Fault, Secret } from '@hookwright/model'
import { describe, expect, it } from 'vitest'
import { scrubber } from './effects/scrub.ts'
import { openLog, warnOf } from './log.ts'

const token = `h${'Ab1_-'.repeat(8)}xyz`

const logging = (params: Omit<Parameters<typeof openLog>[0], 'destination'>) => {
  const lines: string[] = []
  const log = openLog({ ...params, destination: { write: line => lines.push(line) } })
  return { log, lines, parsed: (): Record<string, unknown>[] => lines.map(line => JSON.parse(line)) }
}

describe('the log', () => {
  it('is one JSON line for each entry, with level, time and message', () => {
    const { log, lines, parsed } = logging({ level: 'info' })
    log.info({ about: { port: 3000 } }, 'Listening.')
    expect(lines[0]?.endsWith('}\n')).toBe(true)
    expect(parsed()).toEqual([
      { level: 'info', time: expect.stringMatching(/^\d{4}-.*Z$/), about: { port: 3000 }, msg: 'Listening.' }
    ])
  })

  it('has the ids of a delivery and a run as fields of their own', () => {
    const { log, parsed } = logging({ level: 'info' })
    const warn = warnOf(log)
    warn('It failed.', { delivery: 'd1', run: 'r1', cause: 'disk' })
    warn('Another failed.', { delivery: '', flow: 'f1' })
    expect(parsed()).toMatchObject([
      { delivery: 'd1', run: 'r1', about: { cause: 'disk' } },
      { about: { flow: 'f1' } }
    ])
    expect(parsed()[1]).not.toHaveProperty('delivery')
    expect(parsed()[0]?.about).toEqual({ cause: 'disk' })
  })

  it('leaves out what is below its level', () => {
    const { log, lines } = logging({ level: 'warn' })
    log.info('quiet')
    log.warn('loud')
    expect(lines).toHaveLength(1)
  })

  it('escapes line breaks and terminal controls, so that an entry cannot be forged', () => {
    const { log, lines, parsed } = logging({ level: 'info' })
    const forged = 'x\n{"level":"error"}\r\u001b[2J'
    log.info({ about: { [forged]: forged } }, forged)
    const controls = [...lines.join('').trimEnd()].filter(character => character < ' ')
    expect(controls).toEqual([])
    expect(parsed()[0]).toMatchObject({ msg: forged, about: { [forged]: forged } })
  })

  it('shortens every token to its last four characters', () => {
    const { log, lines } = logging({ level: 'info' })
    log.info({ about: { path: `/e/${token}?x=1` }, err: new Error(`POST /e/${token} failed`) }, `at ${token}`)
    expect(lines[0]).not.toContain(token)
    expect(lines[0]).toContain('"path":"/e/…-xyz?x=1"')
    expect(lines[0]).toContain('"msg":"at …-xyz"')
  })

  it('does not shorten text longer than a token', () => {
    const { log, parsed } = logging({ level: 'info' })
    log.info(`${token}a`)
    expect(parsed()[0]).toMatchObject({ msg: `${token}a` })
  })

  it('shows no secret: neither a Secret nor one inside a text', () => {
    const scrub = scrubber(['pa"ss\\word'])
    const { log, lines } = logging({ level: 'info', scrub })
    log.info({ about: { key: new Secret('pa"ss\\word'), text: 'it was pa"ss\\word' } }, 'said')
    expect(lines[0]).toContain('"text":"it was •••"')
    expect(lines[0]).not.toContain('word')
    expect(() => JSON.parse(lines[0] ?? '')).not.toThrow()
  })

  it('shows a fault with its code and its cause', () => {
    const { log, parsed } = logging({ level: 'info' })
    log.error({ err: new Fault('internal', {}, new Error('the disk is on fire')) }, 'failed')
    expect(parsed()[0]).toMatchObject({
      err: { code: 'internal', message: expect.stringContaining('the disk is on fire') }
    })
  })

  it('truncates long values at any depth', () => {
    const { log, lines } = logging({ level: 'info' })
    log.info({ about: { deep: ['x'.repeat(100_000)] }, err: new Error('y'.repeat(100_000)) }, 'long')
    expect(lines[0]?.length).toBeLessThan(30_000)
  })
})
