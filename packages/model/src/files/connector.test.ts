import { describe, expect, it } from 'vitest'
import type { Authentication } from '../connectors/authentication.ts'
import { literal, pill, text } from '../flows/binding.ts'
import { type ConnectorContent, idWithKey, keysOfFlows } from './connector-content.ts'
import { type Folder, formatFileError } from './folder.ts'
import { readConnector } from './read-connector.ts'
import { writeConnector } from './write-connector.ts'

const authentication: Authentication = {
  kind: 'api-key',
  fields: [{ id: 'token', label: 'Token', entry: 'password', required: true }],
  baseUrl: literal('https://api.acme.example'),
  allowedHosts: ['api.acme.example'],
  placement: { kind: 'header', name: 'Authorization', value: text('Bearer ', pill('connection', 'token')) }
}

const helper = '01900000-0000-7000-8000-4f2a9c01b7de'
const event = '01900000-0000-7000-8000-00c0ffee0001'

const content: ConnectorContent = {
  key: 'acme_hr_x1y2z3',
  name: 'Acme HR',
  description: 'People of Acme.\nFor tests.',
  branding: { logo: 'data:image/svg+xml;base64,PHN2Zy8+', accent: '#1d4ed8', docsUrl: null },
  authentication,
  flows: [
    {
      ...{ id: event, name: 'User created', description: '', active: true, saveAll: true },
      doc: {
        schemaVersion: 1,
        strip: ['start', 'ask'],
        cards: {
          start: {
            id: 'start',
            type: 'webhook-event',
            config: { registration: { register: helper } },
            inputs: {}
          },
          ask: {
            ...{ id: 'ask', type: 'if-else', title: 'Is it new?', config: {} },
            inputs: { value: pill('start', 'body', ['kind', 0]) },
            blocks: [
              { id: 'then', joins: { name: pill('get', 'json') }, strip: ['get'] },
              { id: 'else', joins: {}, strip: [] }
            ]
          },
          get: {
            ...{ id: 'get', type: 'raw-request', config: { method: 'GET' }, skipped: true },
            inputs: {
              url: text('https://files.acme.example/', pill('start', 'id')),
              query: literal({ a: 1 })
            }
          }
        }
      }
    },
    {
      ...{ id: helper, name: 'Register', description: 'Registers.', active: false, saveAll: false },
      doc: { schemaVersion: 1, strip: [], cards: {} }
    }
  ]
}

const written = (of: ConnectorContent): Folder => {
  const result = writeConnector(of)
  if (!result.ok) throw new Error(result.flaws.map(formatFileError).join('\n'))
  return result.content
}

const folder = written(content)

const flawsOf = (of: Folder, isKnownCard?: (type: string) => boolean): string[] => {
  const reading = readConnector(of, isKnownCard && { isKnownCard })
  return reading.ok ? [] : reading.flaws.map(formatFileError)
}

const changed = (file: string, from: string | RegExp, to: string): Folder => ({
  ...folder,
  [file]: String(folder[file]).replace(from, to)
})

