import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyFlowContent, anyId, withDistinctNames } from '../testing.ts'
import { formatFileError } from './folder.ts'
import { readUserFlow } from './read-user-flow.ts'
import type { UserFlowContent } from './user-flow-content.ts'
import { writeUserFlow } from './write-user-flow.ts'

const written = (content: UserFlowContent) => {
  const result = writeUserFlow(content)
  if (!result.ok) throw new Error(result.flaws.map(formatFileError).join('\n'))
  return result.content
}

const id = (n: number): string => `01900000-0000-7000-8000-00000000000${n}`
const helperId = '01900000-0000-7000-8000-00c0ffee0001'

const content: UserFlowContent = {
  flow: {
    ...{ id: id(1), name: 'Welcome', description: '', active: true, saveAll: false },
    doc: {
      schemaVersion: 1,
      strip: ['start', 'call'],
      cards: {
        start: {
          ...{ id: 'start', type: 'connector-event', inputs: {} },
          config: {
            connectorId: id(2),
            eventFlowId: id(3),
            versionId: id(4),
            connectionId: id(5),
            runMode: 'each'
          }
        },
        call: { id: 'call', type: 'call-flow', config: { flowId: helperId }, inputs: {} }
      }
    }
  },
  helpers: [
    {
      ...{ id: helperId, name: 'Format name', description: '', active: true, saveAll: true },
      doc: { schemaVersion: 1, strip: [], cards: {} }
    }
  ],
  connectors: [
    {
      id: id(2),
      key: 'acme_hr_x1y2z3',
      versionIds: [id(4)],
      flows: [{ id: id(3), key: '000000000003', name: 'User created' }]
    }
  ],
  connections: [{ id: id(5), name: 'My account', connectorKey: 'acme_hr_x1y2z3' }]
}

const folder = written(content)

describe('the files of a user’s flow', () => {
  it('name connections, connectors, events and helper flows by name instead of id', () => {
    expect(Object.keys(folder)).toEqual([
      'flow.yaml',
      'helpers/format-name.yaml',
      'schema/flow.schema.json',
      'schema/helper.schema.json'
    ])
    expect(folder['flow.yaml']).toBe(`# yaml-language-server: $schema=./schema/flow.schema.json
format: 1
id: "000000000001"
name: Welcome
saveAll: false
connections:
  my-account:
    connector: acme_hr_x1y2z3
    name: My account
cards:
  - id: start
    type: connector-event
    config:
      connectionId: connection:my-account # My account
      connectorId: connector:acme_hr_x1y2z3
      eventFlowId: flow:acme_hr_x1y2z3.000000000003 # User created
      runMode: each
      versionId: version:acme_hr_x1y2z3
  - id: call
    type: call-flow
    config:
      flowId: flow:00c0ffee0001 # Format name
`)
  })

  it('are read with the ids of the installation', () => {
    const reading = readUserFlow(folder, {
      idOf: key => `01999999-0000-7000-8000-${key}`,
      idOfPart: (key, part) => `${key} ${typeof part === 'string' ? part : part.flowKey}`,
      idOfConnection: ({ connectorKey, name }) => `${connectorKey}: ${name}`
    })
    expect(reading.ok && reading.content.flow.doc.cards.start?.config).toEqual({
      connectionId: 'acme_hr_x1y2z3: My account',
      connectorId: 'acme_hr_x1y2z3 connector',
      eventFlowId: 'acme_hr_x1y2z3 000000000003',
      runMode: 'each',
      versionId: 'acme_hr_x1y2z3 version'
    })
    expect(reading.ok && reading.content.flow.doc.cards.call?.config).toEqual({
      flowId: '01999999-0000-7000-8000-00c0ffee0001'
    })
  })

  it('leave cards without a missing connection, and are refused without their connector', () => {
    const without = readUserFlow(folder, { idOfPart: key => key, idOfConnection: () => null })
    expect(without.ok && without.content.flow.doc.cards.start?.config.connectionId).toBe(null)
    expect(without.ok && without.content.declared).toEqual([
      { connectorKey: 'acme_hr_x1y2z3', name: 'My account' }
    ])
    const refused = readUserFlow(folder, { idOfPart: () => undefined })
    expect(refused.ok ? [] : refused.flaws.map(formatFileError)).toContain(
      'flow.yaml, line 15: “connector:acme_hr_x1y2z3” is not known here. Write connector::acme_hr_x1y2z3 if this is meant as text.'
    )
  })

  it('have the same bytes after export, import and export', () => {
    const reading = readUserFlow(folder)
    const labelled = reading.ok && {
      ...reading.content,
      connectors: reading.content.connectors.map(each => ({
        ...each,
        flows: each.flows.map(flow => ({ ...flow, name: 'User created' }))
      }))
    }
    expect(labelled && written(labelled)).toEqual(folder)
  })

  it('have the same bytes after a round trip of any flow with any helper flows', () => {
    const flows = fc
      .uniqueArray(anyId, { minLength: 1, maxLength: 3, selector: each => each.slice(-12) })
      .chain(ids => fc.tuple(...ids.map(each => anyFlowContent(each, ids))))
    fc.assert(
      fc.property(flows.map(withDistinctNames), ([flow, ...helpers]) => {
        if (flow === undefined) return
        const first = written({ flow, helpers, connectors: [], connections: [] })
        const reading = readUserFlow(first)
        if (!reading.ok) throw new Error(reading.flaws.map(formatFileError).join('\n'))
        expect(written(reading.content)).toEqual(first)
      }),
      { numRuns: 50, endOnFailure: true }
    )
  })

  it.each([
    ['without its main file', { ...folder, 'flow.yaml': undefined }, /^flow.yaml: The file is missing/],
    [
      'with a file of a connector',
      { ...folder, 'connector.yaml': '' },
      /^connector.yaml: The file is not part of a flow/
    ],
    [
      'with a newer format',
      { ...folder, 'helpers/format-name.yaml': 'format: 2' },
      /format-name.yaml, line 1: .*format 2/
    ],
    [
      'with an undeclared connection',
      {
        ...folder,
        'flow.yaml': String(folder['flow.yaml']).replace('connection:my-account', 'connection:other')
      },
      /line 14: “connection:other” is not known/
    ]
  ])('are refused %s', (_, files, message) => {
    const params = Object.fromEntries(Object.entries(files).filter(([, text]) => text !== undefined))
    const reading = readUserFlow(JSON.parse(JSON.stringify(params)))
    expect(reading.ok ? '' : reading.flaws.map(formatFileError).join('\n')).toMatch(message)
  })
})
