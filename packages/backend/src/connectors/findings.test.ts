import { cardSpecs } from '@hookwright/cards'
import { cardOf, flowOf } from '@hookwright/engine/testing'
import {
  type Binding,
  blankReceiving,
  type Card,
  type Finding,
  type Flow,
  findingTable,
  literal,
  noAuthentication,
  one,
  pill
} from '@hookwright/model'
import type { FlowRow } from '@hookwright/store'
import { describe, expect, test } from 'vitest'
import { findingsOf } from './findings.ts'

const row = (name: string | null, doc: Flow, parts: Partial<FlowRow> = {}): FlowRow => ({
  id: `id of ${name}`,
  connectorId: 'acme',
  ownerId: 'uma',
  name,
  description: '',
  active: true,
  saveAll: true,
  doc,
  draftNo: 1,
  createdAt: 0,
  updatedAt: 0,
  ...parts
})

const event = (config: Card['config'] = {}): Flow =>
  flowOf(
    cardOf('webhook-event', 'event', {
      options: [],
      registrationFlowId: null,
      deregistrationFlowId: null,
      ...config
    }),
    cardOf(
      'return-outputs',
      'return',
      {
        groups: [
          {
            id: 'user',
            name: 'User',
            fields: [
              { id: 'email', label: 'Email', fieldType: 'text-field', dataType: one('text'), required: false }
            ]
          }
        ],
        runMode: false
      },
      { email: pill('event', 'body', ['email']) }
    )
  )

const helper = flowOf(cardOf('helper-flow', 'start', { inputs: [] }))
const authping = flowOf(cardOf('authping', 'start'))
const opening = flowOf(
  cardOf('webhook-registration', 'start', { inputs: [] }),
  cardOf('registration-return', 'return')
)
const closing = flowOf(cardOf('webhook-deregistration', 'start', { inputs: [] }))
const calling = (flowId: string): Flow =>
  flowOf(cardOf('helper-flow', 'start', { inputs: [] }), cardOf('call-flow', 'call', { flowId }))

const seen = row('User created', event())
/** Returns the findings, without the warning that every event without helper flows has. */
const findings = (...flows: FlowRow[]): Finding[] =>
  findingsOf(noAuthentication, [seen, ...flows], cardSpecs).filter(
    ({ code }) => code !== 'HW-no-registration'
  )
const told = (all: Finding[]) => all.map(({ code, flowName, cardId }) => [code, flowName, cardId])