describe('the files of a connector', () => {
  it('are settings, a file for each flow, a logo, a README and schemas for editors', () => {
    expect(Object.keys(folder)).toEqual([
      'connector.yaml',
      'README.md',
      'logo.svg',
      'flows/register.yaml',
      'flows/user-created.yaml',
      'schema/connector.schema.json',
      'schema/flow.schema.json',
      'schema/test.schema.json'
    ])
    expect(folder['connector.yaml']).toBe(`# yaml-language-server: $schema=./schema/connector.schema.json
format: 1
key: acme_hr_x1y2z3
name: Acme HR
description: |-
  People of Acme.
  For tests.
branding:
  logo: logo.svg
  accent: "#1d4ed8"
authentication:
  kind: api-key
  fields:
    - id: token
      label: Token
      entry: password
      required: true
  baseUrl: https://api.acme.example
  allowedHosts:
    - api.acme.example
  placement:
    kind: header
    name: Authorization
    value:
      text:
        - "Bearer "
        - pill: connection.token
`)
  })

  it('nest the cards of blocks, and name the objects behind ids', () => {
    expect(folder['flows/user-created.yaml']).toBe(`# yaml-language-server: $schema=../schema/flow.schema.json
format: 1
id: "00c0ffee0001"
name: User created
cards:
  - id: start
    type: webhook-event
    config:
      registration:
        register: flow:4f2a9c01b7de # Register
  - id: ask
    type: if-else
    title: "Is it new?"
    inputs:
      value:
        pill: start.body # webhook-event
        path:
          - kind
          - 0
    blocks:
      - id: then
        joins:
          name:
            pill: get.json # raw-request
        cards:
          - id: get
            type: raw-request
            skipped: true
            config:
              method: GET
            inputs:
              query:
                value:
                  a: 1
              url:
                text:
                  - https://files.acme.example/
                  - pill: start.id # webhook-event
      - id: else
        cards: []
`)
  })

  it('contain no ids of an installation: a new one gives each flow an id that ends with its key', () => {
    const reading = readConnector(folder, {
      idOf: key => idWithKey('01999999-aaaa-7bbb-8ccc-dddddddddddd', key)
    })
    expect(reading.ok && reading.content.flows[1]?.id).toBe('01999999-aaaa-7bbb-8ccc-00c0ffee0001')
    expect(reading.ok && written(reading.content)).toEqual(folder)
    expect(JSON.stringify(folder)).not.toContain('01900000')
  })

  it('have unique file names for flows with similar names', () => {
    const names = ['Usér', 'User', null, '名前']
    const flows = names.map((name, n) => ({
      ...{
        id: `01900000-0000-7000-8000-00000000000${n}`,
        name,
        description: '',
        active: true,
        saveAll: true
      },
      doc: { schemaVersion: 1 as const, strip: [], cards: {} }
    }))
    expect(Object.keys(written({ ...content, flows })).filter(file => file.startsWith('flows/'))).toEqual([
      'flows/flow-000000000002.yaml',
      'flows/flow-000000000003.yaml',
      'flows/user-000000000000.yaml',
      'flows/user-000000000001.yaml'
    ])
  })

  it('give different keys to flows whose ids end alike', () => {
    const ids = ['1', '2', '3'].map(n => ({ id: `0190000${n}-0000-7000-8000-ffffffffffff` }))
    expect([...keysOfFlows(ids).values()]).toEqual(['ffffffffffff', '000000000000', '000000000001'])
  })
})

