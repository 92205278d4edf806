import { emptyCatalog, handRegistrationOf, offerWarningsOf } from '@hookwright/engine'
import { flowOf } from '@hookwright/engine/testing'
import { blankReceiving, type Card, one } from '@hookwright/model'
import { expect, test } from 'vitest'
import { cardSpecs } from '../index.ts'
import { returnOutputs } from '../return-outputs/card.ts'
import { put } from '../testing.ts'
import { webhookEvent } from './card.ts'
import { blankScheme } from './receiving/receiving-draft.ts'
import { webhookEventWarnings } from './warnings.ts'

const blank = webhookEvent.blank().config

const field = { id: 'mail', label: 'Email', fieldType: 'text-field', dataType: one('text'), required: false }
const outputs = { groups: [{ id: 'user', name: 'User', fields: [field] }], runMode: false }

const offered = (config: Card['config'], problems: Parameters<typeof offerWarningsOf>[2] = []) =>
  offerWarningsOf(
    flowOf(put(webhookEvent, 'event', { config }), put(returnOutputs, 'return', { config: outputs })),
    cardSpecs,
    problems
  ).map(({ code, card, dialog }) => [code, card, dialog])

const unmapped = ['HW-unmapped-outputs', 'return', undefined]

// review: screens 6
test.each([
  ['without helper flows is registered by hand', {}, 'HW-no-registration'],
  [
    'without a deregistration flow leaves a subscription',
    { registrationFlowId: 'a' },
    'HW-only-registration'
  ],
  ['without a registration flow is not registered', { deregistrationFlowId: 'b' }, 'HW-only-deregistration']
])('an event %s, which is fixed in its dialog', (_, config, code) => {
  expect(offered({ ...blank, ...config })).toEqual([[code, 'event', 'registration'], unmapped])
})

// review: screens 6
test('an event with both helper flows has no warning about registration', () => {
  expect(offered({ ...blank, registrationFlowId: 'a', deregistrationFlowId: 'b' })).toEqual([unmapped])
})

test('an event whose signing key comes with a missing registration warns that every request is refused', () => {
  const key = { from: 'registration', path: 'signature_key', decode: 'text' } as const
  const receiving = { ...blankReceiving, verify: [{ ...blankScheme('sign'), key }] }
  expect(offered({ ...blank, receiving })).toEqual([
    ['HW-no-registration-key', 'event', 'receiving'],
    unmapped
  ])
})

test('an output with an error has no warning too', () => {
  const problem = { code: 'input-literal', card: 'return', field: 'mail', message: 'Enter a text.' } as const
  expect(offered({ ...blank, registrationFlowId: 'a', deregistrationFlowId: 'b' }, [problem])).toEqual([])
})

test.each([
  ['the Event URL', blankReceiving.verify, null, 'url'],
  ['the Event URL and the Signing Secret', [blankScheme('sign')], null, 'url-and-secret'],
  ['nothing where a flow registers it', [blankScheme('sign')], 'a', null]
])('a person enters %s', (_, verify, registrationFlowId, entered) => {
  const generated = verify.map(scheme => ({ ...scheme, key: { from: 'generated', decode: 'text' } as const }))
  const config = { ...blank, registrationFlowId, receiving: { ...blankReceiving, verify: generated } }
  expect(handRegistrationOf(flowOf(put(webhookEvent, 'event', { config })), cardSpecs)).toBe(entered)
})

// review: screens 6
test('an event without rules warns that its requests are not signed', () => {
  const card: Card = { id: 'event', type: 'webhook-event', inputs: {}, config: blank }
  expect(webhookEventWarnings({ card, catalog: emptyCatalog })).toEqual([
    { dialog: 'receiving', message: expect.stringContaining('Unsigned') }
  ])
})
