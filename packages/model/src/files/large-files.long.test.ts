import { expect, test } from 'vitest'
import { noAuthentication } from '../connectors/authentication.ts'
import { plainBranding } from '../connectors/connector.ts'
import { formatFileError } from './folder.ts'
import { readConnector } from './read-connector.ts'
import { readYaml } from './read-yaml.ts'
import { writeConnector } from './write-connector.ts'

const MANY = 50_000

test('the line of every key of a large map is known', () => {
  const lines = Array.from({ length: MANY }, (_, n) => `k${n}: flow:${n}`)
  const reading = readYaml('a.yaml', lines.join('\n'))
  const wrong = lines.filter((_, n) => !reading.ok || reading.content.lineOf([`k${n}`]) !== n + 1)
  expect(wrong).toEqual([])
  expect(reading.ok && reading.content.lineOf(['nothing'])).toBe(1)
})

test('of many unknown references the first 20 of a file are named, and the others are counted', () => {
  const config = { registration: 'here' }
  const start = { id: 'start', type: 'webhook-event', config, inputs: {} }
  const written = writeConnector({
    ...{ key: 'acme_hr_x1y2z3', name: 'Acme HR', description: '', branding: plainBranding },
    authentication: noAuthentication,
    flows: [
      {
        ...{ id: '01900000-0000-7000-8000-00c0ffee0001', name: 'User created', description: '' },
        ...{ active: true, saveAll: true },
        doc: { schemaVersion: 1, strip: ['start'], cards: { start } }
      }
    ]
  })
  if (!written.ok) throw new Error(written.flaws.map(formatFileError).join('\n'))
  const file = 'flows/user-created.yaml'
  const lines = Array.from({ length: MANY }, (_, n) => `      k${n}: flow:f${n}`).join('\n')
  const text = String(written.content[file]).replace(/^ {6}registration:.*$/m, lines)
  const reading = readConnector({ ...written.content, [file]: text })
  const flaws = reading.ok ? [] : reading.flaws.map(formatFileError)
  expect(flaws).toHaveLength(21)
  expect(flaws[19]).toMatch(/^flows\/user-created.yaml, line 28: No flow of this folder has the id f19/)
  expect(flaws[20]).toContain('The file holds 49980 more unknown references.')
})
