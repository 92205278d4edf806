import { cardOf, flowOf } from '@hookwright/engine/testing'
import { findingTable, literal, pill } from '@hookwright/model'
import { describe, expect, test } from 'vitest'
import {
  authpingFlow,
  callingFlow,
  eventFlow,
  findingsWithEvent,
  flowRow,
  helperFlow,
  placesOf,
  registrationFlow
} from '../testing/sample-findings.ts'

describe('[row 115a, 115b] a validation', () => {
  test('reports no problem for a connector that is only drawn', () => {
    expect(findingsWithEvent(flowRow('_authping', authpingFlow), flowRow('Greet', helperFlow))).toEqual([])
  })

  test('gives CBDE000001H for two active flows with one name, in whatever case', () => {
    const twice = { ...flowRow('user CREATED', helperFlow), id: 'other' }
    expect(findingsWithEvent(twice)).toEqual([
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
    const [first, ...others] = findingsWithEvent(flowRow('Odd', doc))
    expect(first).toMatchObject({ code: 'CBDE000002H', severity: 'error', cardId })
    expect(others.filter(({ code }) => code === 'CBDE000002H')).toEqual([])
  })

  test('gives CBDE000003H for signs that a flow name may not hold, and HW-name where there is none', () => {
    expect(
      placesOf(findingsWithEvent(flowRow('A-B', helperFlow), { ...flowRow(null, helperFlow), id: 'unsaved' }))
    ).toEqual([
      ['CBDE000003H', 'A-B', null],
      ['HW-name', null, null]
    ])
  })

  test('gives CBDE000004H for a second Authping flow', () => {
    expect(
      placesOf(findingsWithEvent(flowRow('_authping', authpingFlow), flowRow('Ping', authpingFlow)))
    ).toEqual([['CBDE000004H', 'Ping', 'start']])
  })

  test('[row 115b] gives CBDE000006H for a second Revoke flow', () => {
    const revoke = flowOf(cardOf('revoke', 'start'))
    expect(placesOf(findingsWithEvent(flowRow('_revoke', revoke), flowRow('Revoke', revoke)))).toEqual([
      ['CBDE000006H', 'Revoke', 'start']
    ])
  })

  test.each([
    ['CBDE000005H', '_authping'],
    ['CBDE000007H', '_revoke']
  ])('gives %s for a flow of another kind that is named %s', (code, name) => {
    expect(placesOf(findingsWithEvent(flowRow(name, helperFlow)))).toEqual([[code, name, null]])
    expect(placesOf(findingsWithEvent(flowRow(name.toUpperCase(), helperFlow)))).toEqual([
      [code, name.toUpperCase(), null]
    ])
  })

  test('gives each problem of a flow at its card and field', () => {
    const doc = flowOf(
      cardOf('helper-flow', 'start', { inputs: [] }),
      cardOf('raw-request', 'ask', { method: 'GET' }, { url: pill('gone', 'url') })
    )
    expect(findingsWithEvent(flowRow('Ask', doc))).toMatchObject([
      { code: 'HW-pill-gone', severity: 'error', flowName: 'Ask', cardId: 'ask', field: 'url' }
    ])
  })

  test('[row 115b] reports each of the codes of the original', () => {
    const revoke = flowOf(cardOf('revoke', 'start'))
    const all = findingsWithEvent(
      { ...flowRow('User created', helperFlow), id: 'twin' },
      flowRow('No event', flowOf()),
      flowRow('A-B', helperFlow),
      flowRow('Ping', authpingFlow),
      flowRow('Other ping', authpingFlow),
      flowRow('_authping', helperFlow),
      flowRow('Revoke', revoke),
      flowRow('Other revoke', revoke),
      flowRow('_revoke', helperFlow)
    )
    const ofOriginal = (code: string) => code.startsWith('CBDE')
    expect(new Set(all.map(({ code }) => code).filter(ofOriginal))).toEqual(
      new Set(Object.keys(findingTable).filter(ofOriginal))
    )
  })

  test('lists errors before warnings', () => {
    const half = flowRow('File deleted', eventFlow({ registrationFlowId: 'id of Register' }))
    const all = findingsWithEvent(half, flowRow('Register', registrationFlow), flowRow('A-B', helperFlow))
    expect(all.map(({ severity }) => severity)).toEqual(['error', 'warning'])
  })
})

describe('[row 116] a flow that is switched off', () => {
  test('is ignored by the validation', () => {
    const off = { active: false }
    const broken = flowOf(cardOf('teleport', 'start'))
    expect(
      findingsWithEvent(
        { ...flowRow('User created', helperFlow, off), id: 'twin' },
        flowRow('_authping', authpingFlow),
        flowRow('Ping', authpingFlow, off),
        flowRow('A-B', broken, off)
      )
    ).toEqual([])
  })

  test('is named where it is still used, and not as missing', () => {
    const off = flowRow('Greet', helperFlow, { active: false })
    expect(findingsWithEvent(off, flowRow('Call it', callingFlow('id of Greet')))).toMatchObject([
      {
        code: 'HW-helper-off',
        severity: 'error',
        flowName: 'Call it',
        cardId: 'call',
        message: '“Call Flow” uses “Greet”, which is turned off. Turn it on or choose another flow.'
      }
    ])
    expect(placesOf(findingsWithEvent(flowRow('Call it', callingFlow('nothing'))))).toEqual([
      ['HW-helper-gone', 'Call it', 'call']
    ])
  })

  test('is ignored where the card that uses it is skipped', () => {
    const doc = callingFlow('id of Greet')
    const call = { ...cardOf('call-flow', 'call', { flowId: 'id of Greet' }), skipped: true as const }
    const skipping = { ...doc, cards: { ...doc.cards, call } }
    expect(
      findingsWithEvent(flowRow('Greet', helperFlow, { active: false }), flowRow('Skip it', skipping))
    ).toEqual([])
  })
})

test('every finding is a sentence, for any mistake', () => {
  const all = findingsWithEvent(
    flowRow('A-B', flowOf()),
    flowRow('_revoke', callingFlow('nothing')),
    flowRow(
      'Odd',
      flowOf(cardOf('note', 'note'), cardOf('raw-request', 'ask', { method: 'GET' }, { url: literal('') }))
    )
  )
  expect(all.length).toBeGreaterThan(4)
  for (const { message } of all) expect(message).toMatch(/^[\p{Lu}“][^;]*\. [\p{Lu}“][^;]*\.$/su)
})