describe('[row 115a, 115b] a validation', () => {
  test('reports no problem for a connector that is only drawn', () => {
    expect(findings(row('_authping', authping), row('Greet', helper))).toEqual([])
  })

  test('gives CBDE000001H for two active flows with one name, in whatever case', () => {
    const twice = { ...row('user CREATED', helper), id: 'other' }
    expect(findings(twice)).toEqual([
      {
        code: 'CBDE000001H',
        severity: 'error',
        flowId: 'other',
        flowName: 'user CREATED',
        cardId: null,
        field: null,
        message: 'Two active flows are named “user CREATED”. Rename one of them or turn it off.'
      }
    ])
  })

  test.each([
    ['without a card', flowOf(), null],
    ['that starts with a function', flowOf(cardOf('note', 'note'), cardOf('now', 'now')), 'note'],
    ['that starts with a card that nobody knows', flowOf(cardOf('teleport', 'start')), 'start'],
    [
      'that starts with the event of a user',
      flowOf(
        cardOf('connector-event', 'start', {
          connectorId: 'acme',
          eventFlowId: 'event',
          versionId: 'one',
          connectionId: null,
          runMode: 'each'
        })
      ),
      'start'
    ]
  ])('gives CBDE000002H for a flow %s', (_, doc, cardId) => {
    const [first, ...others] = findings(row('Odd', doc))
    expect(first).toMatchObject({ code: 'CBDE000002H', severity: 'error', cardId })
    expect(others.filter(({ code }) => code === 'CBDE000002H')).toEqual([])
  })

  test('gives CBDE000003H for signs that a flow name may not hold, and HW-name where there is none', () => {
    expect(told(findings(row('A-B', helper), { ...row(null, helper), id: 'unsaved' }))).toEqual([
      ['CBDE000003H', 'A-B', null],
      ['HW-name', null, null]
    ])
  })

  test('gives CBDE000004H for a second Authping flow', () => {
    expect(told(findings(row('_authping', authping), row('Ping', authping)))).toEqual([
      ['CBDE000004H', 'Ping', 'start']
    ])
  })

  test('[row 115b] gives CBDE000006H for a second Revoke flow', () => {
    const revoke = flowOf(cardOf('revoke', 'start'))
    expect(told(findings(row('_revoke', revoke), row('Revoke', revoke)))).toEqual([
      ['CBDE000006H', 'Revoke', 'start']
    ])
  })

  test.each([
    ['CBDE000005H', '_authping'],
    ['CBDE000007H', '_revoke']
  ])('gives %s for a flow of another kind that is named %s', (code, name) => {
    expect(told(findings(row(name, helper)))).toEqual([[code, name, null]])
    expect(told(findings(row(name.toUpperCase(), helper)))).toEqual([[code, name.toUpperCase(), null]])
  })

  test('gives each problem of a flow at its card and field', () => {
    const doc = flowOf(
      cardOf('helper-flow', 'start', { inputs: [] }),
      cardOf('raw-request', 'ask', { method: 'GET' }, { url: pill('gone', 'url') })
    )
    expect(findings(row('Ask', doc))).toMatchObject([
      { code: 'HW-pill-gone', severity: 'error', flowName: 'Ask', cardId: 'ask', field: 'url' }
    ])
  })

  test('[row 115b] reports each of the codes of the original', () => {
    const revoke = flowOf(cardOf('revoke', 'start'))
    const all = findings(
      { ...row('User created', helper), id: 'twin' },
      row('No event', flowOf()),
      row('A-B', helper),
      row('Ping', authping),
      row('Other ping', authping),
      row('_authping', helper),
      row('Revoke', revoke),
      row('Other revoke', revoke),
      row('_revoke', helper)
    )
    const ofOriginal = (code: string) => code.startsWith('CBDE')
    expect(new Set(all.map(({ code }) => code).filter(ofOriginal))).toEqual(
      new Set(Object.keys(findingTable).filter(ofOriginal))
    )
  })

  test('lists errors before warnings', () => {
    const half = row('File deleted', event({ registrationFlowId: 'id of Register' }))
    const all = findings(half, row('Register', opening), row('A-B', helper))
    expect(all.map(({ severity }) => severity)).toEqual(['error', 'warning'])
  })
})

describe('[row 116] a flow that is switched off', () => {
  test('is ignored by the validation', () => {
    const off = { active: false }
    const broken = flowOf(cardOf('teleport', 'start'))
    expect(
      findings(
        { ...row('User created', helper, off), id: 'twin' },
        row('_authping', authping),
        row('Ping', authping, off),
        row('A-B', broken, off)
      )
    ).toEqual([])
  })

  test('is named where it is still used, and not as missing', () => {
    const off = row('Greet', helper, { active: false })
    expect(findings(off, row('Call it', calling('id of Greet')))).toMatchObject([
      {
        code: 'HW-helper-off',
        severity: 'error',
        flowName: 'Call it',
        cardId: 'call',
        message: '“Call Flow” uses “Greet”, which is turned off. Turn it on or choose another flow.'
      }
    ])
    expect(told(findings(row('Call it', calling('nothing'))))).toEqual([
      ['HW-helper-gone', 'Call it', 'call']
    ])
  })

  test('is ignored where the card that uses it is skipped', () => {
    const doc = calling('id of Greet')
    const call = { ...cardOf('call-flow', 'call', { flowId: 'id of Greet' }), skipped: true as const }
    const skipping = { ...doc, cards: { ...doc.cards, call } }
    expect(findings(row('Greet', helper, { active: false }), row('Skip it', skipping))).toEqual([])
  })
})

