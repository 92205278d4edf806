import { cardSpecs } from '@hookwright/cards'
import { cardOf, flowOf } from '@hookwright/engine/testing'
import {
  type Binding,
  blankReceiving,
  type Card,
  type Flow,
  noAuthentication,
  one,
  pill
} from '@hookwright/model'
import { describe, expect, test } from 'vitest'
import {
  deregistrationFlow,
  eventFlow,
  findingsWithEvent,
  flowRow,
  helperFlow,
  placesOf,
  registrationFlow,
  soundEvent
} from '../testing/sample-findings.ts'
import { findingsOf } from './findings.ts'

describe('a warning', () => {
  const helpers = [flowRow('Register', registrationFlow), flowRow('Remove', deregistrationFlow)]
  const [registrationFlowId, deregistrationFlowId] = ['id of Register', 'id of Remove']

  test.each([
    ['HW-only-registration', { registrationFlowId }, 'event'],
    ['HW-only-deregistration', { deregistrationFlowId }, 'event']
  ])('%s explains a flow that has only one half of a registration', (code, config, cardId) => {
    const [warning, ...others] = findingsWithEvent(...helpers, flowRow('File deleted', eventFlow(config)))
    expect(warning).toMatchObject({ code, severity: 'warning', flowName: 'File deleted', cardId })
    expect(others).toEqual([])
  })

  test('is not given for both halves', () => {
    const both = flowRow('File deleted', eventFlow({ registrationFlowId, deregistrationFlowId }))
    expect(findingsWithEvent(...helpers, both)).toEqual([])
  })

  test('says that users register an event without helper flows by hand', () => {
    expect(findingsOf(noAuthentication, [soundEvent], cardSpecs)).toMatchObject([
      {
        code: 'HW-no-registration',
        severity: 'warning',
        flowName: 'User created',
        cardId: 'event',
        message:
          'When a user turns a flow on, no subscription is created in the service. The user must enter the Event URL there manually, and remove it afterwards.'
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
    const both = flowRow('File deleted', eventFlow({ registrationFlowId, deregistrationFlowId, receiving }))
    expect(placesOf(findingsWithEvent(flowRow('File deleted', eventFlow({ receiving }))))).toEqual([
      ['HW-no-registration-key', 'File deleted', 'event']
    ])
    expect(findingsWithEvent(...helpers, both)).toEqual([])
  })

  test('says that nothing uses an option, until an input of the registration or a card reads it', () => {
    const option = {
      id: 'team',
      label: 'Team',
      fieldType: 'text-field' as const,
      dataType: one('text'),
      required: false
    }
    const doc = eventFlow({ options: [option] })
    const read = {
      ...doc,
      cards: {
        ...doc.cards,
        return: { ...doc.cards.return, inputs: { email: pill('event', 'option.team') } } as Card
      }
    }
    expect(findingsWithEvent(flowRow('File deleted', doc))).toMatchObject([
      {
        code: 'HW-unused-option',
        severity: 'warning',
        cardId: 'event',
        message:
          'Nothing uses the option “Team”, so the value that users enter has no effect. Map it to an input of a helper flow or of a card, or remove it.'
      }
    ])
    expect(findingsWithEvent(flowRow('File deleted', read))).toEqual([])
  })

  test('says that an event has no outputs', () => {
    const doc = eventFlow()
    const empty = {
      ...doc,
      cards: { ...doc.cards, return: cardOf('return-outputs', 'return', { groups: [], runMode: false }) }
    }
    expect(placesOf(findingsWithEvent(flowRow('Silent', empty)))).toEqual([
      ['HW-no-outputs', 'Silent', 'return']
    ])
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
    const doc = eventFlow()
    const drawn = (inputs: Record<string, Binding>) =>
      findingsWithEvent(
        flowRow('Person', {
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
    expect(findingsOf(signIn, [soundEvent], cardSpecs).slice(0, 1)).toMatchObject([
      {
        code: 'HW-no-client',
        severity: 'warning',
        message:
          '“Sign in” has no client ID, so nobody can sign in with it. Enter the client ID on the Settings tab.'
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
    const doc = eventFlow()
    const inputs = { id: pill('event', 'body', ['id']) }
    const last = { ...cardOf('return-outputs', 'return', config), inputs }
    const drawn = findingsWithEvent(flowRow('Person', { ...doc, cards: { ...doc.cards, return: last } }))
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
    expect(
      placesOf(findingsWithEvent(flowRow('_revoke', doc), { ...flowRow('USER created', doc), id: 'twin' }))
    ).toEqual([
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
    const alone = (doc: Flow) => placesOf(findingsOf(noAuthentication, [flowRow('Create', doc)], cardSpecs))
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
      [flowRow('Act', action), flowRow('Inner', inner), flowRow('Later', helperFlow)],
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
    const none = findingsOf(noAuthentication, [flowRow('Greet', helperFlow)], cardSpecs)
    expect(none).toMatchObject([{ code: 'HW-no-event', severity: 'warning', flowId: null, flowName: null }])
    expect(findingsOf(noAuthentication, [], cardSpecs)).toHaveLength(1)
  })
})