describe('files that cannot be imported', () => {
  const user = 'flows/user-created.yaml'
  it.each<[string, Folder, RegExp]>([
    ['no main file', { 'README.md': '' }, /^connector.yaml: The file is missing/],
    [
      'a newer format',
      changed(user, 'format: 1', 'format: 2'),
      /user-created.yaml, line 2: .* format 2.* up to 1. Update Hookwright/
    ],
    [
      'no format',
      changed('connector.yaml', 'format: 1\n', ''),
      /connector.yaml, line \d+: .*“format” is missing/
    ],
    [
      'two flows with a name',
      changed(user, 'User created', 'REGISTER'),
      /line 4: The flow in flows\/register.yaml is named “REGISTER”, too/
    ],
    [
      'two flows with an id',
      changed(user, '00c0ffee0001', '4f2a9c01b7de'),
      /line 3: Another flow .* has the id 4f2a9c01b7de/
    ],
    [
      'a card that stands in two places',
      changed(user, 'id: get', 'id: ask'),
      /line 26: Two cards of the flow have the id ask/
    ],
    [
      'a flow that is missing',
      changed(user, 'flow:4f2a9c01b7de', 'flow:000000000000'),
      /line 10: No flow of this folder has the id 0{12}/
    ],
    [
      'a key that is not known',
      changed(user, 'skipped: true', 'skiped: true'),
      /line 28: .*“skiped” is not known here/
    ],
    [
      'a wrong value',
      changed('connector.yaml', '"#1d4ed8"', 'blue'),
      /line 10: “branding.accent”: Enter a hex colour/
    ],
    ['a wrong pill', changed(user, 'start.body', 'body'), /line 16: .*/],
    [
      'a bomb of aliases',
      changed(user, 'config:', 'config: &a [*a, *a]\nx:'),
      /Anchors, aliases and tags are not allowed/
    ],
    ['a path outside of the folder', { ...folder, '../evil.yaml': '' }, /^..\/evil.yaml: The path leads out/],
    ['an absolute path', { ...folder, '/etc/passwd': '' }, /^\/etc\/passwd: The path leads out/],
    ['a path with a backslash', { ...folder, 'flows\\a.yaml': '' }, /leads out/],
    [
      'a flow without a name and cards',
      { ...folder, 'flows/none.yaml': 'format: 1\nid: "00c0ffee0009"\ncards: []\n' },
      /^flows\/none.yaml: The flow has neither a name nor cards/
    ],
    ['a strange file', { ...folder, 'run.sh': '' }, /^run.sh: The file is not part/],
    ['bytes that are no text', { ...folder, [user]: Uint8Array.of(0xff, 0xfe) }, /not UTF-8/],
    [
      'a missing logo',
      changed('connector.yaml', 'logo.svg', 'logo.png'),
      /line 9: The picture logo.png is missing/
    ],
    [
      'too much',
      { ...folder, 'tests/a': 'x'.repeat(3_000_000) },
      /^tests\/a: The file has 2.9 MB, but the limit is 2 MB/
    ],
    [
      'far too much',
      Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`tests/${n}`, 'x'.repeat(1_048_576)])),
      /50 MB together, but the limit is 4 MB/
    ],
    [
      'too many files',
      Object.fromEntries(Array.from({ length: 301 }, (_, n) => [`tests/${n}`, ''])),
      /301 files/
    ],
    [
      'a value of a password field',
      changed('connector.yaml', 'required: true', 'required: true\n      initial: s3cret'),
      /line 18: The password field “Token” has a value/
    ],
    [
      'a private key',
      changed(user, 'method: GET', 'method: "-----BEGIN RSA PRIVATE KEY-----"'),
      /line 30: The line contains a private key/
    ],
    [
      'a GitHub token',
      changed(user, 'method: GET', `method: gh${'p_'}${'a1'.repeat(18)}`),
      /line 30: The line contains a GitHub token/
    ],
    [
      'an API key of Hookwright',
      changed(user, 'method: GET', `method: hwk${'_'}${'a1-'.repeat(14)}_`),
      /line 30: The line contains an API key of Hookwright/
    ],
    [
      'a Slack token',
      { ...folder, 'tests/a.yaml': `\nxox${'b-'}1234567890-abc` },
      /tests\/a.yaml, line 2: The line contains a Slack token/
    ],
    [
      'a Stripe key',
      changed(user, 'method: GET', `method: sk_${'live_'}abcdefghij12`),
      /line 30: The line contains a Stripe key/
    ]
  ])('%s is refused with a sentence', (_, of, message) => {
    expect(flawsOf(of).join('\n')).toMatch(message)
  })

  it('that are no list of cards are refused', () => {
    const text = changed('flows/user-created.yaml', /^cards:[\s\S]*$/m, 'cards: flow:f1\n')
    expect(flawsOf(text)).toEqual([expect.stringContaining('expected array')])
  })

  it('are refused with the first 100 problems, and how many more there are', () => {
    const secrets = Array.from({ length: 150 }, () => `# ghp_${'a'.repeat(36)}`).join('\n')
    const flaws = flawsOf({ ...folder, 'README.md': secrets })
    expect(flaws).toHaveLength(101)
    expect(flaws[100]).toBe('The files have 50 more problems. Correct the ones above first.')
  })

  it('name a missing card', () => {
    expect(flawsOf(folder, type => type !== 'if-else')).toEqual([
      'flows/user-created.yaml, line 12: There is no card of the type “if-else”. Correct it, or update Hookwright if it is newer.'
    ])
  })

  it('include two flows with one name, a secret, or a value of a password field on export', () => {
    const [first, second] = content.flows
    if (!first || !second) throw new Error('no flows')
    const field = {
      ...authentication.fields[0],
      id: 'a',
      label: 'A',
      entry: 'password' as const,
      required: true
    }
    const bad = writeConnector({
      ...content,
      description: `gh${'p_'}${'a1'.repeat(18)}`,
      authentication: { ...authentication, fields: [{ ...field, initial: 'x' }] },
      flows: [first, { ...second, name: 'USER CREATED' }]
    })
    expect(bad.ok ? [] : bad.flaws.map(formatFileError)).toEqual([
      'flows/user-created-4f2a9c01b7de.yaml: The flow in flows/user-created-00c0ffee0001.yaml is named “USER CREATED”, too. Rename one of them.',
      'connector.yaml: The password field “A” has an initial value, which would be readable in the file. Remove it.',
      'README.md, line 3: The line contains a GitHub token. Use a password field of the connection instead.',
      'connector.yaml, line 5: The line contains a GitHub token. Use a password field of the connection instead.'
    ])
  })
})