describe('a warning', () => {
  const helpers = [row('Register', opening), row('Remove', closing)]
  const [registrationFlowId, deregistrationFlowId] = ['id of Register', 'id of Remove']

  test.each([
    ['HW-only-registration', { registrationFlowId }, 'event'],
    ['HW-only-deregistration', { deregistrationFlowId }, 'event']
  ])('%s explains a flow that has only one half of a registration', (code, config, cardId) => {
    const [warning, ...others] = findings(...helpers, row('File deleted', event(config)))
    expect(warning).toMatchObject({ code, severity: 'warning', flowName: 'File deleted', cardId })
    expect(others).toEqual([])
  })

  test('is not given for both halves', () => {
    const both = row('File deleted', event({ registrationFlowId, deregistrationFlowId }))
    expect(findings(...helpers, both)).toEqual([])
  })

  test('says that users register an event without helper flows by hand', () => {
    expect(findingsOf(noAuthentication, [seen], cardSpecs)).toMatchObject([
      {
        code: 'HW-no-registration',
        severity: 'warning',
        flowName: 'User created',
        cardId: 'event',
        message:
          'Turning a flow on registers nothing in the service. The user must enter the Event URL there by hand, and remove it afterwards.'
      }
    ])
  })

  test('says that an event with a key from its registration cannot be verified without a registration flow', () => {
    const receiving = {
      ...blankReceiving,
      verify: [
        {
          id: 'hmac',
          algorithm: 'hmac-sha256',
          key: { from: 'registration', path: 'secret', decode: 'text' },
          content: '{body}',
          signature: { from: 'header', name: 'X-Signature', split: '', prefix: '', encoding: 'hex' },
          time: null,
          also: []
        }
      ]
    }
    const both = row('File deleted', event({ registrationFlowId, deregistrationFlowId, receiving }))
    expect(told(findings(row('File deleted', event({ receiving }))))).toEqual([
      ['HW-no-registration-key', 'File deleted', 'event']
    ])
    expect(findings(...helpers, both)).toEqual([])
  })

  test('says that nothing uses an option, until an input of the registration or a card reads it', () => {
    const option = {
      id: 'team',
      label: 'Team',
      fieldType: 'text-field' as const,
      dataType: one('text'),
      required: false
    }
    const doc = event({ options: [option] })
    const read = {
      ...doc,
      cards: {
        ...doc.cards,
        return: { ...doc.cards.return, inputs: { email: pill('event', 'option.team') } } as Card
      }
    }
    expect(findings(row('File deleted', doc))).toMatchObject([
      {
        code: 'HW-unused-option',
        severity: 'warning',
        cardId: 'event',
        message:
          'Nothing uses the option “Team”, so the value that users enter has no effect. Map it to an input of a helper flow or of a card, or remove it.'
      }
    ])
    expect(findings(row('File deleted', read))).toEqual([])
  })

  test('says that an event has no outputs', () => {
    const doc = event()
    const empty = {
      ...doc,
      cards: { ...doc.cards, return: cardOf('return-outputs', 'return', { groups: [], runMode: false }) }
    }
    expect(told(findings(row('Silent', empty)))).toEqual([['HW-no-outputs', 'Silent', 'return']])
  })

  test('says how many outputs would be empty for users', () => {
    const output = (id: string, label: string) => ({
      id,
      label,
      fieldType: 'text-field' as const,
      dataType: one('text'),
      required: false
    })
    const fields = [output('id', 'ID'), output('mail', 'Email'), output('name', 'Name')]
    const config = { groups: [{ id: 'who', name: 'Who', fields }], runMode: false }
    const doc = event()
    const drawn = (inputs: Record<string, Binding>) =>
      findings(
        row('Person', {
          ...doc,
          cards: { ...doc.cards, return: { ...cardOf('return-outputs', 'return', config), inputs } }
        })
      )
    const id = pill('event', 'body', ['id'])
    expect(drawn({ id })).toMatchObject([
      {
        code: 'HW-unmapped-outputs',
        severity: 'warning',
        cardId: 'return',
        field: 'mail',
        message:
          'Nothing is mapped to 2 of 3 outputs (“Email” and 1 more), so they are empty for users. Map them, or remove them.'
      }
    ])
    expect(drawn({ id, mail: id, name: id })).toEqual([])
  })

  test('names the sign-in without a client ID, and does not block a version', () => {
    const code = { client: { ownership: 'maker', clientId: '' } } as const
    const signIn = { ...noAuthentication, kind: 'authorization-code', name: 'Sign in', code } as never
    expect(findingsOf(signIn, [seen], cardSpecs).slice(0, 1)).toMatchObject([
      {
        code: 'HW-no-client',
        severity: 'warning',
        message:
          '“Sign in” has no client ID, so nobody can sign in with it. Enter the client ID on the tab Settings.'
      }
    ])
  })

  // review: services 1
  test('names outputs with guessed types', () => {
    const field = {
      id: 'id',
      label: 'ID',
      fieldType: 'text-field',
      dataType: one('text'),
      required: false,
      guessed: true
    }
    const config = { groups: [{ id: 'who', name: 'Who', fields: [field] }], runMode: false }
    const doc = event()
    const inputs = { id: pill('event', 'body', ['id']) }
    const last = { ...cardOf('return-outputs', 'return', config), inputs }
    const drawn = findings(row('Person', { ...doc, cards: { ...doc.cards, return: last } }))
    expect(drawn).toMatchObject([
      {
        code: 'HW-guessed-outputs',
        severity: 'warning',
        message:
          'The type of the output “ID” is a guess and accepts any value. Confirm it in the Outputs dialog.'
      }
    ])
  })

  test('checks the names and cards of an action by the rules of all flows', () => {
    const doc = flowOf(
      cardOf('action', 'start', { options: [], groups: [] }),
      cardOf('connector-action', 'other', {
        connectorId: 'acme',
        actionFlowId: 'post',
        versionId: 'one',
        connectionId: null
      }),
      cardOf('return-outputs', 'return', { groups: [], runMode: false })
    )
    expect(told(findings(row('_revoke', doc), { ...row('USER created', doc), id: 'twin' }))).toEqual([
      ['CBDE000001H', 'USER created', null],
      ['CBDE000007H', '_revoke', null],
      ['HW-card-misplaced', '_revoke', 'other'],
      ['HW-card-misplaced', 'USER created', 'other']
    ])
  })

  test('[row 115a] of an action is given only for guessed or unmapped outputs', () => {
    const field = { label: 'ID', fieldType: 'text-field', dataType: one('text'), required: false } as const
    const action = (fields: Card['config'][]): Flow =>
      flowOf(
        cardOf('action', 'start', { options: [], groups: [] }),
        cardOf('return-outputs', 'return', {
          groups: [{ id: 'made', name: 'Made', fields }],
          runMode: false
        })
      )
    const alone = (doc: Flow) => told(findingsOf(noAuthentication, [row('Create', doc)], cardSpecs))
    expect(alone(action([]))).toEqual([])
    expect(alone(action([{ ...field, id: 'id' }]))).toEqual([['HW-unmapped-outputs', 'Create', 'return']])
    expect(alone(action([{ ...field, id: 'id', guessed: true }]))).toEqual([
      ['HW-guessed-outputs', 'Create', 'return'],
      ['HW-unmapped-outputs', 'Create', 'return']
    ])
  })

  test('refuses a card that starts a run in an action or in a flow that it calls', () => {
    const callsAsync = cardOf('call-flow-async', 'async', { flowId: 'id of Later' })
    const action = flowOf(
      cardOf('action', 'start', { options: [], groups: [] }),
      cardOf('call-flow', 'call', { flowId: 'id of Inner' }),
      cardOf('return-outputs', 'return', { groups: [], runMode: false })
    )
    const inner = flowOf(cardOf('helper-flow', 'start', { inputs: [] }), callsAsync)
    const found = findingsOf(
      noAuthentication,
      [row('Act', action), row('Inner', inner), row('Later', helper)],
      cardSpecs
    )
    expect(found).toMatchObject([
      {
        code: 'HW-inline-run',
        severity: 'error',
        flowName: 'Inner',
        cardId: 'async',
        message:
          '“Call Flow Async” cannot start a run inside the action “Act”, because that run would not have the connection of the action. Use Call Flow, which waits for the helper flow.'
      }
    ])
  })

  test('says that users would see no part of the connector', () => {
    const none = findingsOf(noAuthentication, [row('Greet', helper)], cardSpecs)
    expect(none).toMatchObject([{ code: 'HW-no-event', severity: 'warning', flowId: null, flowName: null }])
    expect(findingsOf(noAuthentication, [], cardSpecs)).toHaveLength(1)
  })
})

test('every finding is a sentence, for any mistake', () => {
  const all = findings(
    row('A-B', flowOf()),
    row('_revoke', calling('nothing')),
    row(
      'Odd',
      flowOf(cardOf('note', 'note'), cardOf('raw-request', 'ask', { method: 'GET' }, { url: literal('') }))
    )
  )
  expect(all.length).toBeGreaterThan(4)
  for (const { message } of all) expect(message).toMatch(/^[\p{Lu}“][^;]*\. [\p{Lu}“][^;]*\.$/su)
})
